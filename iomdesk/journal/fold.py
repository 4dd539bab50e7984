"""The one fold of changes into a record: the same at every desk, never stored as truth.

Every desk that holds the same changes shows the same document and the same conflicts.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from attrs import frozen

from iomdesk.codec import Document, Json, digest
from iomdesk.journal.change import Change, in_order
from iomdesk.journal.conflict import Caution, Claim, Conflict, ConflictKind, claim
from iomdesk.journal.patch import Path, at, leaves


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
    conflicts = claims.conflicts(ordered[0], document)
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
    settled = {question for c in ordered for question in c.settles}
    asked = [
        Conflict(
            conflict=ConflictKind.SEALED,
            kind=change.kind,
            record_id=change.record_id,
            case_id=change.case_id,
            path=path,
            claims=(claim(change, path, value),),
            shown=at(document, path),
        )
        for change in late
        for path, value in leaves(change.patch)
        if value != at(document, path)
    ]
    return [question for question in asked if question.id not in settled]


class _Claims:
    """The live claims about each path, in hub order."""

    def __init__(self, ordered: Sequence[Change]) -> None:
        self._at: dict[Path, list[Claim]] = {}
        self._below: Counter[Path] = Counter()
        for change in ordered:
            for path, value in leaves(change.patch):
                self._set(change, path, value)

    def _set(self, change: Change, path: Path, value: Json) -> None:
        for related in self._related(path):
            kept = [c for c in self._at[related] if not _sees(change, c)]
            self._replace(related, kept)
        self._replace(path, [*self._at.get(path, []), claim(change, path, value)])

    def _related(self, path: Path) -> list[Path]:
        """Return *path*, the parts that hold it and those it holds, where claimed."""
        above = [path[:n] for n in range(1, len(path) + 1) if path[:n] in self._at]
        if not self._below[path]:
            return above
        size = len(path)
        return above + [p for p in self._at if len(p) > size and p[:size] == path]

    def _replace(self, path: Path, claims: list[Claim]) -> None:
        if bool(claims) != (path in self._at):
            step = 1 if claims else -1
            for n in range(1, len(path)):
                self._below[path[:n]] += step
        if claims:
            self._at[path] = claims
        else:
            self._at.pop(path, None)

    def document(self, caution: Caution) -> Document:
        document: Document = {}
        for top, group in self._groups().items():
            shown = _shown(top, group, caution)
            for path, value in shown:
                _put(document, path, value)
        return document

    def conflicts(self, first: Change, document: Document) -> list[Conflict]:
        return [
            Conflict(
                conflict=ConflictKind.FIELD,
                kind=first.kind,
                record_id=first.record_id,
                case_id=first.case_id,
                path=top,
                claims=tuple(group),
                shown=at(document, top),
            )
            for top, group in self._groups().items()
            if _disputed(top, group)
        ]

    def _groups(self) -> dict[Path, list[Claim]]:
        """Return the claims that speak of each other, by the widest path among them."""
        groups: dict[Path, list[Claim]] = {}
        for path in sorted(self._at, key=len):
            top = next(
                (path[:n] for n in range(1, len(path)) if path[:n] in groups), path
            )
            groups.setdefault(top, []).extend(self._at[path])
        return {top: sorted(g, key=_accepted_first) for top, g in groups.items()}


def _put(document: Document, path: Path, value: Json) -> None:
    """Set *path* of *document* in place; None leaves the key out."""
    if value is None:
        return
    part = document
    for key in path[:-1]:
        part = part.setdefault(key, {})
    part[path[-1]] = value


def _sees(change: Change, claimed: Claim) -> bool:
    if claimed.desk == change.desk:
        return True
    return claimed.number is not None and claimed.number <= change.base


def _accepted_first(claimed: Claim) -> tuple[bool, int]:
    return claimed.number is None, claimed.number or 0


def _disputed(top: Path, group: Sequence[Claim]) -> bool:
    if any(c.path != top for c in group):
        return any(c.path == top for c in group) and len(group) > 1
    return any(c.value != group[0].value for c in group)


def _shown(
    top: Path, group: Sequence[Claim], caution: Caution
) -> list[tuple[Path, Json]]:
    """Return the paths and values to show of a group: the first, or the higher risk."""
    if any(c.path != top for c in group):
        first = group[0]
        if first.path == top:
            return [(top, first.value)]
        return [(c.path, c.value) for c in reversed(group) if c.path != top]
    if not _disputed(top, group):
        return [(top, group[0].value)]
    cautious = caution(top, [c.value for c in group])
    return [(top, group[0].value if cautious is None else cautious)]
