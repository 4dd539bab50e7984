"""Who has which case, as IT types it: grants, and who is one person or two."""

from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from db.hub.connect import new_hub_store, open_hub_store
from iomdesk.hub.granting import places
from iomdesk.records.ids import CaseId, DeskId, OfficerId
from tests.commands.conftest import Answer
from tests.hub.rows import a_desk

Run = Callable[..., Answer]
TEAMS = {"n1": "north", "n2": "north", "s1": "south", "w1": "west", "lone": None}
CASE = CaseId("the-case")


@pytest.fixture
def hub(tmp_path: Path) -> str:
    """Return a hub where the north, the south and a laptop alone have one case."""
    db = str(tmp_path / "hub")
    store = new_hub_store(db)
    with store.work() as work:
        for name, team in TEAMS.items():
            desk = evolve(a_desk(DeskId(name)), key=name, officer=OfficerId(name))
            work.desks.save(evolve(desk, team=team))
        for name in ("n1", "s1", "lone"):
            desk = next(d for d in work.desks.all() if d.id == name)
            assert places(work, desk, [CASE])[CASE].held
    store.close()
    return db


def _holding(db: str, desk: str) -> str | None:
    store = open_hub_store(db)
    with store.work() as work:
        had = work.cases.had(DeskId(desk), [CASE]).get(CASE)
    store.close()
    return had.holding if had and had.held else None


def test_what_several_hold_apart_is_listed_by_case_and_teams(
    run: Run, hub: str
) -> None:
    said = run("hub", "twins", "--db", hub)
    as_json = run("hub", "twins", "--db", hub, "--json").json

    assert as_json == [{"case": CASE, "teams": ["lone", "north", "south"]}]
    assert said.out.splitlines()[0] == f"{CASE}  lone, north, south"
    assert "1 to decide" in said.out


def test_some_are_one_person_and_the_rest_another(run: Run, hub: str) -> None:
    words = ("--db", hub, "--team", "lone", "--team", " north")
    one = run("hub", "twins", "one", CASE, *words)
    left = run("hub", "twins", "--db", hub, "--json").json
    two = run("hub", "twins", "two", CASE, "--db", hub)
    again = run("hub", "twins", "two", CASE, "--db", hub)
    late = run("hub", "twins", "one", CASE, "--db", hub)

    assert "One person from now on" in one.out
    assert left == [{"case": CASE, "teams": ["lone", "north", "south"]}]
    assert "Two people for good" in two.out
    assert again.out == "Nothing had to be changed.\n"
    assert (late.code, "two people" in late.err) == (1, True)
    assert run("hub", "twins", "--db", hub, "--json").json == []
    assert _holding(hub, "lone") == _holding(hub, "n1") == _holding(hub, "n2")
    assert _holding(hub, "s1") not in {None, _holding(hub, "n1")}


@pytest.mark.parametrize("teams", [("north",), ("north", "east"), ("north", "west")])
def test_a_decision_names_who_has_the_case(
    run: Run, hub: str, teams: tuple[str, ...]
) -> None:
    words = [word for team in teams for word in ("--team", team)]

    said = run("hub", "twins", "one", CASE, "--db", hub, *words)

    assert said.code == 1
    assert len(run("hub", "twins", "--db", hub, "--json").json) == 1


def test_whose_case_a_desk_gets_must_be_said_where_several_have_it(
    run: Run, hub: str
) -> None:
    unsaid = run("hub", "grant", "w1", CASE, "--db", hub)
    unknown = run("hub", "grant", "w1", CASE, "--db", hub, "--team", "west")
    south = run("hub", "grant", "w1", CASE, "--db", hub, "--team", "south")

    assert (unsaid.code, "--team" in unsaid.err) == (1, True)
    assert (unknown.code, "no such case" in unknown.err) == (1, True)
    assert south.code == 0
    assert _holding(hub, "w1") == _holding(hub, "s1")


def test_a_desk_with_work_of_its_own_gets_no_other_teams_beside_it(
    run: Run, hub: str
) -> None:
    for name in ("n1", "lone"):
        said = run("hub", "grant", name, CASE, "--db", hub, "--team", "south")
        assert (said.code, "hub twins" in said.err) == (1, True)

    assert run("hub", "withdraw", "n1", CASE, "--db", hub).code == 0
    assert _holding(hub, "n1") is None
    assert run("hub", "grant", "n1", CASE, "--db", hub).code == 0
    assert _holding(hub, "n1") == _holding(hub, "n2")


def test_desks_are_listed_with_their_teams(run: Run, hub: str) -> None:
    said = run("hub", "desks", "--db", hub)
    as_json = run("hub", "desks", "--db", hub, "--json").json

    assert "(alone)" in said.out
    assert "None" not in said.out
    assert {each["id"]: each["team"] for each in as_json} == TEAMS
