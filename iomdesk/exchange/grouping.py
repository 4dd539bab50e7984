"""Which rows of an import are one person, whatever order they come in.

Rows are taken strongest reference first, so that a row that says less is laid to the
person that is known by more; a row that may be either of two people is laid to neither.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from attrs import evolve, field, frozen

from iomdesk.cases.case import Person, ReferenceType
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.saying import made_case_id
from iomdesk.exchange.whose import (
    KINDS,
    Numbers,
    decide,
    is_somebody_else,
    is_sure,
    keys_of,
    numbers_of,
)

Key = tuple[ReferenceType, str]

SEVERAL = 3
"""A value that stands with so many different people is a filler. With two people it is
a mistake about one of them, and is asked about."""

_FACES = 8
"""So many ways to write a person's name and birth date are compared, not all."""


@frozen(kw_only=True)
class Entry:
    """What a row says of who it is."""

    numbers: Numbers
    person: Person


Sharers = Mapping[Key, Sequence[Entry]]
"""Whom a value stands with, where it is more than one person."""


@frozen(kw_only=True)
class _Group:
    """Rows that are one person, by their place; *faces* is how they name them."""

    numbers: dict[ReferenceType, set[str]] = field(factory=dict)
    faces: list[Person] = field(factory=list)
    rows: list[int] = field(factory=list)


def grouped(entries: Sequence[Entry]) -> list[list[int]]:
    """Return the places of *entries* by person, each in order, and by the first."""
    groups, shared = _Groups(), _shared(entries)
    for same in _alike(entries, shared):
        groups.add(entries[same[0]], same)
    found = [sorted(group.rows) for group in groups.found if group.rows]
    alone = sorted(set(range(len(entries))).difference(*found))
    return sorted([*found, *([place] for place in alone)])


def sharers(entries: Sequence[Entry]) -> Sharers:
    """Return whom each value stands with where it is more than one person.

    They differ by a stronger reference, or by name and birth date; no more than
    `SEVERAL` are returned.
    """
    found: dict[Key, list[Entry]] = {}
    for same in _alike(entries, _shared(entries)):
        entry = entries[same[0]]
        for key in keys_of(entry.numbers):
            people = found.setdefault(key, [])
            if len(people) < SEVERAL and all(
                _are_two(key[0], entry, other) for other in people
            ):
                people.append(entry)
    return {key: people for key, people in found.items() if len(people) > 1}


def shared_by_several(entries: Sequence[Entry]) -> frozenset[Key]:
    """Return the values that stand with several different people: fillers."""
    found = sharers(entries).items()
    return frozenset(key for key, people in found if len(people) >= SEVERAL)


def entry_of(case: WholeCase) -> Entry:
    return Entry(numbers=numbers_of(case.references), person=case.person)


def without_references(
    case: WholeCase, kinds: Sequence[ReferenceType]
) -> WholeCase | None:
    """Return *case* without its references of *kinds*; None where none is left."""
    if not kinds:
        return case
    kept = {k: r for k, r in case.references.items() if r.type not in kinds}
    case_id = made_case_id(kept)
    return evolve(case, id=case_id, references=kept) if case_id else None


def strength(entry: Entry) -> tuple[object, ...]:
    """Return what entries are sorted by: who carries the stronger reference first."""
    return tuple(
        (kind not in entry.numbers, *sorted(entry.numbers.get(kind, ())))
        for kind in KINDS
    )


def _shared(entries: Sequence[Entry]) -> set[Key]:
    """Return the values that stand in more than one entry: most stand in one."""
    once: set[Key] = set()
    shared: set[Key] = set()
    for entry in entries:
        for key in keys_of(entry.numbers):
            (shared if key in once else once).add(key)
    return shared


def _alike(entries: Sequence[Entry], shared: set[Key]) -> Iterable[list[int]]:
    """Return the places of entries that say the same, the strongest first.

    Those that share nothing with another are left out.
    """
    found: dict[tuple[object, ...], list[int]] = {}
    for place, entry in enumerate(entries):
        if not shared.isdisjoint(keys_of(entry.numbers)):
            found.setdefault((*strength(entry), *_face(entry.person)), []).append(place)
    return [found[key] for key in sorted(found)]


def _face(person: Person) -> tuple[bool, date, str, str, str]:
    """Return how a person is named, the surest first."""
    born_on = person.born_on or date.max
    names = (person.surname, person.forename, person.middle)
    surname, forename, middle = (" ".join(n.casefold().split()) for n in names)
    return not is_sure(person.born_on), born_on, surname, forename, middle


