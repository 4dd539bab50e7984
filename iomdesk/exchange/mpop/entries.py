"""Answers that list several people, cut into what they say about each."""

import re
from collections.abc import Iterable, Iterator, Mapping

from attrs import frozen

from iomdesk.records.codec import Json

_CRN = re.compile(r"[A-Z]\d{6}", re.ASCII)
_SUMMARY = "personSummary"

Keys = tuple[str, ...]


@frozen(kw_only=True)
class Share:
    """What a list says about one person, in the shape of the list; *at* its entries."""

    crn: str
    value: Json
    at: tuple[Keys, ...]


@frozen(kw_only=True)
class Entry:
    """An object that carries the reference of a person, and where it stands."""

    crn: str
    keys: Keys
    value: Json


def crn_of(said: Json) -> str | None:
    """Return a case reference as it is compared, if *said* is one."""
    plain = "".join(said.split()).upper() if isinstance(said, str) else ""
    return plain if _CRN.fullmatch(plain) else None


def shares(value: Json) -> list[Share]:
    """Return what *value* says about each person in it.

    What stands beside the entries, such as the team of a caseload, goes with each of
    them; an entry about somebody else, or about nobody known, with none.
    """
    if isinstance(value, dict) and (whole := _about(value)):
        return [Share(crn=whole, value=value, at=())]
    found: dict[str, list[Entry]] = {}
    for entry in _entries(value, ()):
        found.setdefault(entry.crn, []).append(entry)
    if not found:
        return []
    beside = _beside(value)
    return [_share(crn, mine, beside) for crn, mine in found.items()]


def left_over(value: Json) -> int:
    """Return how many values of a list stand in entries that name nobody."""
    named = sum(_count(entry.value) for entry in _entries(value, ()))
    return _count(value) - named - _count(_beside(value))


def _share(crn: str, mine: list[Entry], beside: Json) -> Share:
    by_place: dict[Keys, list[Json]] = {}
    for entry in mine:
        by_place.setdefault(entry.keys, []).append(entry.value)
    apart = {_own_place(keys, by_place): found for keys, found in by_place.items()}
    value = beside
    for keys, entries in apart.items():
        value = _with(value, keys, entries)
    return Share(crn=crn, value=value, at=tuple(apart))


def _own_place(keys: Keys, places: Iterable[Keys]) -> Keys:
    """Return where a list may stand that has others further in: under no name."""
    around = any(len(p) > len(keys) and p[: len(keys)] == keys for p in places)
    return (*keys, "") if around else keys


def _with(value: Json, keys: Keys, entries: list[Json]) -> Json:
    if not keys:
        return entries
    held = value if isinstance(value, dict) else {}
    return {**held, keys[0]: _with(held.get(keys[0]), keys[1:], entries)}


def _entries(value: Json, keys: Keys) -> Iterator[Entry]:
    """Yield the objects that are about one person, the outermost of each."""
    if isinstance(value, list):
        for inner in value:
            yield from _entries(inner, keys)
    elif isinstance(value, dict):
        if crn := _about(value):
            yield Entry(crn=crn, keys=keys, value=value)
            return
        for key, inner in value.items():
            crn = crn_of(key) if isinstance(inner, dict) else None
            if crn and not _about(inner):
                yield Entry(crn=crn, keys=(*keys, key), value=inner)
            else:
                yield from _entries(inner, (*keys, key))


def _about(value: Mapping[str, Json]) -> str | None:
    """Return whom an object is about: it says so, or an object inside it does."""
    if own := _own(value):
        return own
    inside = {
        crn
        for inner in value.values()
        if isinstance(inner, dict) and (crn := _about(inner))
    }
    return inside.pop() if len(inside) == 1 and _all(value) == inside else None


def _own(value: Mapping[str, Json]) -> str | None:
    summary = value.get(_SUMMARY)
    inner = summary.get("crn") if isinstance(summary, dict) else None
    return crn_of(value.get("crn")) or crn_of(inner)


def _all(value: Json) -> set[str]:
    """Return every reference that an object carries anywhere inside."""
    if isinstance(value, list):
        return {crn for inner in value for crn in _all(inner)}
    if not isinstance(value, dict):
        return set()
    own = _own(value)
    inside = {crn for inner in value.values() for crn in _all(inner)}
    return inside | {own} if own else inside


def _beside(value: Json) -> Json:
    """Return *value* without the entries, and without the lists that hold them."""
    if not isinstance(value, dict) or _about(value):
        return None
    return {
        key: _beside(inner) if isinstance(inner, dict) else inner
        for key, inner in value.items()
        if not _holds(key, inner)
    }


def _holds(key: str, value: Json) -> bool:
    if isinstance(value, list):
        return next(_entries(value, ()), None) is not None
    return isinstance(value, dict) and bool(_about(value) or crn_of(key))


def _count(value: Json) -> int:
    if isinstance(value, dict):
        return sum(map(_count, value.values()))
    if isinstance(value, list):
        return sum(map(_count, value))
    return 0 if value in (None, "") else 1
