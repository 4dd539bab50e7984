"""Cases in every hub store: by holder, granted, joined; over both databases."""

from attrs import evolve

from db.hub.store import TableStore
from iomdesk.hub.granting import make_cases
from iomdesk.hub.ports import HoldingId
from iomdesk.sync.protocol import Position
from tests.hub.rows import (
    ANN,
    BEN,
    CASE,
    HOLDING,
    NORTH,
    OTHER,
    SOUTH,
    a_change,
    a_desk,
    a_grant,
    a_holding,
    read,
)


def test_a_record_stays_with_the_case_in_which_a_holder_first_had_it(
    hub_store: TableStore,
) -> None:
    visit, plan = ("visit", "r1"), ("plan", "r1")
    with hub_store.work() as work:
        work.changes.add_records(NORTH, {visit: CASE})
        work.changes.add_records(NORTH, {visit: OTHER, plan: OTHER})
        work.changes.add_records(SOUTH, {visit: OTHER})
        found = work.changes.cases_of(NORTH, [visit, plan, ("visit", "r2")])
        none = work.changes.cases_of(NORTH, [])

    assert (found, none) == ({visit: CASE, plan: OTHER}, {})


def test_each_new_case_takes_one_number_and_leaves_no_gap(
    hub_store: TableStore,
) -> None:
    with hub_store.work() as work:
        work.desks.save(a_desk(ANN))
        make_cases(work, a_desk(ANN), [CASE, OTHER])
        granted = work.cases.had(ANN, [CASE, OTHER])
        following = work.settings.take_numbers(1)

    numbers = sorted(one.number for one in granted.values())
    assert [*numbers, following] == [numbers[0], numbers[0] + 1, numbers[0] + 2]


def test_a_case_is_new_once_to_each_holder(hub_store: TableStore) -> None:
    ours, again = a_holding("h1", NORTH), a_holding("h2", NORTH)
    theirs = a_holding("h3", SOUTH)
    with hub_store.work() as work:
        assert work.cases.add(ours)
        assert not work.cases.add(again)
        assert work.cases.several() == []
        assert work.cases.add(theirs)
        assert work.cases.holdings([CASE, OTHER]) == [theirs, ours]
        assert work.cases.of_holder(NORTH) == [ours]
        assert work.cases.of_holder(NORTH, [OTHER]) == []
        assert work.cases.known_as([theirs.id]) == [theirs]
        assert work.cases.several() == [theirs, ours]


def test_holdings_that_are_joined_are_read_anew_with_the_mark_of_their_side(
    hub_store: TableStore,
) -> None:
    one, two = HoldingId("h1"), HoldingId("h2")
    with hub_store.work() as work:
        work.cases.add(a_holding(one, NORTH))
        work.cases.add(a_holding(two, SOUTH))
        work.cases.grant([a_grant(ANN, 1, silent=True)])
        work.cases.grant([evolve(a_grant(BEN, 2, silent=True), holding=two)])
        work.changes.add([a_change(ANN, 1, number=3)])
        work.changes.add([evolve(a_change(BEN, 1, number=4), holding=two)])
        work.cases.lock(CASE)
        work.cases.join([one, two], 5)
        (known,) = work.changes.between(BEN, 1, 1)

    for desk, side in ((ANN, one), (BEN, two)):
        assert read(hub_store, desk, Position(4, 4), 9) == [(5, 3), (5, 4), (5, 5)]
        with hub_store.work() as work:
            assert work.cases.had(desk, [CASE])[CASE].apart == {"5": side}
            page = work.stream.page(desk, Position(4, 4), 9, 9)
        assert [each.event.apart for each in page] == [{"5": one}, {"5": two}, None]
    assert (known.holding, known.apart) == (one, {"5": two})


def test_what_is_two_people_stays_so_when_one_of_them_is_joined_to_a_third(
    hub_store: TableStore,
) -> None:
    one, two, three = HoldingId("h1"), HoldingId("h2"), HoldingId("h3")
    with hub_store.work() as work:
        work.cases.keep_apart([(two, three)])
        work.cases.keep_apart([(two, three)])
        assert work.cases.apart() == {(two, three), (three, two)}
        work.cases.join([one, two], 5)
        assert work.cases.apart() == {(one, three), (three, one)}


def test_a_case_is_granted_withdrawn_and_granted_again(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1)])
        work.cases.grant([a_grant(ANN, 2)])
        first = work.cases.had(ANN, [CASE])
        work.cases.withdraw(ANN, CASE, 3)
        none = work.cases.granted(ANN, [HOLDING])
        had = work.cases.had(ANN, [CASE, OTHER])
        work.cases.grant([a_grant(ANN, 4)])
        again = work.cases.had(ANN, [CASE])

    assert (first[CASE].number, again[CASE].number) == (1, 4)
    assert again[CASE].held
    assert none == set()
    assert [(g.held, g.number) for g in had.values()] == [(False, 3)]


def test_a_desk_has_one_holding_of_a_case(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1)])
        work.cases.withdraw(ANN, CASE, 2)
        work.cases.grant([evolve(a_grant(ANN, 3), holding=HoldingId("h2"))])

        assert not work.cases.had(ANN, [CASE])[CASE].held
