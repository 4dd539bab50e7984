"""Records as the fold of the journal, kept beside it so that reading is one row."""

import json
from typing import Any

from attrs import frozen

from db.connection import Connection
from db.journal import Journal
from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict
from iomdesk.journal.fold import Folded, fold
from iomdesk.journal.patch import apply
from iomdesk.kinds.registry import Kinds
from iomdesk.records.codec import Document, from_document, to_document


@frozen(kw_only=True)
class Stored:
    """A record's row: its stored form, and what decides how the next change goes in."""

    id: int
    case_id: str
    document: Document
    foreign_number: int
    sealed_by: str | None
    disputed: bool


class Records:
    """The record table as one connection sees it."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        self._connection = connection
        self._kinds = kinds
        self._journal = Journal(connection)

    def stored(self, kind: str, record_id: str) -> Stored | None:
        row = self._connection.row(
            "SELECT id, case_id, document, foreign_number, sealed_by,"
            " conflicts IS NOT NULL FROM record WHERE record_id = ? AND kind = ?",
            (record_id, kind),
        )
        if row is None:
            return None
        return Stored(
            id=row[0],
            case_id=row[1],
            document=json.loads(row[2]),
            foreign_number=row[3],
            sealed_by=row[4],
            disputed=bool(row[5]),
        )

    def case_of(self, kind: str, record_id: str) -> str | None:
        row = self._connection.row(
            "SELECT case_id FROM record WHERE record_id = ? AND kind = ?",
            (record_id, kind),
        )
        return str(row[0]) if row else None

    def add_own(self, change: Change, before: Stored | None) -> Stored:
        """Bring the record up to an own *change* that is already in the journal.

        Where its author had seen every foreign change and nothing is disputed or
        signed, every live claim is replaced and the patch simply applies; otherwise
        the record is folded anew.
        """
        plain = before is None or (
            before.foreign_number <= change.base
            and change.since is None
            and not before.disputed
            and not before.sealed_by
            and not change.seal
        )
        if not plain:
            return self.refold(change.kind, change.record_id)
        document = apply(before.document if before else {}, change.patch)
        foreign = before.foreign_number if before else 0
        return self._write(change, Folded(document=document), foreign)

    def refold(self, kind: str, record_id: str) -> Stored:
        """Fold the record's changes from the journal and keep the result."""
        changes = self._journal.of_record(kind, record_id)
        own = self._connection.value("SELECT value FROM meta WHERE key = 'desk'")
        desk = json.loads(own) if own else ""
        foreign = max((c.number or 0 for c in changes if c.desk != desk), default=0)
        folded = fold(changes, self._kinds.caution(kind))
        return self._write(changes[0], folded, foreign)

    def _write(self, change: Change, folded: Folded, foreign: int) -> Stored:
        conflicts = conflicts_text(folded.conflicts, self._kinds)
        values = (
            document_text(folded.document),
            foreign,
            folded.sealed_by,
            conflicts,
        )
        row = self._connection.row(
            "INSERT INTO record (kind, record_id, case_id, document, foreign_number,"
            " sealed_by, conflicts) VALUES (?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (record_id, kind) DO UPDATE SET"
            " document = excluded.document,"
            " foreign_number = max(excluded.foreign_number, record.foreign_number),"
            " sealed_by = excluded.sealed_by, conflicts = excluded.conflicts"
            " RETURNING id, foreign_number",
            (change.kind, change.record_id, change.case_id, *values),
        )
        return Stored(
            id=int(row[0]) if row else 0,
            case_id=change.case_id,
            document=folded.document,
            foreign_number=int(row[1]) if row else foreign,
            sealed_by=folded.sealed_by,
            disputed=conflicts is not None,
        )

    def note_seen(self, case_id: str, number: int) -> None:
        """Note that all is here that was done on a case up to the hub's *number*."""
        self._connection.run(
            "UPDATE record SET foreign_number = max(foreign_number, ?)"
            " WHERE case_id = ?",
            (number, case_id),
        )

    def conflicts(self, case_id: str | None = None) -> list[Conflict]:
        narrowed = "AND case_id = ?" if case_id else ""
        # Left alone, the order would have every record read for the few in dispute.
        rows = self._connection.rows(
            "SELECT conflicts FROM record INDEXED BY record_disputed"
            f" WHERE conflicts IS NOT NULL {narrowed} ORDER BY id",
            (case_id,) if case_id else (),
        )
        return [c for row in rows for c in conflicts_from(row[0])]

    def documents(
        self, kind: str, case_id: str, newest: int | None = None
    ) -> list[Document]:
        """Return stored forms, oldest first; only the *newest* few where asked."""
        rows = self._connection.rows(
            "SELECT document FROM record WHERE case_id = ? AND kind = ?"
            " ORDER BY id DESC LIMIT ?",
            (case_id, kind, -1 if newest is None else newest),
        )
        return [json.loads(row[0]) for row in reversed(rows)]


def document_text(document: Document) -> str:
    """Return a stored form as text, in the order that the journal's text has.

    So a record of one change is, letter for letter, that change's patch.
    """
    return json.dumps(
        document, ensure_ascii=False, separators=(",", ":"), sort_keys=True
    )


def conflicts_text(conflicts: tuple[Conflict, ...], kinds: Kinds) -> str | None:
    """Return conflicts as the record table keeps them, None where nobody is asked."""
    asked = [c for c in conflicts if kinds.asks_people(c)]
    if not asked:
        return None
    said = [
        to_document(c)
        | {
            "shown": c.shown,
            "path": list(c.path),
            "claims": [_claim(k) for k in c.claims],
        }
        for c in asked
    ]
    return json.dumps(said, ensure_ascii=False)


def conflicts_from(text: str) -> list[Conflict]:
    return [from_document(Conflict, said) for said in json.loads(text)]


def _claim(claim: Any) -> Document:
    return (
        {"value": None, "number": None}
        | to_document(claim)
        | {"path": list(claim.path)}
    )
