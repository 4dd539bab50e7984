"""Rows are one person by their references, whatever order they come in."""

from datetime import date
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from iomdesk.cases.case import Person, ReferenceType
from iomdesk.exchange.grouping import Entry, grouped, shared_by_several
from iomdesk.exchange.whose import KINDS, is_somebody_else

FORENAMES = ("", "John", "Mary", "Zoe")
BORN = (None, date(1980, 3, 14), date(1985, 4, 15), date(1990, 1, 1))

PERSONS = st.builds(
    Person,
    surname=st.sampled_from(("Samename", "Other")),
    forename=st.sampled_from(FORENAMES),
    born_on=st.sampled_from(BORN),
)
NUMBERS = st.dictionaries(
    st.sampled_from(KINDS),
    st.sampled_from("abc").map(lambda value: frozenset({value})),
    min_size=1,
    max_size=4,
).map(lambda found: {kind: found[kind] for kind in KINDS if kind in found})
ENTRIES = st.lists(st.builds(Entry, numbers=NUMBERS, person=PERSONS), max_size=12)


def as_sets(entries: list[Entry], places: list[int]) -> set[frozenset[int]]:
    """Return the people as sets of the *places* that the entries had at first."""
    return {frozenset(places[n] for n in group) for group in grouped(entries)}


@given(ENTRIES, st.randoms(use_true_random=False))
def test_any_order_of_rows_gives_the_same_people(
    entries: list[Entry], random: Random
) -> None:
    places = list(range(len(entries)))
    shuffled = list(places)
    random.shuffle(shuffled)

    found = as_sets([entries[n] for n in shuffled], shuffled)

    assert found == as_sets(entries, places)
    assert sorted(n for group in found for n in group) == places


@given(ENTRIES)
def test_nobody_has_two_numbers_of_the_strongest_kind_in_a_group(
    entries: list[Entry],
) -> None:
    for group in grouped(entries):
        crns = {v for n in group for v in entries[n].numbers.get(ReferenceType.CRN, ())}
        assert len(crns) <= 1


@given(ENTRIES)
def test_who_have_the_same_crn_and_may_be_one_are_one_where_nobody_is_somebody_else(
    entries: list[Entry],
) -> None:
    group_of = {n: at for at, group in enumerate(grouped(entries)) for n in group}
    by_crn: dict[str, list[int]] = {}
    for n, entry in enumerate(entries):
        for value in entry.numbers.get(ReferenceType.CRN, ()):
            by_crn.setdefault(value, []).append(n)
    for places in by_crn.values():
        people = [entries[n].person for n in places]
        if not any(is_somebody_else(one, other) for one in people for other in people):
            assert len({group_of[n] for n in places}) == 1


TRUTH = st.lists(
    st.tuples(
        st.integers(0, 5), st.sets(st.sampled_from(KINDS), min_size=1, max_size=3)
    ),
    min_size=1,
    max_size=25,
)


@given(TRUTH)
def test_rows_joined_by_numbers_of_their_own_are_one_person_and_nobody_else(
    rows: list[tuple[int, set[ReferenceType]]],
) -> None:
    """Each person has numbers of their own; a row says some of them."""
    entries = [
        Entry(
            numbers={k: frozenset({f"{k}{who}"}) for k in KINDS if k in kinds},
            person=Person(surname="Samename"),
        )
        for who, kinds in rows
    ]

    found = {frozenset(group) for group in grouped(entries)}

    assert found == set(_connected(rows))


def _connected(rows: list[tuple[int, set[ReferenceType]]]) -> list[frozenset[int]]:
    """Return the rows that a naive walk along shared numbers reaches."""
    left = set(range(len(rows)))
    groups = []
    while left:
        group, waiting = set(), [min(left)]
        while waiting:
            n = waiting.pop()
            if n in group:
                continue
            group.add(n)
            waiting += [
                m for m in left if rows[m][0] == rows[n][0] and rows[m][1] & rows[n][1]
            ]
        left -= group
        groups.append(frozenset(group))
    return groups


def test_one_person_s_number_may_stand_in_any_number_of_rows() -> None:
    one = Entry(
        numbers={ReferenceType.LOCAL: frozenset({"7000123"})},
        person=Person(surname="Low", forename="Al", born_on=date(1980, 3, 14)),
    )

    assert not shared_by_several([one] * 1000)
    assert len(grouped([one] * 1000)) == 1


def test_a_value_of_thousands_of_people_is_a_filler_and_found_out_in_one_walk() -> None:
    entries = [
        Entry(
            numbers={
                ReferenceType.CRN: frozenset({f"X{n:06d}"}),
                ReferenceType.LOCAL: frozenset({"7000123"}),
            },
            person=Person(surname=f"Name{n}"),
        )
        for n in range(5000)
    ]

    assert shared_by_several(entries) == {(ReferenceType.LOCAL, "7000123")}
