"""A store that was put back to an older state: seen at the next contact, and mended."""

from pathlib import Path

import pytest
from attrs import evolve

from iomdesk.cases.case import Case, RiskLevel
from iomdesk.ids import CaseId, VisitId, new_id
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.visits.visit import Visit
from tests.builders import a_case
from tests.sync.desks import Desk, World, put, set_children, set_tier


@may(Role.OFFICER)
def start(work: UnitOfWork, visit: Visit) -> Visit:
    return work.save(visit)


@may(Role.OFFICER)
def sign(work: UnitOfWork, visit_id: VisitId) -> Visit:
    visit = work.get(Visit, visit_id)
    return work.save(
        evolve(visit, signed_at=work.now, signed_by=work.officer.id), seal=True
    )


@pytest.fixture
def desks(world: World) -> tuple[Desk, Desk, CaseId]:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()
    return marsh, lowe, case.id


def test_what_was_lost_comes_back_from_the_hub(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    former = marsh.id
    marsh.put_back(older)

    report = marsh.sync()

    assert (report.put_back, report.carried, report.not_sent) == (True, 0, 0)
    assert "put back to an older state" in " ".join(report.lines())
    assert marsh.store.queries.get(Case, case_id).tier == "B2"
    assert marsh.id != former
    world.sync_all()
    world.assert_same_everywhere()


def test_work_done_on_the_older_store_is_kept_beside_what_came_back(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, lowe, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.store.do(set_children, case_id, RiskLevel.VERY_HIGH)
    marsh.sync()
    marsh.put_back(older)
    marsh.store.do(set_children, case_id, RiskLevel.LOW)
    second = a_case(crn="X2")
    marsh.store.do(put, second)

    report = marsh.sync()
    world.sync_all()

    assert report.carried == 2
    for desk in (marsh, lowe):
        held = desk.store.queries.get(Case, case_id)
        (conflict,) = desk.store.queries.conflicts()
        assert (held.tier, held.risk.children) == ("B2", RiskLevel.VERY_HIGH)
        assert {claim.value for claim in conflict.claims} == {"very_high", "low"}
        assert desk.store.queries.get(Case, second.id) == second
    world.assert_same_everywhere()


def test_a_signature_made_on_the_older_store_holds(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, lowe, case_id = desks
    visit = Visit(
        id=VisitId(new_id()),
        case_id=case_id,
        kind="home",
        started_at=marsh.clock(),
        seen="as found",
    )
    marsh.store.do(start, visit)
    marsh.sync()
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    marsh.put_back(older)
    marsh.store.do(sign, visit.id)

    marsh.sync()
    world.sync_all()

    for desk in (marsh, lowe):
        held = desk.store.queries.get(Visit, visit.id)
        assert (held.seen, held.signed_by) == ("as found", marsh.store.officer.id)
        assert desk.store.queries.conflicts() == []
    world.assert_same_everywhere()


def test_it_may_happen_twice(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    older = marsh.copied(tmp_path / "older")
    for tier in ("B1", "B2"):
        marsh.store.do(set_tier, case_id, tier)
        marsh.sync()
        marsh.put_back(older)
        marsh.store.do(put, a_case(crn=tier))
        assert marsh.sync().put_back

    world.sync_all()

    world.assert_same_everywhere()
    assert not marsh.sync().put_back


@pytest.mark.parametrize("after", [False, True])
def test_a_line_that_breaks_at_every_message_of_it_loses_nothing(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path, *, after: bool
) -> None:
    marsh, lowe, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    marsh.put_back(older)
    second = a_case(crn="X2")
    marsh.store.do(put, second)

    broken = marsh.sync_with_every_break(after=after)
    world.sync_all()

    assert broken > 1
    assert lowe.store.queries.get(Case, second.id) == second
    assert marsh.store.queries.get(Case, case_id).tier == "B2"
    world.assert_same_everywhere()
