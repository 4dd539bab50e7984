"""The kinds of record, and what type stands at a path of one."""

from collections.abc import Iterator
from functools import lru_cache
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from attrs import fields, frozen, has

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.beside import PARTS, CaseAppointments, CaseSource
from iomdesk.cases.received import Received
from iomdesk.cases.whole import WholeCase
from iomdesk.journal.patch import Path
from iomdesk.papers.paper import Paper
from iomdesk.plans.plan import Plan
from iomdesk.visits.visit import Visit


@frozen(kw_only=True)
class Place:
    """What stands at a path.

    *holds* is its type; *owner* is the record or part that has it as a field called
    *field*. For a part under its id, *part_of* is that field's name.
    """

    holds: Any = None
    owner: type | None = None
    field: str = ""
    part_of: str | None = None


def record_types() -> dict[str, type]:
    """Return the type of each kind; of a case the whole, as input files write it."""
    beside = (*PARTS.values(), CaseAppointments, CaseSource)
    kinds = (WholeCase, *beside, Received, Visit, Assessment, Plan, Paper)
    return {kind.KIND: kind for kind in kinds}


def place_of(root: type | None, path: Path) -> Place:
    """Return what stands at *path* of a record; empty where it is not known here."""
    place = Place(holds=root)
    for key in path:
        place = _below(place, key)
    return place


def parts_of(kind: type) -> Iterator[type]:
    """Yield *kind* and every record type inside it, once each."""
    waiting, seen = [kind], set()
    while waiting:
        part = waiting.pop(0)
        if part in seen:
            continue
        seen.add(part)
        yield part
        for hint in hints_of(part).values():
            waiting += _inside(hint)


@lru_cache(maxsize=256)
def hints_of(kind: type) -> dict[str, Any]:
    """Return the fields of a record type with their types, None and names removed."""
    hints = get_type_hints(kind)
    return {f.name: plain_type(hints[f.name]) for f in fields(kind)}


def plain_type(kind: Any) -> Any:
    """Return *kind* without “or None”, and an id type as the text it is."""
    if isinstance(kind, NewType):
        return plain_type(kind.__supertype__)
    if isinstance(kind, UnionType) or get_origin(kind) is Union:
        choices = [k for k in get_args(kind) if k is not NoneType]
        return plain_type(choices[0]) if len(choices) == 1 else kind
    return kind


def _below(place: Place, key: str) -> Place:
    if isinstance(place.holds, type) and has(place.holds):
        return Place(holds=hints_of(place.holds).get(key), owner=place.holds, field=key)
    inner = get_args(place.holds)
    if len(inner) == 2:  # noqa: PLR2004  a mapping: from what, to what
        return Place(
            holds=plain_type(inner[1]),
            owner=place.owner,
            field=place.field,
            part_of=place.field,
        )
    return Place(owner=place.owner, field=key)


def _inside(hint: Any) -> list[type]:
    if isinstance(hint, type) and has(hint):
        return [hint]
    return [part for inner in get_args(hint) for part in _inside(plain_type(inner))]
