"""Plans through the real store."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.cases.actions import close_case
from iomdesk.cases.case import Case, Risk, RiskLevel
from iomdesk.errors import InputRefused, NotAllowed, NotFound, UserError
from iomdesk.permissions import Officer, Role, may
from iomdesk.plans.actions import (
    agree_plan,
    draft_plan,
    edit_plan,
    move_step,
    plan_from_input,
    plan_reasons,
    revise_plan,
)
from iomdesk.plans.parts import ExitStrategy, StepStatus
from iomdesk.plans.plan import (
    Plan,
    PlanAgreed,
    PlanStatus,
    all_steps,
    newest_agreed,
    newest_draft,
    next_version,
    status_of,
)
from iomdesk.plans.said import example_plan
from iomdesk.ports import UnitOfWork
from iomdesk.reasons import NotReady
from iomdesk.records.codec import Document, from_document, to_document
from iomdesk.records.ids import OfficerId, PartId
from tests.builders import a_case
from tests.plans.builders import a_line, a_plan, an_agreed_plan, an_objective


@may(Role.OFFICER)
def keep(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@pytest.fixture
def case(store: EncryptedStore) -> Case:
    return store.do(keep, a_case(risk=Risk(children=RiskLevel.HIGH)))


def a_sound_plan(store: EncryptedStore, case: Case) -> Plan:
    draft = store.do(draft_plan, case.id)
    return store.do(
        edit_plan,
        evolve(
            draft,
            control={PartId("a"): a_line("risk/children")},
            objectives={PartId("o"): an_objective()},
            exit_strategy=ExitStrategy(done="A year without breach"),
            review_on=date(2026, 12, 22),
        ),
    )


def test_the_first_draft_is_version_one_of_its_author(
    store: EncryptedStore, case: Case
) -> None:
    draft = store.do(draft_plan, case.id)

    assert (draft.version, draft.author, draft.pathway_set) == (1, "DC Marsh", "7")
    assert draft.written_on == date(2026, 11, 22)
    with pytest.raises(UserError, match="being written already"):
        store.do(draft_plan, case.id)


def test_two_forms_opened_on_the_same_draft_keep_each_other_s_fields(
    store: EncryptedStore, case: Case
) -> None:
    draft = store.do(draft_plan, case.id)
    opened = store.queries.opened(Plan, draft.id)
    store.do(edit_plan, evolve(draft, situation="At work"), opened)
    store.do(edit_plan, evolve(draft, considerations="Calm"), opened)
    held = store.queries.get(Plan, draft.id)

    assert (held.situation, held.considerations) == ("At work", "Calm")


def test_a_draft_is_changed_itself_and_has_no_next_version(
    store: EncryptedStore, case: Case
) -> None:
    draft = a_sound_plan(store, case)
    with pytest.raises(UserError, match="being written already"):
        store.do(revise_plan, draft.id)
    with pytest.raises(UserError, match="Change the step itself"):
        store.do(move_step, draft.id, PartId("ask"), StepStatus.IN_PROGRESS)
    with pytest.raises(UserError, match="Change the draft itself"):
        next_version(draft, draft.id, author="DC Marsh", on=date(2026, 11, 22))


def test_no_plan_is_written_on_a_closed_case(store: EncryptedStore, case: Case) -> None:
    store.do(close_case, case.id, "moved")

    with pytest.raises(UserError, match="This case is closed"):
        store.do(draft_plan, case.id)


def test_agreeing_is_refused_with_every_reason(
    store: EncryptedStore, case: Case
) -> None:
    draft = store.do(draft_plan, case.id)
    with pytest.raises(NotReady, match="high risk to children") as refused:
        store.do(agree_plan, draft.id)

    assert "The exit strategy is empty." in str(refused.value)
    assert store.queries.get(Plan, draft.id).agreed_at is None
    reasons = plan_reasons(store.queries, draft, date(2026, 11, 22))
    assert [r for r in reasons if r.refuses] == list(refused.value.reasons)


def test_agreeing_seals_the_plan_on_the_risks_of_that_day(
    store: EncryptedStore, case: Case
) -> None:
    agreed = store.do(agree_plan, a_sound_plan(store, case).id)
    seals = [c.seal for c in store.queries.history(case.id) if c.seal]

    assert agreed.rated == {"children": RiskLevel.HIGH}
    assert (agreed.agreed_name, agreed.agreed_role) == ("DC Marsh", "supervisor")
    assert not agreed.role_confirmed
    assert len(seals) == 1


def test_only_a_supervisor_agrees_a_plan(store: EncryptedStore, case: Case) -> None:
    plan = a_sound_plan(store, case)
    store.become(
        Officer(id=OfficerId("o"), name="PC Lowe", roles=frozenset({Role.OFFICER}))
    )

    with pytest.raises(NotAllowed, match="Only a supervisor"):
        store.do(agree_plan, plan.id)
    with pytest.raises(NotAllowed, match="Only a supervisor"):
        store.do(plan_from_input, case.id, example_plan())


def test_an_agreed_plan_is_never_altered(store: EncryptedStore, case: Case) -> None:
    agreed = store.do(agree_plan, a_sound_plan(store, case).id)
    with pytest.raises(PlanAgreed, match="next version"):
        store.do(edit_plan, evolve(agreed, situation="Otherwise"))
    with pytest.raises(PlanAgreed, match="next version"):
        store.do(agree_plan, agreed.id)
    with pytest.raises(UserError, match="There is a plan already"):
        store.do(draft_plan, case.id)

    assert store.queries.get(Plan, agreed.id) == agreed


def test_revising_writes_the_next_version_beside_the_agreed_one(
    store: EncryptedStore, case: Case
) -> None:
    first = store.do(agree_plan, a_sound_plan(store, case).id)
    second = store.do(revise_plan, first.id, "New partner")
    with pytest.raises(UserError, match="being written already"):
        store.do(revise_plan, first.id)
    with pytest.raises(NotReady, match="There is no review date"):
        store.do(agree_plan, second.id)
    store.do(edit_plan, evolve(second, review_on=date(2027, 5, 1)))
    agreed = store.do(agree_plan, second.id)
    plans = store.queries.records(Plan, case.id)

    assert (agreed.version, agreed.replaces) == (2, first.id)
    assert agreed.review_reason == "New partner"
    assert store.queries.get(Plan, first.id) == first
    assert [status_of(plan, plans) for plan in plans] == [
        PlanStatus.SUPERSEDED,
        PlanStatus.AGREED,
    ]


def test_a_step_is_reported_on_without_touching_what_was_agreed(
    store: EncryptedStore, case: Case
) -> None:
    agreed = store.do(agree_plan, a_sound_plan(store, case).id)
    moved = store.do(move_step, agreed.id, PartId("ask"), StepStatus.COMPLETED)
    draft = store.do(revise_plan, agreed.id)

    assert moved.objectives == agreed.objectives
    assert all_steps(moved)[PartId("ask")].done_on == date(2026, 11, 22)
    assert all_steps(draft)[PartId("ask")].status is StepStatus.COMPLETED
    assert draft.progress == {}


def test_a_step_that_is_not_done_says_why(store: EncryptedStore, case: Case) -> None:
    agreed = store.do(agree_plan, a_sound_plan(store, case).id)
    later = StepStatus.CANNOT_BE_DONE_YET

    with pytest.raises(InputRefused, match="Say why"):
        store.do(move_step, agreed.id, PartId("ask"), later)
    with pytest.raises(NotFound, match="no such step"):
        store.do(move_step, agreed.id, PartId("none"), later, why="Waiting")
    moved = store.do(move_step, agreed.id, PartId("ask"), later, why="Waiting")
    assert all_steps(moved)[PartId("ask")].why == "Waiting"


def test_the_example_input_is_written_and_agreed(
    store: EncryptedStore, case: Case
) -> None:
    plan = store.do(plan_from_input, case.id, example_plan())

    assert plan.agreed_at
    assert plan.version == 1
    assert store.queries.get(Plan, plan.id) == plan


def test_the_example_passes_after_the_assessment_of_its_own_example(
    store: EncryptedStore, case: Case
) -> None:
    answers = example_answers(find_instrument("pathway-needs"))
    store.do(assess_from_input, case.id, "pathway-needs", answers)

    assert store.do(plan_from_input, case.id, example_plan()).agreed_at


def test_the_first_draft_takes_over_the_needs_that_were_assessed(
    store: EncryptedStore, case: Case
) -> None:
    answers = example_answers(find_instrument("pathway-needs"))
    store.do(assess_from_input, case.id, "pathway-needs", answers)
    draft = store.do(draft_plan, case.id)

    assert draft.needs["health"].level == "some"
    assert draft.needs["health"].evidence


def test_a_second_input_becomes_the_next_version(
    store: EncryptedStore, case: Case
) -> None:
    first = store.do(plan_from_input, case.id, example_plan())
    second = store.do(plan_from_input, case.id, example_plan() | {"agree": False})

    assert (second.version, second.replaces) == (2, first.id)
    assert second.agreed_at is None


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"version": 7}, "set by the program"),
        ({"agree": "yes"}, "true or false"),
        ({"pathway_set": "11"}, "no pathway set “11”"),
        ({"needs": {"luck": {"level": "some"}}}, "no pathway “luck”"),
        ({"needs": {"health": {"level": "dire"}}}, "not a level of need"),
        (
            {"objectives": {"a": {"pathway": "luck", "text": "Win"}}},
            "no pathway “luck”",
        ),
        ({"control": {"a": {"pillar": "hope", "text": "x"}}}, "cannot be read"),
        ({"exit": "soon"}, "there is no such field"),
    ],
)
def test_an_input_field_that_cannot_be_taken_is_named(
    store: EncryptedStore, case: Case, said: Document, words: str
) -> None:
    with pytest.raises(InputRefused, match=words):
        store.do(plan_from_input, case.id, example_plan() | said)
    assert store.queries.records(Plan, case.id) == []


def test_a_list_is_no_plan(store: EncryptedStore, case: Case) -> None:
    with pytest.raises(InputRefused, match="one JSON object"):
        store.do(plan_from_input, case.id, ["plan"])


def test_a_plan_survives_its_stored_form(store: EncryptedStore, case: Case) -> None:
    agreed = store.do(plan_from_input, case.id, example_plan())
    document = to_document(agreed)

    assert from_document(Plan, document) == agreed
    assert document["rated"] == {"children": "high"}


def a_version(number: int, made: Callable[..., Plan] = a_plan) -> Plan:
    return made(version=number)


def test_a_draft_older_than_the_plan_in_force_is_no_longer_the_draft() -> None:
    left = a_version(2)
    in_force = a_version(2, an_agreed_plan)

    assert newest_draft([left]) == left
    assert newest_draft([left, in_force]) is None
    assert newest_draft([left, in_force, a_version(3)]) is not None
    assert newest_agreed([left, in_force, a_version(1, an_agreed_plan)]) == in_force
