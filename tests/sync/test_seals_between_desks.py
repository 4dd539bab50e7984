"""An edit that had not seen a signature is a question and changes nothing signed."""

import pytest
from attrs import evolve

from iomdesk.assessments.actions import (
    answer_items,
    complete_assessment,
    start_assessment,
)
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.journal.conflict import ConflictKind
from iomdesk.permissions import Role, may
from iomdesk.plans.plan import Plan
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import AssessmentId, PlanId, VisitId, new_id
from iomdesk.sync.settle import Choice, settle_conflict
from iomdesk.visits.visit import Visit
from tests.builders import a_case
from tests.sync.desks import Desk, World, put


@may(Role.OFFICER)
def start(work: UnitOfWork, visit: Visit) -> Visit:
    return work.save(visit)


@may(Role.OFFICER)
def write_seen(work: UnitOfWork, visit_id: VisitId, words: str) -> Visit:
    return work.save(evolve(work.get(Visit, visit_id), seen=words))


@may(Role.OFFICER)
def sign(work: UnitOfWork, visit_id: VisitId) -> Visit:
    visit = work.get(Visit, visit_id)
    signed = evolve(visit, signed_at=work.now, signed_by=work.officer.id)
    return work.save(signed, seal=True)


@pytest.fixture
def desks(world: World) -> tuple[Desk, Desk, VisitId]:
    """Two desks that hold the same unsigned visit."""
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    visit = Visit(
        id=VisitId(new_id()),
        case_id=case.id,
        kind="home",
        started_at=marsh.clock(),
        seen="as found",
    )
    marsh.store.do(start, visit)
    world.sync_all()
    return marsh, lowe, visit.id


@pytest.mark.parametrize("signature_first", [True, False])
@pytest.mark.parametrize("keeps", [True, False])
def test_what_was_signed_stays_and_the_late_edit_is_asked_about(
    world: World,
    desks: tuple[Desk, Desk, VisitId],
    *,
    signature_first: bool,
    keeps: bool,
) -> None:
    marsh, lowe, visit_id = desks
    marsh.store.do(sign, visit_id)
    lowe.store.do(write_seen, visit_id, "something else")

    for desk in (marsh, lowe) if signature_first else (lowe, marsh):
        desk.sync()
    world.sync_all()

    for desk in (marsh, lowe):
        visit = desk.store.queries.get(Visit, visit_id)
        (question,) = desk.store.queries.conflicts()
        assert visit.seen == "as found"
        assert question.conflict is ConflictKind.SEALED
        assert question.claims[0].value == "something else"
    world.assert_same_everywhere()

    (question,) = lowe.store.queries.conflicts()
    choice = Choice.MINE if keeps else Choice.THEIRS
    lowe.store.do(settle_conflict, question.id, choice)
    world.sync_all()

    for desk in (marsh, lowe):
        visit = desk.store.queries.get(Visit, visit_id)
        assert desk.store.queries.conflicts() == []
        assert visit.seen == "as found"
        texts = [addendum.text for addendum in visit.addenda.values()]
        assert any("something else" in text for text in texts) is keeps
    world.assert_same_everywhere()


def test_two_signatures_apart_leave_the_first_and_ask_about_the_second(
    world: World, desks: tuple[Desk, Desk, VisitId]
) -> None:
    marsh, lowe, visit_id = desks
    for desk in (marsh, lowe):
        desk.store.do(sign, visit_id)

    world.sync_all()

    for desk in (marsh, lowe):
        assert desk.store.queries.get(Visit, visit_id).signed_by == "Marsh"
    world.assert_same_everywhere()


def test_a_late_edit_of_an_agreed_plan_goes_into_the_next_version(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    plan = Plan(id=PlanId(new_id()), case_id=case.id, situation="As agreed.")
    marsh.store.do(put, case)
    marsh.store.do(save_plan, plan)
    world.sync_all()
    marsh.store.do(agree, plan.id)
    lowe.store.do(write_situation, plan.id, "Moved to Telford.")
    world.sync_all()

    (question,) = marsh.store.queries.conflicts()
    marsh.store.do(settle_conflict, question.id, Choice.THEIRS)
    world.sync_all()

    for desk in (marsh, lowe):
        first, second = desk.store.queries.records(Plan, case.id)
        assert (first.situation, first.version) == ("As agreed.", 1)
        assert (second.situation, second.version) == ("Moved to Telford.", 2)
        assert second.agreed_at is None
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()


@pytest.mark.parametrize("keeps", [True, False])
def test_a_late_edit_of_a_signed_assessment_is_kept_as_an_addendum_or_left(
    world: World, *, keeps: bool
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, evolve(case, person=evolve(case.person, sex="Male")))
    said = example_answers(find_instrument("ogrs3"))
    begun = marsh.store.do(start_assessment, case.id, "ogrs3")
    marsh.store.do(answer_items, begun.id, said["answers"])
    world.sync_all()
    signed = marsh.store.do(complete_assessment, begun.id)
    lowe.store.do(move_assessment, begun.id, "In the cells")
    world.sync_all()

    for desk in (marsh, lowe):
        (question,) = desk.store.queries.conflicts()
        assert question.conflict is ConflictKind.SEALED
        assert desk.store.queries.get(Assessment, begun.id) == signed

    (question,) = lowe.store.queries.conflicts()
    choice = Choice.MINE if keeps else Choice.THEIRS
    lowe.store.do(settle_conflict, question.id, choice)
    world.sync_all()

    for desk in (marsh, lowe):
        held = desk.store.queries.get(Assessment, begun.id)
        added = list(held.addenda.values())
        assert desk.store.queries.conflicts() == []
        assert evolve(held, addenda={}) == signed
        assert [one.added_by for one in added] == (["DC Lowe"] if keeps else [])
        assert all("In the cells" in one.text for one in added)
    world.assert_same_everywhere()


@may(Role.OFFICER)
def move_assessment(
    work: UnitOfWork, assessment_id: AssessmentId, place: str
) -> Assessment:
    return work.save(evolve(work.get(Assessment, assessment_id), place=place))


@may(Role.OFFICER)
def save_plan(work: UnitOfWork, plan: Plan) -> Plan:
    return work.save(plan)


@may(Role.OFFICER)
def agree(work: UnitOfWork, plan_id: PlanId) -> Plan:
    plan = work.get(Plan, plan_id)
    agreed = evolve(plan, agreed_at=work.now, agreed_by=work.officer.id)
    return work.save(agreed, seal=True)


@may(Role.OFFICER)
def write_situation(work: UnitOfWork, plan_id: PlanId, words: str) -> Plan:
    return work.save(evolve(work.get(Plan, plan_id), situation=words))
