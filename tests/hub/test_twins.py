"""One person at two teams: apart until IT decides, then one, with nothing lost."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from attrs import evolve

from iomdesk.cases.case import Case, RiskLevel
from iomdesk.errors import InputRefused
from iomdesk.hub.ports import HubWork
from iomdesk.hub.twins import one_person, open_twins, two_people
from iomdesk.records.ids import CaseId, made_id
from tests.builders import a_case
from tests.sync.desks import Desk, World, put, set_children, set_tier

CRN = "X424242"
CASE = made_id("case", "crn", CRN)


@pytest.fixture
def world(tmp_path: Path, address: str) -> Iterator[World]:
    with World(tmp_path, address) as made:
        yield made


@pytest.fixture
def case(world: World) -> CaseId:
    """Return a case that two desks of the north and two of the south have apart."""
    for name, team in (("N1", "north"), ("N2", "north"), ("S1", "south")):
        world.desk(name, team)
    world.desk("S2", "south")
    case = a_case(case_id=CASE, crn=CRN)
    for name in ("N1", "S1"):
        world.desks[name].store.do(put, evolve(case, tier=name))
    world.sync_all()
    return case.id


def _decide(
    world: World, decide: Callable[[HubWork, CaseId], int], case_id: CaseId
) -> int:
    with world.hub_store.work() as work:
        return decide(work, case_id)


def _tiers(world: World, case_id: CaseId) -> dict[str, str | None]:
    return {
        name: desk.store.queries.get(Case, case_id).tier
        for name, desk in world.desks.items()
    }


def _changes(desk: Desk, case_id: CaseId) -> int:
    return len(desk.store.queries.history(case_id))


def test_each_team_sees_its_own_work_only(world: World, case: CaseId) -> None:
    assert _tiers(world, case) == {"N1": "N1", "N2": "N1", "S1": "S1", "S2": "S1"}
    world.desks["N2"].store.do(set_tier, case, "N2")
    world.sync_all()

    assert _tiers(world, case) == {"N1": "N2", "N2": "N2", "S1": "S1", "S2": "S1"}
    assert _changes(world.desks["S2"], case) == 1


def test_it_is_shown_the_case_and_the_teams_and_nothing_else(
    world: World, case: CaseId
) -> None:
    with world.hub_store.work() as work:
        (twins,) = open_twins(work)

    assert twins.case_id == case
    assert twins.holders == ("team north", "team south")


def test_one_person_is_shared_by_both_and_every_collision_is_asked(
    world: World, case: CaseId
) -> None:
    """S2 has read S1's change, whose number is above all of the north's."""
    world.desks["N2"].store.do(set_children, case, RiskLevel.VERY_HIGH)
    world.desks["N2"].sync()
    world.desks["S1"].store.do(set_children, case, RiskLevel.LOW)
    world.sync_all()
    world.desks["S2"].store.do(set_children, case, RiskLevel.MEDIUM)
    world.sync_all()

    assert _decide(world, one_person, case) == 2
    world.sync_all()

    world.assert_same_everywhere()
    for desk in world.desks.values():
        assert _changes(desk, case) == 5
        assert desk.children(case) is RiskLevel.VERY_HIGH
        asked = {c.path[0]: len(c.claims) for c in desk.store.queries.conflicts()}
        assert asked["risk"] == 2


def test_a_collision_that_was_settled_stays_settled(world: World, case: CaseId) -> None:
    for name, level in (("N2", RiskLevel.VERY_HIGH), ("S2", RiskLevel.LOW)):
        world.desks[name].store.do(set_children, case, level)
    world.sync_all()
    _decide(world, one_person, case)
    world.sync_all()

    world.desks["S1"].store.do(set_children, case, RiskLevel.HIGH)
    world.sync_all()

    world.assert_same_everywhere()
    for desk in world.desks.values():
        assert desk.children(case) is RiskLevel.HIGH
        assert "risk" not in {c.path[0] for c in desk.store.queries.conflicts()}


def test_work_that_was_not_sent_when_it_was_decided_counts_as_of_its_side(
    world: World, case: CaseId
) -> None:
    world.desks["N2"].store.do(set_children, case, RiskLevel.VERY_HIGH)
    world.desks["N2"].sync()
    world.desks["S1"].store.do(set_children, case, RiskLevel.LOW)
    world.sync_all()
    world.desks["S2"].store.do(set_children, case, RiskLevel.MEDIUM)

    _decide(world, one_person, case)
    world.sync_all()

    world.assert_same_everywhere()
    for desk in world.desks.values():
        assert desk.children(case) is RiskLevel.VERY_HIGH


def test_to_decide_again_alters_nothing(world: World, case: CaseId) -> None:
    assert _decide(world, one_person, case) == 2
    world.sync_all()
    assert _decide(world, one_person, case) == 0
    with world.hub_store.work() as work:
        last = work.settings.last_number()
        assert open_twins(work) == []
        with pytest.raises(InputRefused, match="cannot be taken back"):
            two_people(work, case)
        assert work.settings.last_number() == last
    received = [desk.sync().received for desk in world.desks.values()]
    assert received == [0, 0, 0, 0]


def test_two_people_stay_apart_for_good(world: World, case: CaseId) -> None:
    assert _decide(world, two_people, case) == 2
    assert _decide(world, two_people, case) == 0
    with world.hub_store.work() as work:
        assert open_twins(work) == []
        with pytest.raises(InputRefused, match="two people"):
            one_person(work, case)
    world.sync_all()

    assert _tiers(world, case) == {"N1": "N1", "N2": "N1", "S1": "S1", "S2": "S1"}


def test_a_third_that_comes_later_is_a_question_of_its_own(
    world: World, case: CaseId
) -> None:
    _decide(world, two_people, case)
    alone = world.desk("Alone", None)
    alone.store.do(put, a_case(case_id=case, crn=CRN, tier="Alone"))
    alone.sync()

    with world.hub_store.work() as work:
        row = work.desks.get(alone.id)
        assert row is not None
        (twins,) = open_twins(work)
        assert len(twins.holders) == 3
        north = next(h for h in twins.holders if h == "team north")
        assert one_person(work, case, {north, row.holder}) == 2
        assert open_twins(work) == []
    world.sync_all()

    tiers = _tiers(world, case)
    assert tiers["N1"] == tiers["Alone"]
    assert tiers["S1"] == tiers["S2"] == "S1"
    assert _changes(alone, case) == 2
