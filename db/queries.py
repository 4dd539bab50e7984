"""Reads for lists and screens."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from db.access import AccessLog
from db.blobs import Blobs
from db.case_rows import CaseRows, case_row
from db.connection import Connection, Row
from db.journal import Journal
from db.listed import Listed, count_listed, listed
from db.meta import cursor, meta
from db.packs import packs
from db.records import Records
from db.search import count_people, narrative_rows, people
from db.unsent import unsent
from iomdesk.cases.finding import plain_reference
from iomdesk.due.lapsing import LAPSING
from iomdesk.errors import NotFound
from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict
from iomdesk.kinds.registry import Kinds
from iomdesk.ports import (
    AccessRow,
    CaseFilter,
    CaseRow,
    Draft,
    DueRow,
    Found,
    Opened,
    Record,
    SyncState,
)
from iomdesk.records.codec import Json, from_document
from iomdesk.records.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.signed_pack import Pack

R = TypeVar("R", bound=Record)

_VALUES = frozenset({"officer", "team", "cohorts", "pillar", "rag", "risk", "mappa"})
_DRAFT = "SELECT id, form, case_id, body, opened, started_at, saved_at FROM draft"
_DUE = "SELECT case_id, kind, what, due_on, why, record_id, rules FROM due"


class StoreQueries:
    """Reads on one connection; *refresh_due* brings the due list up first."""

    def __init__(
        self,
        connection: Connection,
        kinds: Kinds,
        refresh_due: Callable[[], None] | None = None,
    ) -> None:
        self._connection = connection
        self._refresh_due = refresh_due or (lambda: None)
        self._records = Records(connection, kinds)

    def cases(
        self, narrow: CaseFilter, *, limit: int = 500, offset: int = 0
    ) -> CaseRows:
        return CaseRows(people(self._connection, narrow, limit, offset))

    def count_cases(self, narrow: CaseFilter) -> int:
        return count_people(self._connection, narrow)

    def case_values(self, column: str) -> list[str]:
        if column not in _VALUES:
            raise NotFound(f"The list of people has no column {column}.")
        rows = self._connection.rows(
            f"SELECT DISTINCT {column} FROM caseload WHERE {column} <> ''"
        )
        said = {part for row in rows for part in str(row[0]).split("|") if part}
        return sorted(said)

    def find_case(self, reference: str) -> CaseId:
        exact = self._connection.value(
            "SELECT case_id FROM caseload WHERE case_id = ?", (reference,)
        )
        if exact:
            return CaseId(exact)
        rows = self._connection.rows(
            "SELECT DISTINCT case_id FROM case_reference WHERE value IN (?, ?)",
            (plain_reference(reference), plain_reference(reference, "")),
        )
        if len(rows) > 1:
            raise NotFound(
                f"{len(rows)} people have the reference {reference}. Use the case id."
            )
        if not rows:
            raise NotFound(f"Nobody on this laptop has the reference {reference}.")
        return CaseId(rows[0][0])

    def case_references(self) -> dict[str, list[CaseId]]:
        held: dict[str, list[CaseId]] = {}
        for kind, value, case_id in self._connection.each(
            "SELECT type, value, case_id FROM case_reference"
        ):
            held.setdefault(f"{kind}:{value}", []).append(CaseId(case_id))
        return held

    def case_row(self, case_id: CaseId) -> CaseRow | None:
        text = self._connection.value(
            "SELECT row FROM caseload WHERE case_id = ?", (case_id,)
        )
        return case_row(text) if text else None

    def records(
        self, kind: type[R], case_id: CaseId, *, newest: int | None = None
    ) -> list[R]:
        documents = self._records.documents(kind.KIND, case_id, newest)
        return [from_document(kind, document) for document in documents]

    def get(self, kind: type[R], record_id: str) -> R:
        return from_document(kind, self.opened(kind, record_id).document)

    def opened(self, kind: type[Any], record_id: str) -> Opened:
        with self._one_moment():
            stored = self._records.stored(kind.KIND, record_id)
        if stored is None:
            raise NotFound(f"There is no such {kind.KIND} on this laptop.")
        return Opened(
            kind=kind.KIND,
            record_id=record_id,
            document=stored.document,
            base=stored.foreign_number,
        )

    def due(self, *, on: date, until: date, limit: int = 500) -> list[DueRow]:
        self._refresh_due()
        rows = self._connection.rows(
            _DUE + " WHERE due_on <= ? AND (due_on >= ? OR kind NOT IN"
            f" ({', '.join('?' * len(LAPSING))}))"
            " ORDER BY due_on, what, case_id LIMIT ?",
            (until.isoformat(), on.isoformat(), *sorted(LAPSING), limit),
        )
        return [_due_row(row) for row in rows]

    def due_of(self, case_id: CaseId) -> list[DueRow]:
        self._refresh_due()
        rows = self._connection.rows(
            _DUE + " WHERE case_id = ? ORDER BY due_on, what", (case_id,)
        )
        return [_due_row(row) for row in rows]

    def conflicts(self, case_id: CaseId | None = None) -> list[Conflict]:
        return self._records.conflicts(case_id)

    def conflict(self, conflict_id: str) -> Conflict:
        for conflict in self.conflicts():
            if conflict.id == conflict_id:
                return conflict
        raise NotFound("There is no such conflict; it may have been settled.")

    def history(self, case_id: CaseId, *, limit: int = 200) -> list[Change]:
        return Journal(self._connection).of_case(case_id, limit)

    def narrative(self, text: str, *, limit: int = 50) -> list[Found]:
        return narrative_rows(self._connection, text, limit)

    def drafts(self) -> list[Draft]:
        rows = self._connection.rows(_DRAFT + " ORDER BY saved_at DESC")
        return [_draft(row) for row in rows]

    def draft(self, draft_id: str) -> Draft | None:
        row = self._connection.row(_DRAFT + " WHERE id = ?", (draft_id,))
        return _draft(row) if row else None

    def blob(self, sha256: BlobHash) -> bytes:
        return Blobs(self._connection).get(sha256)

    def access_log(
        self, case_id: CaseId | None = None, *, limit: int = 500
    ) -> list[AccessRow]:
        return AccessLog(self._connection).rows(case_id, limit)

    def officers(self) -> dict[OfficerId, str]:
        """Return the names of officers at other desks, as the hub says them."""
        names = listed(self._connection, Listed.OFFICER)
        return {OfficerId(officer): name for officer, name in names.items()}

    def sync_state(self) -> SyncState:
        desk = DeskId(str(meta(self._connection, "desk")))
        last = meta(self._connection, "synced_at")
        conflicts = self._connection.value(
            "SELECT coalesce(sum(json_array_length(conflicts)), 0) FROM record"
            " WHERE conflicts IS NOT NULL"
        )
        return SyncState(
            desk=desk,
            hub=meta(self._connection, "hub"),
            cursor=cursor(self._connection),
            unsent=unsent(self._connection),
            last_synced_at=datetime.fromisoformat(last) if last else None,
            conflicts=int(conflicts),
            returned=count_listed(self._connection, Listed.RETURNED),
        )

    def setting(self, key: str) -> Json:
        return meta(self._connection, f"setting:{key}")

    def packs(self) -> list[Pack]:
        return packs(self._connection)

    def pack_keys(self) -> list[str]:
        return list(meta(self._connection, "pack_keys") or [])

    def is_made_by_force(self) -> bool:
        return bool(meta(self._connection, "made_by_force"))

    def _one_moment(self) -> Any:
        from contextlib import nullcontext  # noqa: PLC0415

        inside = self._connection.raw.in_transaction
        return nullcontext() if inside else self._connection.reading()


def _due_row(row: Row) -> DueRow:
    return DueRow(
        case_id=CaseId(row[0]),
        kind=row[1],
        what=row[2],
        due_on=date.fromisoformat(row[3]),
        why=row[4],
        record_id=row[5],
        rules=row[6],
    )


def _draft(row: Row) -> Draft:
    return Draft(
        id=row[0],
        form=row[1],
        case_id=CaseId(row[2]) if row[2] else None,
        body=json.loads(row[3]),
        opened=from_document(Opened, json.loads(row[4])) if row[4] else None,
        started_at=datetime.fromisoformat(row[5]),
        saved_at=datetime.fromisoformat(row[6]),
    )