def _are_two(kind: ReferenceType, one: Entry, other: Entry) -> bool:
    """Say whether two who share a number of *kind* are surely two people."""
    stronger = KINDS[: KINDS.index(kind)]
    decision = decide(
        {k: v for k, v in one.numbers.items() if k in stronger},
        {k: v for k, v in other.numbers.items() if k in stronger},
    )
    if decision:
        return not decision.same
    return is_somebody_else(one.person, other.person)


class _Groups:
    """The people found so far, and who carries which value."""

    def __init__(self) -> None:
        self.found: list[_Group] = []
        self._at: dict[Key, list[_Group]] = {}

    def add(self, entry: Entry, rows: list[int]) -> None:
        """Lay *rows* to the person they are about, or to one of their own."""
        sure = self._without_doubtful(entry)
        agreeing = self._agreeing(entry, sure)
        home = agreeing[0] if agreeing else _Group()
        for other in agreeing[1:]:
            if _may_be_one(home, other):
                home = self._joined(home, other)
        if not agreeing:
            self.found.append(home)
        home.rows.extend(rows)
        _add_face(home, entry.person)
        for kind, value in keys_of(entry.numbers):
            home.numbers.setdefault(kind, set()).add(value)
            if kind in sure:
                self._know(kind, value, home)

    def _agreeing(self, entry: Entry, sure: Numbers) -> list[_Group]:
        """Return whom *entry* may be laid to; nobody by less where more is disputed."""
        claims = self._claims(entry, sure)
        strongest = next(iter(keys_of(entry.numbers)))
        if self._at.get(strongest) and all(kind != strongest[0] for kind, _ in claims):
            return []
        return [group for _, group in claims]

    def _without_doubtful(self, entry: Entry) -> Numbers:
        """Return the numbers of *entry* but those that may be either of two's.

        Nobody is found by these; what they say against somebody still counts.
        """
        by_kind: dict[ReferenceType, list[_Group]] = {}
        for kind, group in self._claims(entry, entry.numbers):
            by_kind.setdefault(kind, []).append(group)
        doubtful = {
            kind
            for kind, (first, *others) in by_kind.items()
            if any(not _may_be_one(first, other) for other in others)
        }
        return {k: v for k, v in entry.numbers.items() if k not in doubtful}

    def _claims(
        self, entry: Entry, numbers: Numbers
    ) -> list[tuple[ReferenceType, _Group]]:
        """Return who is the same by the strongest of *numbers*, the strongest first.

        Whoever a number of *entry* speaks against is not among them.
        """
        sharing = {
            id(group): group
            for key in keys_of(numbers)
            for group in self._at.get(key, ())
        }
        claims = [
            (decision.kind, group)
            for group in sharing.values()
            if _may_be(entry, group)
            if (decision := decide(numbers, _frozen(group))) and decision.same
        ]
        return sorted(claims, key=lambda claim: KINDS.index(claim[0]))

    def _joined(self, home: _Group, other: _Group) -> _Group:
        """Return the larger of two with all of both; the smaller is left empty."""
        if len(other.rows) > len(home.rows):
            home, other = other, home
        home.rows.extend(other.rows)
        other.rows.clear()
        for face in other.faces:
            _add_face(home, face)
        for kind, values in other.numbers.items():
            home.numbers.setdefault(kind, set()).update(values)
            for value in values:
                self._replace(kind, value, other, home)
        return home

    def _replace(
        self, kind: ReferenceType, value: str, other: _Group, home: _Group
    ) -> None:
        holders = self._at.get((kind, value), [])
        left = [group for group in holders if group is not other]
        if len(left) < len(holders):
            self._at[kind, value] = left
            self._know(kind, value, home)

    def _know(self, kind: ReferenceType, value: str, group: _Group) -> None:
        holders = self._at.setdefault((kind, value), [])
        if not any(group is other for other in holders):
            holders.append(group)


def _add_face(group: _Group, person: Person) -> None:
    known = {_face(face) for face in group.faces}
    if len(known) < _FACES and _face(person) not in known:
        group.faces.append(person)


def _frozen(group: _Group) -> Numbers:
    return {k: frozenset(group.numbers[k]) for k in KINDS if k in group.numbers}


def _may_be(entry: Entry, group: _Group) -> bool:
    decision = decide(entry.numbers, _frozen(group))
    agrees = decision is not None and decision.same
    return agrees and not _is_other(group, entry.person)


def _is_other(group: _Group, person: Person) -> bool:
    return any(is_somebody_else(face, person) for face in group.faces)


def _may_be_one(one: _Group, other: _Group) -> bool:
    decision = decide(_frozen(one), _frozen(other))
    if decision and not decision.same:
        return False
    return not any(_is_other(one, face) for face in other.faces)
