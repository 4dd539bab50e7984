"""A store that was put back to an older state: seen at the next contact, and mended."""

from pathlib import Path

import pytest
from attrs import evolve

from db.meta import meta
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.errors import HubRefused, HubUnreachable
from iomdesk.hub.granting import withdraw_case
from iomdesk.hub.succession import newest, revoke, same_store
from iomdesk.permissions import Role, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.records.ids import CaseId, VisitId, new_id
from iomdesk.sync.client import HubClient
from iomdesk.sync.refusal import Refused, Why
from iomdesk.visits.visit import Visit
from tests.builders import a_case
from tests.sync.desks import Desk, World, caller_of, put, set_children, set_tier


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


def test_two_copies_of_one_store_go_on_as_two_desks(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, lowe, case_id = desks
    twin = _twin(world, marsh, tmp_path)
    marsh.store.do(set_tier, case_id, "B2")
    twin.store.do(set_children, case_id, RiskLevel.HIGH)

    world.sync_all(3)

    assert len({marsh.id, twin.id, lowe.id}) == 3
    held = lowe.store.queries.get(Case, case_id)
    assert (held.tier, held.risk.children) == ("B2", RiskLevel.HIGH)
    world.assert_same_everywhere()


def test_a_copy_whose_step_was_overtaken_by_another_copys_still_makes_it(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    twin, other = (_twin(world, marsh, tmp_path / name) for name in ("t", "o"))
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    twin.store.do(set_children, case_id, RiskLevel.HIGH)
    with pytest.raises(HubUnreachable):
        twin.sync_failing(1, after=True)  # the hub has made the step, twin has not
    other.sync()

    twin.sync()
    world.sync_all(2)

    world.assert_same_everywhere()


def _twin(world: World, desk: Desk, folder: Path) -> Desk:
    """Copy a laptop's whole store to another laptop."""
    name = f"{desk.name} in {folder.name}"
    twin = Desk(folder / "made", name)
    twin.put_back(desk.copied(folder / "copy"))
    world.desks[name] = twin
    return twin


def test_revoking_a_store_revokes_it_by_every_name_and_every_copy(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    thief = _twin(world, marsh, tmp_path)
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    marsh.put_back(older)
    marsh.sync()

    with world.hub_store.work() as work:
        row = work.desks.get(marsh.id)
        assert row is not None
        revoked = revoke(work, row, marsh.clock())

    assert revoked == 2
    for desk in (thief, marsh):
        with pytest.raises(HubRefused, match="revoked"):
            desk.sync()


def test_a_store_is_not_read_under_its_former_name(
    desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    former = marsh.side.standing()
    marsh.put_back(older)
    marsh.sync()

    with (
        HubClient(caller_of(former), former.request + 9) as client,
        pytest.raises(Refused) as refusal,
    ):
        client.heads()

    assert refusal.value.why is Why.PUT_BACK


def test_a_case_withdrawn_from_a_store_is_withdrawn_from_all_its_names(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    former = marsh.id
    marsh.put_back(older)
    marsh.sync()

    with world.hub_store.work() as work:
        row = work.desks.get(former)
        assert row is not None
        assert newest(work, row).id == marsh.id
        withdraw_case(work, same_store(work, row), case_id)
    report = marsh.sync()

    assert report.removed == 1
    marsh.put_back(older)
    marsh.sync()
    assert marsh.store.queries.case_row(case_id) is None


def test_the_officer_is_confirmed_again_at_once(
    desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(set_tier, case_id, "B2")
    marsh.sync()
    marsh.put_back(older)

    marsh.sync()

    with marsh.store.writing() as connection:
        lease = meta(connection, "lease")
    assert lease["statement"]["desk"] == marsh.id


def test_an_access_log_that_was_put_back_goes_on_beside_what_the_hub_has(
    desks: tuple[Desk, Desk, CaseId], world: World, tmp_path: Path
) -> None:
    """No change was lost with it, so nothing else gives the older store away."""
    marsh, _, case_id = desks
    older = marsh.copied(tmp_path / "older")
    marsh.store.log(Operation.CONSULTATION, case_id, why="first")
    marsh.sync()
    marsh.put_back(older)
    marsh.store.log(Operation.CONSULTATION, case_id, why="second")

    report = marsh.sync()

    assert report.put_back
    assert not report.unfinished
    with world.hub_store.work() as work:
        rows = work._sql.rows("SELECT body FROM access")
    said = " ".join(row[0] for row in rows)
    assert "first" in said
    assert "second" in said
    world.sync_all()
    world.assert_same_everywhere()


def test_a_case_that_was_away_when_the_store_was_put_back_is_not_disputed_with_itself(
    world: World, desks: tuple[Desk, Desk, CaseId], tmp_path: Path
) -> None:
    marsh, _, case_id = desks
    with world.hub_store.work() as work:
        row = work.desks.get(marsh.id)
        assert row is not None
        withdraw_case(work, [row], case_id)
    marsh.store.do(put, a_case())
    marsh.sync()
    older = marsh.copied(tmp_path / "older")
    marsh.store.do(put, a_case())
    marsh.sync()
    marsh.put_back(older)
    marsh.sync()

    marsh.store.do(put, a_case(case_id=case_id, tier="A"))
    marsh.store.do(set_tier, case_id, "B")

    assert marsh.store.queries.conflicts() == []
    assert marsh.store.queries.get(Case, case_id).tier == "B"
