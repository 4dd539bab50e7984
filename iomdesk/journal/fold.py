"""The one fold of changes into a record: the same at every desk, never stored as truth.

Every desk that holds the same changes shows the same document and the same conflicts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from iomdesk.journal.change import Change, in_order
from iomdesk.journal.conflict import Caution, Conflict, ConflictKind, claim
from iomdesk.journal.patch import Path, at, is_same, leaves
from iomdesk.records.codec import Document, Json, digest


@frozen(kw_only=True)
class Folded:
    """A record as its changes make it.

    *sealed_by* is the change whose seal holds; *seal_holds* is False where the
    sealed content is not what its signer named.
    """

    document: Document
    conflicts: tuple[Conflict, ...] = ()
    sealed_by: str | None = None
    seal_holds: bool = True


def fold(changes: Iterable[Change], caution: Caution) -> Folded:
    """Return the record that *changes*, all of one record, make."""
    ordered = in_order(list(changes))
    if not ordered:
        return Folded(document={})
    accepted, late, seal, holds = _sealed(ordered, caution)
    claims = _Claims(accepted)
    document = claims.document(caution)
    conflicts = claims.conflicts(document)
    questions = _questions(late, ordered, document)
    return Folded(
        document=document,
        conflicts=(*conflicts, *questions),
        sealed_by=seal.id if seal else None,
        seal_holds=holds,
    )


def document_of(changes: Iterable[Change], caution: Caution) -> Document:
    """Return only the document of the fold of *changes*, without seals."""
    return _Claims(in_order(list(changes))).document(caution)


def _sealed(
    ordered: Sequence[Change], caution: Caution
) -> tuple[list[Change], list[Change], Change | None, bool]:
    """Return what makes the document, what missed the seal, the seal, if it holds.

    A seal stands on what its signer saw: earlier edits unseen by the signer, and later
    ones that had not seen the seal, are set apart and never change what was signed.
    """
    taken: list[Change] = []
    late: list[Change] = []
    seal: Change | None = None
    holds = True
    for change in ordered:
        if seal and not change.saw(seal):
            late.append(change)
            continue
        if change.seal and not seal:
            late += [c for c in taken if not change.saw(c)]
            taken = [c for c in taken if change.saw(c)]
            signed = document_of([*taken, change], caution)
            holds = digest(signed) == change.seal
            seal = change
        taken.append(change)
    return taken, late, seal, holds


def _questions(
    late: Sequence[Change], ordered: Sequence[Change], document: Document
) -> list[Conflict]:
    """Return what late edits say otherwise, until a person who saw it answers."""
    settled = {question for c in ordered for question in c.settles}
    asked = [
        _conflict(
            ConflictKind.SEALED,
            path,
            [_Said(path, value, change)],
            at(document, path),
        )
        for change in late
        for path, value in leaves(change.patch)
        if not is_same(value, at(document, path))
        and not any(c.saw(change) and _speaks_of(c, path) for c in ordered)
    ]
    return [question for question in asked if question.id not in settled]


def _speaks_of(change: Change, path: Path) -> bool:
    """Say whether *change* sets *path*, a part of it or a part that holds it."""
    spoken = (said for said, _ in leaves(change.patch))
    return any(s[: len(path)] == path or path[: len(s)] == s for s in spoken)


@frozen
class _Said:
    """What a change says about one path."""

    path: Path
    value: Json
    change: Change


class _Claims:
    """The live claims about each path, in hub order."""

    def __init__(self, ordered: Sequence[Change]) -> None:
        self._at: dict[Path, list[_Said]] = {}
        self._below: Counter[Path] = Counter()
        for change in ordered:
            for path, value in leaves(change.patch):
                self._set(_Said(path, value, change))

    def _set(self, said: _Said) -> None:
        for related in self._related(said.path):
            kept = [s for s in self._at[related] if not said.change.saw(s.change)]
            self._replace(related, kept)
        self._replace(said.path, [*self._at.get(said.path, []), said])

    def _related(self, path: Path) -> list[Path]:
        """Return *path*, the parts that hold it and those it holds, where claimed."""
        above = [path[:n] for n in range(1, len(path) + 1) if path[:n] in self._at]
        if not self._below[path]:
            return above
        size = len(path)
        return above + [p for p in self._at if len(p) > size and p[:size] == path]

    def _replace(self, path: Path, said: list[_Said]) -> None:
        if bool(said) != (path in self._at):
            step = 1 if said else -1
            for n in range(1, len(path)):
                self._below[path[:n]] += step
        if said:
            self._at[path] = said
        else:
            self._at.pop(path, None)

    def document(self, caution: Caution) -> Document:
        document: Document = {}
        for top, group in self._groups().items():
            for path, value in _shown(top, group, caution):
                _put(document, path, value)
        return document

    def conflicts(self, document: Document) -> list[Conflict]:
        return [
            _conflict(ConflictKind.FIELD, top, group, at(document, top))
            for top, group in self._groups().items()
            if _disputed(group)
        ]

    def _groups(self) -> dict[Path, list[_Said]]:
        """Return the claims that speak of each other, by the widest path among them."""
        groups: dict[Path, list[_Said]] = {}
        for path in sorted(self._at, key=len):
            top = next(
                (path[:n] for n in range(1, len(path)) if path[:n] in groups), path
            )
            groups.setdefault(top, []).extend(self._at[path])
        return {top: sorted(g, key=_accepted_first) for top, g in groups.items()}


def _conflict(
    conflict: ConflictKind, top: Path, group: Sequence[_Said], shown: Json
) -> Conflict:
    change = group[0].change
    return Conflict(
        conflict=conflict,
        kind=change.kind,
        record_id=change.record_id,
        case_id=change.case_id,
        path=top,
        claims=tuple(claim(s.change, s.path, s.value) for s in group),
        shown=shown,
    )


def _put(document: Document, path: Path, value: Json) -> None:
    """Set *path* of *document* in place; None leaves the key out."""
    if value is None:
        return
    part = document
    for key in path[:-1]:
        part = part.setdefault(key, {})
    part[path[-1]] = value


def _accepted_first(said: _Said) -> tuple[bool, int]:
    return said.change.number is None, said.change.number or 0


def _disputed(group: Sequence[_Said]) -> bool:
    first = group[0]
    return any(c.path != first.path or not is_same(c.value, first.value) for c in group)


def _shown(
    top: Path, group: Sequence[_Said], caution: Caution
) -> list[tuple[Path, Json]]:
    """Return the paths and values to show of a group: the first, or the higher risk.

    Where a whole part and fields inside it are claimed, who spoke first decides
    between them, but a risk inside is never hidden.
    """
    said: dict[Path, list[Json]] = {}
    for claimed in group:
        said.setdefault(claimed.path, []).append(claimed.value)
    whole = said.pop(top)
    if not said:
        return [(top, _value(top, whole, caution))]
    if group[0].path != top:
        return [(path, _value(path, values, caution)) for path, values in said.items()]
    risks = [(path, caution(path, values)) for path, values in said.items()]
    return [(p, v) for p, v in risks if v is not None] or [(top, whole[0])]


def _value(path: Path, values: Sequence[Json], caution: Caution) -> Json:
    cautious = caution(path, values) if len(values) > 1 else None
    return values[0] if cautious is None else cautious
