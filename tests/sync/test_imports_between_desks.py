"""Desks that import the same or other versions of a list, edit and meet at a hub."""

import random
from collections.abc import Callable

import pytest
from attrs import evolve

from iomdesk.cases.case import Case
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.report import ImportReport
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from tests.sync.desks import Desk, World, set_tier

HEADINGS = "Surname,Forename,DOB,CRN,Tier,Team,RoSH,Warnings\n"
VERSIONS = (
    "Dooley,Wen,14/03/1980,X000077,A1,North,High,Knives\n",
    "Dooley,Wen,14/03/1980,X000077,B2,North,Medium,Knives; Dogs\n",
    "Doolan,Wen,14/03/1980,X000077,C3,South,High,Dogs\n",
    "Dooley,Wen,15/03/1980,X000077,A1,,Low,\n",
)


def take(desk: Desk, version: int) -> ImportReport:
    rows = (HEADINGS + VERSIONS[version]).encode()
    return import_people(desk.store, {"list.csv": rows}, Order())


def case_at(desk: Desk) -> Case:
    return desk.store.queries.get(Case, desk.store.queries.find_case("X000077"))


@may(Role.OFFICER)
def empty_team(work: UnitOfWork, case: Case) -> Case:
    return work.save(evolve(work.get(Case, case.id), team=None))


def test_one_list_imported_apart_makes_one_case_and_nothing_to_settle(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    take(marsh, 0)
    take(lowe, 0)
    world.sync_all()

    world.assert_same_everywhere()
    assert marsh.store.queries.conflicts() == []
    assert [take(desk, 0).unchanged for desk in (marsh, lowe)] == [1, 1]


def test_an_import_does_not_undo_what_another_desk_changed_meanwhile(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    take(marsh, 0)
    world.sync_all()
    lowe.store.do(set_tier, case_at(lowe).id, "D0")
    lowe.sync()
    marsh.sync()

    report = take(marsh, 1)

    assert case_at(marsh).tier == "D0"
    assert report.questions == 1


@pytest.mark.parametrize("seed", range(6))
def test_after_any_imports_edits_and_syncs_desks_agree_and_again_changes_nothing(
    world: World, seed: int
) -> None:
    chance = random.Random(seed)
    desks = [world.desk("Marsh"), world.desk("Lowe")]
    take(desks[0], 0)
    world.sync_all()
    steps: list[Callable[[Desk], object]] = [
        lambda desk: take(desk, chance.randrange(len(VERSIONS))),
        lambda desk: desk.store.do(set_tier, case_at(desk).id, chance.choice("AB")),
        lambda desk: desk.store.do(empty_team, case_at(desk)),
        lambda desk: desk.sync(),
    ]
    for _ in range(14):
        chance.choice(steps)(chance.choice(desks))
    world.sync_all()

    world.assert_same_everywhere()
    assert case_at(desks[0]).person.surname == "Dooley"
    assert str(case_at(desks[0]).person.born_on) == "1980-03-14"
    take(desks[0], 1)
    world.sync_all()
    assert [take(desk, 1).unchanged for desk in desks] == [1, 1]
