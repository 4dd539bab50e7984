"""A laptop without a team shares with nobody, whatever stands where its team should."""

from collections.abc import Iterator
from contextlib import suppress

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from db.hub.connect import new_hub_store
from db.hub.store import TableStore
from iomdesk.hub.exchange import returned_to
from iomdesk.hub.granting import grant_holding, places
from iomdesk.hub.ports import DeskRow, HubWork
from iomdesk.hub.teams import team_from
from iomdesk.records.ids import CaseId, DeskId, OfficerId, new_id
from tests.hub.attacking import SURNAME, Hub
from tests.hub.rows import a_desk
from tests.proof import dear

NO_TEAMS = (None, "", "  ", "\t", "\u00a0", "\u200b", "\ufeff \u2060", "\x00", "-", "…")
TEAMS = st.one_of(
    st.sampled_from(NO_TEAMS),
    st.sampled_from(["north", " north", "north\u200b", "south  east", "south east"]),
    st.text(max_size=3),
)


class Undone(Exception):
    """Ends a transaction so that nothing of it stays."""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[TableStore]:
    store = new_hub_store(str(tmp_path_factory.mktemp("teams") / "hub"))
    yield store
    store.close()


@pytest.mark.parametrize("team", NO_TEAMS)
def test_two_laptops_without_a_team_read_nothing_of_each_other(
    hub: Hub, team: str | None
) -> None:
    one, two = hub.desk(team), hub.desk(team)
    assert one.push(one.content(new_id(), patch={"surname": SURNAME})).status == 200

    later = hub.desk(team)
    read = [desk.post("/1/exchange", desk.asks()).said for desk in (two, later)]

    kinds = {event["kind"] for said in read for event in said.get("events", [])}
    assert kinds <= {"officer"}


@dear
@given(teams=st.lists(TEAMS, min_size=2, max_size=5), last=TEAMS)
def test_who_has_a_case_or_sees_returned_work_is_who_is_in_its_makers_team(
    store: TableStore, teams: list[str | None], last: str | None
) -> None:
    with suppress(Undone), store.work() as work:
        desks = [_enrolled(work, n, team) for n, team in enumerate(teams)]
        cases = [CaseId(f"case {n}") for n in range(len(desks))]
        for desk, case_id in zip(desks, cases, strict=True):
            assert places(work, desk, [case_id])[case_id].held
        desks.append(_enrolled(work, len(desks), last))

        for maker, case_id in zip(desks, cases, strict=False):
            for desk in desks:
                shares = desk == maker or _are_one_team(desk.team, maker.team)
                assert (case_id in work.cases.had(desk.id, cases)) is shares
                assert (maker.id in returned_to(work, desk)) is shares
        raise Undone


def _enrolled(work: HubWork, n: int, team: str | None) -> DeskRow:
    """Return a desk of a supervisor that has come to the hub with *team*."""
    named = evolve(a_desk(DeskId(f"desk {n}")), key=f"k{n}", officer=OfficerId(f"o{n}"))
    desk = evolve(named, team=team)
    work.desks.save(desk)
    for holding in work.cases.of_holder(desk.holder):
        grant_holding(work, [desk], holding)
    return desk


def _are_one_team(one: str | None, other: str | None) -> bool:
    return one is not None and one == other


@pytest.mark.parametrize("team", NO_TEAMS)
def test_what_shows_nothing_is_no_team(team: str | None) -> None:
    assert team_from(team) is None


@pytest.mark.parametrize(
    "said", [" North  West", "North West\u200b", "North\tWest", "Ｎorth West"]
)
def test_a_team_is_the_same_however_it_is_typed(said: str) -> None:
    assert team_from(said) == "North West"
