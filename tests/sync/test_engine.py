"""Desks that work apart and meet at a hub: nothing lost, nothing decided in silence."""

import pytest
from attrs import evolve

from iomdesk.cases.case import Case, Risk, RiskLevel
from iomdesk.errors import HubRefused, NotFound
from iomdesk.hub.granting import grant_cases, withdraw_case
from iomdesk.journal.change import GENESIS
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseFilter, Operation, UnitOfWork
from iomdesk.records.ids import BlobHash, DeskId
from iomdesk.sync.enrolment import enrol
from iomdesk.sync.protocol import Answer, Event
from iomdesk.sync.settle import Choice, settle_conflict
from tests.builders import a_case
from tests.sync.desks import Desk, World, put, set_children, set_tier

PHOTO = bytes(range(256)) * 3000


def test_what_one_desk_records_another_holds_after_a_sync(world: World) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case(crn="X1")
    marsh.store.do(put, case)

    marsh.sync()
    lowe.sync()

    assert lowe.store.queries.get(Case, case.id) == case
    assert marsh.store.queries.sync_state().unsent == 0
    world.assert_same_everywhere()


def test_two_values_of_one_risk_are_kept_and_the_higher_is_shown_until_settled(
    world: World,
) -> None:
    marsh, lowe, third = world.desk("Marsh"), world.desk("Lowe"), world.desk("Third")
    case = a_case(risk=Risk(children=RiskLevel.MEDIUM))
    marsh.store.do(put, case)
    world.sync_all()

    marsh.store.do(set_children, case.id, RiskLevel.LOW)
    lowe.store.do(set_children, case.id, RiskLevel.VERY_HIGH)
    world.sync_all()

    for desk in world.desks.values():
        (conflict,) = desk.store.queries.conflicts()
        assert {c.value for c in conflict.claims} == {"low", "very_high"}
        assert desk.children(case.id) is RiskLevel.VERY_HIGH
        row = desk.store.queries.case_row(case.id)
        assert row is not None
        assert row.disputed
    world.assert_same_everywhere()

    (conflict,) = third.store.queries.conflicts()
    third.store.do(settle_conflict, conflict.id, Choice.VALUE, "high")
    world.sync_all()

    for desk in world.desks.values():
        assert desk.store.queries.conflicts() == []
        assert desk.children(case.id) is RiskLevel.HIGH
    world.assert_same_everywhere()


def test_edits_of_different_fields_simply_merge(world: World) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()

    marsh.store.do(set_tier, case.id, "B2")
    lowe.store.do(set_children, case.id, RiskLevel.HIGH)
    world.sync_all()

    for desk in world.desks.values():
        held = desk.store.queries.get(Case, case.id)
        assert (held.tier, held.risk.children) == ("B2", RiskLevel.HIGH)
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()


def test_the_same_value_from_two_desks_is_no_conflict(world: World) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()

    for desk in (marsh, lowe):
        desk.store.do(set_children, case.id, RiskLevel.HIGH)
    world.sync_all()

    assert marsh.store.queries.conflicts() == []
    world.assert_same_everywhere()


def test_two_people_settling_differently_is_a_conflict_again(world: World) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()
    marsh.store.do(set_children, case.id, RiskLevel.LOW)
    lowe.store.do(set_children, case.id, RiskLevel.HIGH)
    world.sync_all()
    (conflict,) = marsh.store.queries.conflicts()

    marsh.store.do(settle_conflict, conflict.id, Choice.MINE)
    lowe.store.do(settle_conflict, conflict.id, Choice.MINE)
    world.sync_all()

    assert len(marsh.store.queries.conflicts()) == 1
    assert marsh.children(case.id) is RiskLevel.HIGH
    world.assert_same_everywhere()


@may(Role.OFFICER)
def put_with_photo(work: UnitOfWork, case: Case) -> BlobHash:
    from iomdesk.records.ids import VisitId, new_id
    from iomdesk.visits.visit import Signature, Visit

    name = work.put_blob(PHOTO, "image/png")
    work.save(case)
    signature = Signature(
        by=work.officer.id, name="M", role="officer", at=work.now, image_blob=name
    )
    work.save(
        Visit(
            id=VisitId(new_id()),
            case_id=case.id,
            kind="home",
            started_at=work.now,
            signature=signature,
        )
    )
    return name


