"""The access log: append-only, hash-chained (DPA 2018 s.62)."""

import hashlib
import json
import sys
from collections.abc import Mapping
from datetime import datetime

from db.connection import Connection, Row
from iomdesk.journal.change import GENESIS
from iomdesk.ports import AccessRow, Operation
from iomdesk.records.codec import Document, Json, canonical
from iomdesk.records.ids import CaseId


class AccessLog:
    """The access log as one connection sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(
        self,
        at: datetime,
        officer: str,
        operation: Operation,
        case_id: str | None,
        detail: Mapping[str, Json],
    ) -> None:
        seq, chain = self.end()
        said = [
            seq + 1,
            at.isoformat(),
            officer,
            operation.value,
            case_id,
            dict(detail),
        ]
        self._connection.run(
            "INSERT INTO access (seq, at, officer, operation, case_id, detail, chain)"
            " VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*said[:5], json.dumps(said[5]), access_chain(chain, said)),
        )

    def end(self) -> tuple[int, str]:
        """Return the number of the last row, and its hash."""
        row = self._connection.row(
            "SELECT seq, chain FROM access ORDER BY seq DESC LIMIT 1"
        )
        return (int(row[0]), str(row[1])) if row else (0, GENESIS)

    def rows(self, case_id: str | None, limit: int) -> list[AccessRow]:
        """Return the newest rows first, of one case where given."""
        narrowed = "WHERE case_id = ?" if case_id else ""
        found = self._connection.rows(
            "SELECT seq, at, officer, operation, case_id, detail FROM access "
            f"{narrowed} ORDER BY seq DESC LIMIT ?",
            (case_id, limit) if case_id else (limit,),
        )
        return [_access_row(row) for row in found]

    def after(self, seq: int, limit: int, size: int = sys.maxsize) -> list[Document]:
        """Return the rows after *seq* as they travel; their chain can be computed.

        They are one at least, else as many as fit into *size* letters of detail.
        """
        found: list[Row] = []
        for row in self._connection.each(
            "SELECT seq, at, officer, operation, case_id, detail, chain FROM access"
            " WHERE seq > ? ORDER BY seq LIMIT ?",
            (seq, limit),
        ):
            size -= len(row[5])
            if found and size < 0:
                break
            found.append(row)
        last = len(found) - 1
        return [_travelling(row, whole=n == last) for n, row in enumerate(found)]

    def first_fault(self) -> int | None:
        """Return the first row whose hash is not what the rows before it give."""
        chain, expected = GENESIS, 1
        for row in self._connection.each(
            "SELECT seq, at, officer, operation, case_id, detail, chain"
            " FROM access ORDER BY seq"
        ):
            said = [*row[:5], json.loads(row[5])]
            chain = access_chain(chain, said)
            if row[0] != expected or chain != row[6]:
                return int(row[0])
            expected += 1
        return None


def access_chain(chain: str, said: list[Json]) -> str:
    return hashlib.sha256(chain.encode() + canonical(said)).hexdigest()


def _travelling(row: Row, *, whole: bool) -> Document:
    """Return a row as it is sent; the last one of a page tells the chain's hash."""
    names = ("seq", "at", "officer", "operation", "case_id")
    said: Document = dict(zip(names, row, strict=False)) | {
        "detail": json.loads(row[5])
    }
    return said | {"chain": row[6]} if whole else said


def _access_row(row: Row) -> AccessRow:
    return AccessRow(
        seq=row[0],
        at=datetime.fromisoformat(row[1]),
        officer=row[2],
        operation=Operation(row[3]),
        case_id=CaseId(row[4]) if row[4] else None,
        detail=json.loads(row[5]),
    )
