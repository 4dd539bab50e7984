"""Blobs and access logs at the hub."""

from collections.abc import Sequence

from db.hub.sql import Sql, first
from iomdesk.hub.ports import BlobRow, HoldingId, Upload
from iomdesk.records.ids import BlobHash, DeskId


class BlobTable:
    """Photographs, signatures and documents as one transaction sees them."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def get(self, name: BlobHash) -> BlobRow | None:
        row = first(
            self._sql.rows(
                'SELECT hash, size, media_type, "key" FROM blob WHERE hash = ?', (name,)
            )
        )
        if row is None:
            return None
        return BlobRow(
            hash=BlobHash(row[0]), size=row[1], media_type=row[2], key=row[3]
        )

    def add(self, blob: BlobRow) -> bool:
        added = self._sql.rows(
            'INSERT INTO blob (hash, size, media_type, "key") VALUES (?, ?, ?, ?)'
            " ON CONFLICT (hash) DO NOTHING RETURNING hash",
            (blob.hash, blob.size, blob.media_type, blob.key),
        )
        return bool(added)

    def use(self, name: BlobHash, holding: HoldingId) -> bool:
        added = self._sql.rows(
            "INSERT INTO blob_use (hash, holding) VALUES (?, ?)"
            " ON CONFLICT (hash, holding) DO NOTHING RETURNING hash",
            (name, holding),
        )
        return bool(added)

    def uses(self, name: BlobHash) -> set[HoldingId]:
        rows = self._sql.rows("SELECT holding FROM blob_use WHERE hash = ?", (name,))
        return {HoldingId(row[0]) for row in rows}

    def upload(self, name: BlobHash, key: str) -> Upload | None:
        row = first(
            self._sql.rows(
                'SELECT size, media_type FROM upload WHERE hash = ? AND "key" = ?',
                (name, key),
            )
        )
        if row is None:
            return None
        return Upload(hash=name, key=key, size=row[0], media_type=row[1])

    def begin(self, upload: Upload) -> None:
        self.end(upload)
        self.drop_chunks(upload.hash, upload.key)
        self._sql.run(
            'INSERT INTO upload (hash, "key", size, media_type) VALUES (?, ?, ?, ?)',
            (upload.hash, upload.key, upload.size, upload.media_type),
        )

    def want(self, upload: Upload, holding: HoldingId) -> None:
        self._sql.run(
            'INSERT INTO upload_for (hash, "key", holding) VALUES (?, ?, ?)'
            ' ON CONFLICT (hash, "key", holding) DO NOTHING',
            (upload.hash, upload.key, holding),
        )

    def wanted(self, upload: Upload) -> set[HoldingId]:
        rows = self._sql.rows(
            'SELECT holding FROM upload_for WHERE hash = ? AND "key" = ?',
            (upload.hash, upload.key),
        )
        return {HoldingId(row[0]) for row in rows}

    def end(self, upload: Upload) -> None:
        for table in ("upload_for", "upload"):
            self._sql.run(
                f'DELETE FROM {table} WHERE hash = ? AND "key" = ?',
                (upload.hash, upload.key),
            )

    def chunks(self, name: BlobHash, key: str) -> set[int]:
        rows = self._sql.rows(
            'SELECT n FROM chunk WHERE hash = ? AND "key" = ?', (name, key)
        )
        return {int(row[0]) for row in rows}

    def put_chunk(self, name: BlobHash, key: str, n: int, data: bytes) -> None:
        self._sql.run(
            'INSERT INTO chunk (hash, "key", n, data) VALUES (?, ?, ?, ?)'
            ' ON CONFLICT (hash, "key", n) DO NOTHING',
            (name, key, n, data),
        )

    def chunk(self, name: BlobHash, key: str, n: int) -> bytes | None:
        row = first(
            self._sql.rows(
                'SELECT data FROM chunk WHERE hash = ? AND "key" = ? AND n = ?',
                (name, key, n),
            )
        )
        return bytes(row[0]) if row else None

    def drop_chunks(self, name: BlobHash, key: str) -> None:
        self._sql.run('DELETE FROM chunk WHERE hash = ? AND "key" = ?', (name, key))


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