@pytest.mark.parametrize("after", [False, True])
def test_a_line_that_breaks_at_every_message_loses_and_doubles_nothing(
    world: World, *, after: bool
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    names = []
    for n in range(3):
        names.append(marsh.store.do(put_with_photo, a_case(crn=f"X{n}")))
        lowe.store.do(put, a_case(crn=f"Y{n}"))

    for desk in (marsh, lowe, marsh):
        broken = desk.sync_with_every_break(after=after)
        assert broken > 0

    world.sync_all()
    for desk in (marsh, lowe):
        assert desk.store.queries.count_cases(CaseFilter()) == 6
        assert desk.store.queries.sync_state().unsent == 0
    assert lowe.store.queries.blob(names[0]) == PHOTO
    changes = [desk.check().changes for desk in (marsh, lowe)]
    assert changes[0] == changes[1]
    world.assert_same_everywhere()


def test_a_case_that_is_granted_arrives_with_its_whole_history(world: World) -> None:
    marsh = world.desk("Marsh", team="north")
    south = world.desk("South", team="south")
    case = a_case()
    marsh.store.do(put, case)
    for level in (RiskLevel.LOW, RiskLevel.HIGH):
        marsh.store.do(set_children, case.id, level)
    world.sync_all()
    before = south.store.queries.count_cases(CaseFilter())

    with world.hub_store.work() as work:
        desk = work.desks.get(south.id)
        assert desk is not None
        grant_cases(work, [desk], [case.id])
    south.sync()

    assert before == 0
    assert len(south.store.queries.history(case.id)) == 3
    assert south.children(case.id) is RiskLevel.HIGH
    world.assert_same_everywhere()


def test_a_case_that_is_withdrawn_leaves_with_its_words_and_is_logged(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case(surname="Quillfeather")
    marsh.store.do(put, case)
    world.sync_all()

    _withdraw(world, lowe, case)
    report = lowe.sync()

    assert report.removed == 1
    with pytest.raises(NotFound):
        lowe.store.queries.get(Case, case.id)
    assert not lowe.store.queries.cases(CaseFilter(text="quill"))
    assert lowe.store.queries.history(case.id) == []
    assert Operation.ERASURE in {
        row.operation for row in lowe.store.queries.access_log(case.id)
    }
    assert lowe.check().ok
    assert marsh.store.queries.get(Case, case.id) == case


def test_work_on_a_case_withdrawn_meanwhile_is_returned_and_never_dropped(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()
    lowe.store.do(set_children, case.id, RiskLevel.VERY_HIGH)

    _withdraw(world, lowe, case)
    report = lowe.sync()

    assert report.returned == 1
    with world.hub_store.work() as work:
        kept = work.changes.returned([lowe.id])
    assert [row.case_id for row in kept] == [case.id]
    marsh.sync()
    assert marsh.children(case.id) is None

    with world.hub_store.work() as work:
        desk = work.desks.get(lowe.id)
        assert desk is not None
        grant_cases(work, [desk], [case.id])
    world.sync_all()

    assert marsh.children(case.id) is RiskLevel.VERY_HIGH
    world.assert_same_everywhere()


@pytest.mark.parametrize("sent_before", [True, False])
def test_a_photo_of_work_on_a_case_withdrawn_meanwhile_arrives_all_the_same(
    world: World, *, sent_before: bool
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()
    name = lowe.store.do(put_with_photo, evolve(case, tier="B2"))
    if sent_before:
        assert lowe.sync_failing(1, after=False).unfinished

    _withdraw(world, lowe, case)
    report = lowe.sync()

    assert (report.removed, report.blobs_sent, report.parked) == (1, 1, 0)
    with pytest.raises(NotFound):
        lowe.store.queries.blob(name)
    with world.hub_store.work() as work:
        found = work.blobs.get(name)
    assert found is not None


def _withdraw(world: World, desk: Desk, case: Case) -> None:
    with world.hub_store.work() as work:
        row = work.desks.get(desk.id)
        assert row is not None
        withdraw_case(work, [row], case.id)


def test_a_revoked_desk_is_refused(world: World) -> None:
    marsh = world.desk("Marsh")
    with world.hub_store.work() as work:
        row = work.desks.get(marsh.id)
        assert row is not None
        work.desks.save(evolve(row, revoked_at=marsh.clock()))

    with pytest.raises(HubRefused, match="revoked"):
        marsh.sync()


def test_a_code_enrols_one_laptop_once(world: World) -> None:
    code = world.code("Marsh")
    first, second = _not_enrolled(world, "first"), _not_enrolled(world, "second")
    enrol(first.side, world.url, code.lower())

    with pytest.raises(HubRefused, match="used before"):
        enrol(second.side, world.url, code)
    with pytest.raises(HubRefused):
        enrol(second.side, world.url, world.code("Late", hours=-1))
    with pytest.raises(HubRefused):
        enrol(second.side, world.url, "AAAA-BBBB-CCCC")


def _not_enrolled(world: World, name: str) -> Desk:
    desk = Desk(world._folder / name, name)
    world.desks[name] = desk
    return desk


def test_a_desk_without_a_hub_says_so_and_keeps_its_work(world: World) -> None:
    desk = _not_enrolled(world, "alone")
    desk.store.do(put, a_case())

    with pytest.raises(HubRefused, match="not enrolled"):
        desk.sync()

    assert desk.store.queries.sync_state().unsent == 1


def test_an_enrolled_officer_is_confirmed_by_the_hub(world: World) -> None:
    marsh = world.desk("Marsh")

    assert marsh.store.officer.confirmed
    assert marsh.store.officer.name == "DC Marsh"


def test_a_record_of_another_case_is_parked_whoever_sends_it(world: World) -> None:
    """What a hub orders is not believed: it would put words into another's record."""
    marsh = world.desk("Marsh")
    case, other = a_case(), a_case(crn="X2")
    marsh.store.do(put, case)
    marsh.sync()
    said = {
        "kind": "case",
        "record_id": case.id,
        "case_id": other.id,
        "patch": {"surname": "Quillfeather"},
        "base": 0,
        "at": "2026-11-22T12:00:00+00:00",
        "by": "x",
        "action": "x",
    }
    position = marsh.side.standing().position
    event = Event(
        number=position.key + 1,
        desk=DeskId("x"),
        counter=1,
        salt="00" * 16,
        before=GENESIS,
        content=said,
    )

    taken = marsh.side.take(Answer(position=position, events=[event]))

    assert (taken.received, taken.parked) == (0, 1)
    assert marsh.store.queries.get(Case, case.id) == case
