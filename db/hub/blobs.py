"""Blobs and access logs at the hub."""

from collections.abc import Sequence

from db.hub.sql import Sql, first, upsert
from iomdesk.hub.ports import BlobRow
from iomdesk.ids import BlobHash, CaseId, DeskId

_BLOB = ("hash", "size", "media_type", "complete")


class BlobTable:
    """Photographs, signatures and documents as one transaction sees them."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def get(self, name: BlobHash) -> BlobRow | None:
        row = first(
            self._sql.rows(
                f"SELECT {', '.join(_BLOB)} FROM blob WHERE hash = ?", (name,)
            )
        )
        if row is None:
            return None
        return BlobRow(
            hash=BlobHash(row[0]),
            size=row[1],
            media_type=row[2],
            complete=bool(row[3]),
        )

    def save(self, blob: BlobRow) -> None:
        self._sql.run(
            upsert("blob", "hash", _BLOB),
            (blob.hash, blob.size, blob.media_type, int(blob.complete)),
        )

    def use(self, name: BlobHash, case_id: CaseId) -> None:
        self._sql.run(
            "INSERT INTO blob_use (hash, case_id) VALUES (?, ?)"
            " ON CONFLICT (hash, case_id) DO NOTHING",
            (name, case_id),
        )

    def cases(self, name: BlobHash) -> set[CaseId]:
        rows = self._sql.rows("SELECT case_id FROM blob_use WHERE hash = ?", (name,))
        return {CaseId(row[0]) for row in rows}

    def chunks(self, name: BlobHash) -> set[int]:
        rows = self._sql.rows("SELECT n FROM chunk WHERE hash = ?", (name,))
        return {int(row[0]) for row in rows}

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> None:
        self._sql.run(
            "INSERT INTO chunk (hash, n, data) VALUES (?, ?, ?)"
            " ON CONFLICT (hash, n) DO NOTHING",
            (name, n, data),
        )

    def chunk(self, name: BlobHash, n: int) -> bytes | None:
        row = first(
            self._sql.rows("SELECT data FROM chunk WHERE hash = ? AND n = ?", (name, n))
        )
        return bytes(row[0]) if row else None

    def drop_chunks(self, name: BlobHash) -> None:
        self._sql.run("DELETE FROM chunk WHERE hash = ?", (name,))


class AccessTable:
    """The access logs of desks, as they came."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def last(self, desk: DeskId) -> int:
        rows = self._sql.rows("SELECT max(seq) FROM access WHERE desk = ?", (desk,))
        return int(rows[0][0] or 0)

    def between(self, desk: DeskId, first: int, last: int) -> list[str]:
        rows = self._sql.rows(
            "SELECT body FROM access WHERE desk = ? AND seq BETWEEN ? AND ?"
            " ORDER BY seq",
            (desk, first, last),
        )
        return [str(row[0]) for row in rows]

    def add(self, desk: DeskId, rows: Sequence[tuple[int, str]]) -> None:
        self._sql.insert(
            "access",
            ("desk", "seq", "body"),
            [(desk, seq, body) for seq, body in rows],
        )
