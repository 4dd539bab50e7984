"""The journal in words: who changed what and when, from what to what."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from attrs import frozen

from iomdesk.journal.change import Change
from iomdesk.journal.patch import Path, apply, at, leaves
from iomdesk.permissions import Officer
from iomdesk.records.codec import Document
from iomdesk.records.ids import OfficerId
from iomdesk.wording import action_said, field_label, value_text
from ui.cases.reading import Held
from ui.saying import counted, first_words

MOST_LINES = 8
_UNSAID = {"id", "case_id", "key"}
_BOOKKEEPING = {"received", "source"}
_FOR_MACHINES = {
    "address_id",
    "agreed_by",
    "assessor_id",
    "by",
    "completed_by_id",
    "content_blob",
    "display_blob",
    "document_digest",
    "image_blob",
    "made_at",
    "made_by",
    "made_name",
    "of_id",
    "size",
    "instrument_digest",
    "original_blob",
    "rank",
    "sha256",
    "signed_by",
}


@frozen(kw_only=True)
class Line:
    """One field; *before* is empty where nothing was held."""

    label: str
    before: str
    after: str


@frozen(kw_only=True)
class Entry:
    """One change; *more* counts the fields that are not spelt out."""

    at: datetime
    who: str
    heading: str
    sealed: bool
    lines: tuple[Line, ...]
    more: int


def entries(
    changes: Sequence[Change], names: Mapping[OfficerId, str]
) -> tuple[Entry, ...]:
    """Return *changes*, which come newest first, each against what stood before."""
    held: dict[tuple[str, str], Document] = {}
    told: list[Entry] = []
    for change in reversed(changes):
        record = (change.kind, change.record_id)
        before = held.get(record, {})
        after = apply(before, change.patch)
        told.append(_entry(change, before, after, names))
        held[record] = after
    return tuple(reversed(told))


def officer_names(held: Held, own: Officer) -> dict[OfficerId, str]:
    """Return the names of officers as the hub and the records here give them."""
    names = {**held.officers, own.id: own.name}
    for one in held.assessments:
        names.setdefault(one.assessor_id, one.assessor)
    for visit in held.visits:
        if visit.signature:
            names.setdefault(visit.signature.by, visit.signature.name)
    for plan in held.plans:
        if plan.agreed_by and plan.agreed_name:
            names.setdefault(plan.agreed_by, plan.agreed_name)
    return names


def _entry(
    change: Change, before: Document, after: Document, names: Mapping[OfficerId, str]
) -> Entry:
    lines = (
        list(_lines(change, before, after)) if change.kind not in _BOOKKEEPING else []
    )
    return Entry(
        at=change.at,
        who=names.get(change.by) or f"Officer {change.by[:8]}",
        heading=action_said(change.action),
        sealed=change.seal is not None,
        lines=tuple(lines[:MOST_LINES]),
        more=max(0, len(lines) - MOST_LINES),
    )


def _lines(change: Change, before: Document, after: Document) -> Iterator[Line]:
    for path, value in leaves(change.patch):
        if path[0] in _UNSAID or path[-1] in _FOR_MACHINES or _is_said(path):
            continue
        held = at(before, path)
        document = after if at(after, path[:-1]) is not None else before
        yield Line(
            label=field_label(change.kind, path, document),
            before="" if held is None else _words(change.kind, path, held),
            after=_words(change.kind, path, value),
        )


def _is_said(path: Path) -> bool:
    """Say whether the heading says it: who handed a copy out, and when."""
    return path[0] == "disclosed" and path[-1] in {"at", "name"}


def _words(kind: str, path: Path, value: object) -> str:
    return first_words(value_text(kind, path, value), 200)


def more_words(entry: Entry) -> str:
    return f"and {counted(entry.more, 'more field')}" if entry.more else ""
