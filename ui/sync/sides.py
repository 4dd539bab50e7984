"""A conflict as a person reads it: what it was, who says what, and what can be done."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from attrs import evolve, frozen

from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Caution, Claim, Conflict, ConflictKind
from iomdesk.journal.fold import document_of
from iomdesk.journal.patch import apply, at, setting
from iomdesk.kinds.registry import Kinds
from iomdesk.ports import CaseRow
from iomdesk.records.codec import Json
from iomdesk.records.ids import DeskId, OfficerId
from iomdesk.sync.settle import Choice
from iomdesk.wording import field_label, value_text
from ui.sync.third import Third, third_of

MINE = "This laptop"


@frozen(kw_only=True)
class Side:
    """One value in dispute: *key* is how it is picked."""

    key: str
    words: str
    who: str
    at: datetime
    choice: Choice
    value: Json = None


@frozen(kw_only=True)
class Dispute:
    """A conflict ready for the screen; *base* is what both sides started from."""

    id: str
    person: CaseRow | None
    label: str
    base: str
    shown: str
    sides: tuple[Side, ...]
    third: Third | None
    sealed: bool = False
    kept_as: str = ""


def dispute(
    conflict: Conflict,
    changes: Sequence[Change],
    desk: DeskId,
    person: CaseRow | None,
    names: Mapping[OfficerId, str],
    kinds: Kinds,
) -> Dispute:
    """Return *conflict* in words; *changes* are the history of its case."""
    own = [c for c in changes if c.record_id == conflict.record_id]
    caution, kind = kinds.caution(conflict.kind), kinds.get(conflict.kind)
    document = document_of(own, caution)
    sealed = conflict.conflict is ConflictKind.SEALED
    sides = _late_sides(conflict, desk) if sealed else _sides(conflict, desk)
    sides = tuple(evolve(side, who=_who(side, desk, names)) for side in sides)
    base = conflict.shown if sealed else _base(conflict, own, caution)
    return Dispute(
        id=conflict.id,
        person=person,
        label=field_label(conflict.kind, _path(conflict), document),
        base=value_text(conflict.kind, _path(conflict), base),
        shown=value_text(conflict.kind, _path(conflict), conflict.shown),
        sides=sides,
        third=None if sealed else third_of(conflict),
        sealed=sealed,
        kept_as=kind.seal.kept_as if kind and kind.seal else "",
    )


def _who(side: Side, desk: DeskId, names: Mapping[OfficerId, str]) -> str:
    """Return who says it, by name where the name has come here."""
    name = names.get(OfficerId(side.who), "")
    if side.key == desk:
        return f"{MINE}: {name}" if name else MINE
    return name or "Another desk"


def _path(conflict: Conflict) -> tuple[str, ...]:
    sealed = conflict.conflict is ConflictKind.SEALED
    return conflict.claims[0].path if sealed else conflict.path


def _base(conflict: Conflict, changes: Sequence[Change], caution: Caution) -> Json:
    """Return the value that every side had in view when it said its own."""
    by_id = {change.id: change for change in changes}
    sayers = [by_id[c.change] for c in conflict.claims if c.change in by_id]
    seen = [c for c in changes if sayers and all(one.saw(c) for one in sayers)]
    document = document_of(seen, caution) if seen else {}
    return at(document, conflict.path)


def _sides(conflict: Conflict, desk: DeskId) -> tuple[Side, ...]:
    desks = list(dict.fromkeys(c.desk for c in conflict.claims))
    desks.sort(key=lambda d: d != desk)
    others = [d for d in desks if d != desk]
    return tuple(
        _side(conflict, each, mine=each == desk, alone=len(others) == 1)
        for each in desks
    )


def _side(conflict: Conflict, desk: DeskId, *, mine: bool, alone: bool) -> Side:
    claims = [c for c in conflict.claims if c.desk == desk]
    value = whole_value(conflict, claims)
    choice = Choice.VALUE
    if mine or alone:
        choice = Choice.MINE if mine else Choice.THEIRS
    return Side(
        key=desk,
        words=value_text(conflict.kind, conflict.path, value),
        who=claims[-1].by,
        at=max(c.at for c in claims),
        choice=choice,
        value=value if choice is Choice.VALUE else None,
    )


def _late_sides(conflict: Conflict, desk: DeskId) -> tuple[Side, ...]:
    """Return the late edit alone: the signed content is not one side among others."""
    late = conflict.claims[0]
    mine = late.desk == desk
    return (
        Side(
            key=late.desk,
            words=value_text(conflict.kind, late.path, late.value),
            who=late.by,
            at=late.at,
            choice=Choice.MINE if mine else Choice.THEIRS,
        ),
    )


def whole_value(conflict: Conflict, claims: Sequence[Claim]) -> Json:
    """Return what *claims* of one desk make at the path in dispute."""
    value: Json = {}
    for claim in claims:
        if claim.path == conflict.path:
            return claim.value
        inner = claim.path[len(conflict.path) :]
        value = apply(value, setting(inner, claim.value))
    return value
