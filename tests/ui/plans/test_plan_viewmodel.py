"""A plan being written and agreed, without a widget."""

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.permissions import Officer, Role
from iomdesk.plans.coverage import answered_words
from iomdesk.plans.parts import ControlLine, ExitStrategy, Pillar, StepStatus
from iomdesk.plans.plan import Plan, all_steps
from iomdesk.records.ids import OfficerId, PartId
from tests.builders import a_case
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson, keep
from ui.places import PersonPlace, PlanPlace, PreviewPlace
from ui.plans.plan_viewmodel import PlanViewModel


@pytest.fixture
def agreed(desk: DeskAtHand, person: DemoPerson) -> PlanViewModel:
    return PlanViewModel(desk, PlanPlace(case_id=person.case_id))


@pytest.fixture
def draft(agreed: PlanViewModel) -> PlanViewModel:
    agreed.revise("Review")
    return agreed


def plan_of(viewmodel: PlanViewModel) -> Plan:
    assert viewmodel.plan
    return viewmodel.plan


def test_a_person_without_a_plan_gets_a_draft(
    desk: DeskAtHand, store: EncryptedStore
) -> None:
    case = store.do(keep, a_case())
    viewmodel = PlanViewModel(desk, PlanPlace(case_id=case.id))

    assert plan_of(viewmodel).version == 1
    assert store.queries.records(Plan, case.id)


def test_the_needs_of_the_assessment_want_goals(agreed: PlanViewModel) -> None:
    needs = {one.key: one for one in agreed.asked() if one.kind == "need"}

    assert needs["employment"].answers == (
        "I want to be in steady building work by the spring.",
    )
    assert needs["families"].why_not
    assert "health" not in needs


def test_how_much_is_answered_is_said_in_words(agreed: PlanViewModel) -> None:
    asked = agreed.asked()

    assert answered_words(asked, "condition") == "3 of 4 conditions have a line"
    assert answered_words(asked[:1], "risk") == "1 of 1 risk has a line"
    assert answered_words((), "need") == ""


def test_a_line_added_for_a_condition_answers_it(draft: PlanViewModel) -> None:
    key = draft.add_line("condition/shpo/c2")
    line = plan_of(draft).control[key]
    control = {**plan_of(draft).control, key: evolve(line, text="Never alone with her")}
    draft.edit(evolve(plan_of(draft), control=control))

    condition = next(one for one in draft.asked() if one.key == "condition/shpo/c2")
    assert condition.answers == ("Never alone with her",)
    assert line.owner == "DC Marsh"


def test_a_goal_added_for_a_need_is_on_its_pathway(draft: PlanViewModel) -> None:
    key = draft.add_goal("families")

    assert plan_of(draft).objectives[key].pathway == "families"


def test_why_there_is_no_goal_is_kept_with_the_need(draft: PlanViewModel) -> None:
    draft.say_why_no_goal("attitudes", "In the programme already.")

    need = plan_of(draft).needs["attitudes"]
    assert (need.why_no_goal, need.level) == (
        "In the programme already.",
        "significant",
    )


def test_what_stands_in_the_way_comes_first(draft: PlanViewModel) -> None:
    draft.edit(evolve(plan_of(draft), exit_strategy=ExitStrategy()))
    reasons = draft.reasons()

    assert reasons[0].refuses
    assert reasons[0].text == "The exit strategy is empty."
    assert not reasons[-1].refuses


def test_agreeing_is_refused_with_reasons(
    draft: PlanViewModel, store: EncryptedStore
) -> None:
    refused = []
    draft.refused.connect(lambda: refused.append(True))
    draft.edit(evolve(plan_of(draft), exit_strategy=ExitStrategy()))
    draft.agree()

    assert refused
    assert store.queries.get(Plan, plan_of(draft).id).agreed_at is None


def test_agreeing_records_agrees_and_drops_the_draft(
    draft: PlanViewModel, desk: DeskAtHand, store: EncryptedStore
) -> None:
    said = evolve(plan_of(draft), situation="As before.", review_on=draft.today)
    draft.edit(said)
    draft.drafting.flush()
    draft.agree()

    held = store.queries.get(Plan, plan_of(draft).id)
    assert held.agreed_name == "DC Marsh"
    assert held.situation == "As before."
    assert plan_of(draft).agreed_at
    assert store.queries.drafts() == []
    assert desk.words == [
        "Version 2 of the plan is agreed, not yet seen by a supervisor."
    ]


def test_only_a_supervisor_may_agree(
    draft: PlanViewModel, store: EncryptedStore
) -> None:
    store.become(
        Officer(id=OfficerId("o2"), name="PC Lowe", roles=frozenset({Role.OFFICER}))
    )

    assert not draft.may_agree


def test_recording_the_draft_leaves_it_open(
    draft: PlanViewModel, store: EncryptedStore, desk: DeskAtHand
) -> None:
    draft.edit(evolve(plan_of(draft), situation="As before."))
    draft.keep()

    assert store.queries.get(Plan, plan_of(draft).id).situation == "As before."
    assert desk.words == ["The draft is recorded. A supervisor can agree it."]
    draft.edit(evolve(plan_of(draft), considerations="More."))
    draft.keep()
    assert store.queries.get(Plan, plan_of(draft).id).considerations == "More."


def test_what_was_typed_is_gone_on_with_after_a_crash(
    draft: PlanViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    line = ControlLine(pillar=Pillar.DISRUPTION, text="Half a sent")
    control = {**plan_of(draft).control, PartId("new"): line}
    draft.edit(evolve(plan_of(draft), control=control))
    draft.drafting.flush()

    again = PlanViewModel(desk, PlanPlace(case_id=person.case_id))

    assert plan_of(again).control[PartId("new")].text == "Half a sent"


def test_an_agreed_plan_takes_no_typing(agreed: PlanViewModel) -> None:
    before = plan_of(agreed)
    agreed.edit(evolve(before, situation="Other"))

    assert plan_of(agreed) == before
    assert not agreed.drafting.is_waiting
    assert agreed.reasons() == ()


def test_a_step_of_the_agreed_plan_is_reported_on(
    agreed: PlanViewModel, store: EncryptedStore
) -> None:
    agreed.report(PartId("agency"), StepStatus.COMPLETED)

    held = all_steps(store.queries.get(Plan, plan_of(agreed).id))[PartId("agency")]
    assert held.status is StepStatus.COMPLETED
    assert held.done_on == agreed.today


def test_a_step_that_cannot_be_done_needs_a_reason(
    agreed: PlanViewModel, desk: DeskAtHand
) -> None:
    agreed.report(PartId("agency"), StepStatus.CANNOT_BE_DONE_YET)

    assert desk.words == [
        "Say why the step cannot be done yet, or is no longer needed."
    ]


def test_each_way_out_asks_for_its_place(
    agreed: PlanViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    agreed.preview()
    agreed.back()

    case_id = person.case_id
    assert desk.places == [
        PreviewPlace(case_id=case_id, kind="plan", which=person.plan),
        PersonPlace(case_id=case_id, tab="plan"),
    ]
