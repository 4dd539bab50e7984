"""Desks of different versions and wrong clocks: all that is said travels whole."""

import json
from datetime import timedelta

import pytest

from db.journal import Journal
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import Json, to_document
from iomdesk.records.ids import CaseId, new_id
from tests.builders import a_case
from tests.hub.raw_desk import RawDesk
from tests.sync.desks import Desk, World, put, set_children, set_tier

YEARS = timedelta(days=3653)


@may(Role.OFFICER)
def say_what_only_a_newer_program_knows(
    work: UnitOfWork, case_id: CaseId, value: Json
) -> None:
    work.say("case", case_id, ("risk", "of_the_future"), value, "edit")


def _document(desk: Desk, case_id: CaseId) -> Json:
    text = desk.store.reading().value(
        "SELECT document FROM record WHERE record_id = ?", (case_id,)
    )
    return json.loads(text)


def test_a_field_of_a_newer_desk_survives_the_edit_of_an_older_one(
    world: World,
) -> None:
    newer, older = world.desk("Newer"), world.desk("Older")
    case = a_case()
    newer.store.do(put, case)
    newer.store.do(say_what_only_a_newer_program_knows, case.id, {"x": [1.5, None]})
    world.sync_all()

    older.store.do(set_children, case.id, RiskLevel.HIGH)
    older.store.do(set_tier, case.id, "B2")
    world.sync_all()

    for desk in (newer, older):
        document = _document(desk, case.id)
        assert document["risk"] == {
            "of_the_future": {"x": [1.5, None]},
            "children": "high",
        }
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()


def _newer_desk(world: World) -> RawDesk:
    desk = RawDesk(world.url)
    assert desk.enrol(world.code("Newer")).status == 200
    return desk


def test_what_a_newer_change_says_beside_its_patch_travels_through_an_older_desk(
    world: World,
) -> None:
    older, newer = world.desk("Older"), _newer_desk(world)
    case = a_case()
    case_id = case.id
    said = newer.content(
        case_id, patch=to_document(case), from_the_future={"why": ["a", 2]}
    )
    assert newer.push(said).status == 200

    assert older.sync().parked == 0

    body = older.store.reading().value(
        "SELECT body FROM content WHERE record_id = ?", (case_id,)
    )
    assert json.loads(body)["from_the_future"] == {"why": ["a", 2]}
    assert older.check().ok


def test_a_kind_of_record_that_an_older_desk_does_not_know_is_kept_and_hurts_nothing(
    world: World,
) -> None:
    older, newer = world.desk("Older"), _newer_desk(world)
    case = a_case()
    older.store.do(put, case)
    older.sync()
    new = newer.content(
        case.id, record_id=new_id(), kind="referral", patch={"to": "housing"}
    )
    assert newer.push(new).status == 200

    older.sync()
    older.store.do(set_tier, case.id, "B2")
    report = older.sync()

    assert (report.parked, report.not_sent) == (0, 0)
    changes = Journal(older.store.reading()).of_record("referral", new["record_id"])
    assert [change.patch for change in changes] == [{"to": "housing"}]
    assert older.check().ok
    assert older.store.queries.history(case.id)


@pytest.mark.parametrize("wrong", [YEARS, -YEARS])
def test_a_clock_that_is_wrong_by_years_decides_nothing(
    world: World, wrong: timedelta
) -> None:
    marsh, lowe, third = world.desk("Marsh"), world.desk("Lowe"), world.desk("Third")
    lowe.clock.pass_by(wrong)
    case = a_case()
    lowe.store.do(put, case)
    world.sync_all()
    marsh.store.do(set_children, case.id, RiskLevel.LOW)
    lowe.store.do(set_children, case.id, RiskLevel.HIGH)
    world.sync_all()

    for desk in (marsh, lowe, third):
        assert desk.children(case.id) is RiskLevel.HIGH
        assert len(desk.store.queries.conflicts()) == 1
    assert lowe.store.officer.confirmed
    lowe.store.do(set_tier, case.id, "B2")
    world.sync_all()
    assert marsh.store.queries.get(Case, case.id).tier == "B2"
    world.assert_same_everywhere()


def test_a_clock_that_jumps_back_between_two_edits_leaves_the_later_one(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    marsh.store.do(set_tier, case.id, "first")
    marsh.clock.pass_by(-YEARS)
    marsh.store.do(set_tier, case.id, "second")

    world.sync_all()

    for desk in (marsh, lowe):
        assert desk.store.queries.get(Case, case.id).tier == "second"
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()
