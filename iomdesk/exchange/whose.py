"""Whose a row is: by the strongest reference that two carry.

A sure name and birth date that both differ stand against it. Danger: what joins two
people puts the warnings of one on the doorstep of the other. A weaker reference that
agrees never outweighs a stronger one that differs.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import frozen

from iomdesk.cases.case import Person, Reference, ReferenceType
from iomdesk.cases.finding import PIECE, plain, plain_reference
from iomdesk.records.ids import PartId

Numbers = Mapping[ReferenceType, frozenset[str]]
"""The plain references of a person by kind, strongest first."""

KINDS = tuple(ReferenceType)
"""Strongest first."""

_BETWEEN = re.compile(r"[\s\-‐‑–]+")


@frozen(kw_only=True)
class Decision:
    """The strongest kind that two people both carry, and whether it agrees."""

    kind: ReferenceType
    same: bool


def numbers_of(references: Mapping[PartId, Reference]) -> Numbers:
    found: dict[ReferenceType, list[str]] = {}
    for reference in references.values():
        kind, value = plain_key(reference)
        found.setdefault(kind, []).append(value)
    return {kind: frozenset(found[kind]) for kind in KINDS if kind in found}


def decide(one: Numbers, other: Numbers) -> Decision | None:
    """Return what the strongest common kind says; None where there is none."""
    for kind in KINDS:
        if kind in one and kind in other:
            return Decision(kind=kind, same=not one[kind].isdisjoint(other[kind]))
    return None


def reference_key(reference: Reference) -> str:
    """Return a reference as it is looked up: its kind and its plain value."""
    return ":".join(plain_key(reference))


def plain_key(reference: Reference) -> tuple[ReferenceType, str]:
    return reference.type, plain_reference(reference.value, reference.type)


def keys_of(numbers: Numbers) -> Iterable[tuple[ReferenceType, str]]:
    """Yield kind and plain value of each, strongest first."""
    for kind, values in numbers.items():
        yield from ((kind, value) for value in sorted(values))


def is_somebody_else(ours: Person, theirs: Person) -> bool:
    """Say whether a sure birth date and the name both differ, as far as both are given.

    Where a birth date is missing or estimated, only names without a word in common do.
    """
    if ours.born_on and theirs.born_on and ours.born_on == theirs.born_on:
        return False
    if is_sure(ours.born_on) and is_sure(theirs.born_on):
        return not (_is_named(ours) and _is_named(theirs)) or not is_one_name(
            ours, theirs
        )
    mine, others = _name_words(ours), _name_words(theirs)
    return bool(mine and others) and mine.isdisjoint(others)


def is_sure(born_on: date | None) -> bool:
    """Say whether a birth date is known: 1 January is what an estimate looks like."""
    return born_on is not None and (born_on.month, born_on.day) != (1, 1)


def is_one_name(ours: Person, theirs: Person) -> bool:
    """Say whether two names may be one: shortened, longer, or its parts exchanged."""
    mine, others = _name_words(ours), _name_words(theirs)
    if mine <= others or others <= mine:
        return True
    surnames = _words(ours.surname), _words(theirs.surname)
    if surnames[0].isdisjoint(surnames[1]) and all(surnames):
        return False
    return _given_agree(ours, theirs)


def _given_agree(ours: Person, theirs: Person) -> bool:
    """Say whether given names may be one: J may be John, and one of two is enough."""
    mine = sorted(_words(ours.forename, ours.middle))
    others = sorted(_words(theirs.forename, theirs.middle))
    if not (mine and others):
        return True
    return any(
        a == b or (min(len(a), len(b)) == 1 and a[0] == b[0])
        for a in mine
        for b in others
    )


def _is_named(person: Person) -> bool:
    return bool(person.surname or person.forename)


def _name_words(person: Person) -> frozenset[str]:
    return _words(person.surname, person.forename, person.middle)


def _words(*texts: str) -> frozenset[str]:
    """Return the words of a name: O’Neill is one, Smith-Jones two."""
    words = (word for text in texts for word in _BETWEEN.split(text))
    plain_words = ("".join(PIECE.findall(plain(word))) for word in words)
    return frozenset(word for word in plain_words if word)
