"""Photographs, signatures and documents, in chunks inside the encrypted file."""

import hashlib
from collections.abc import Iterator

from db.connection import Connection
from iomdesk.errors import NotFound, StoreDamaged
from iomdesk.records.ids import BlobHash

CHUNK = 262_144
"""Bytes in a chunk."""


class Blobs:
    """Blobs as one connection sees them."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def put(self, content: bytes, media_type: str) -> BlobHash:
        """Keep *content* under its SHA-256; the same content is kept once."""
        name = BlobHash(hashlib.sha256(content).hexdigest())
        if self.has(name):
            return name
        self._connection.run(
            "INSERT INTO blob (hash, size, media_type, complete) VALUES (?, ?, ?, 1)"
            " ON CONFLICT (hash) DO UPDATE SET complete = 1",
            (name, len(content), media_type),
        )
        for n in range((len(content) + CHUNK - 1) // CHUNK):
            self.put_chunk(name, n, content[n * CHUNK : (n + 1) * CHUNK])
        return name

    def expect(self, name: str, size: int, media_type: str) -> None:
        """Note a blob that is elsewhere and will come in chunks."""
        self._connection.run(
            "INSERT OR IGNORE INTO blob (hash, size, media_type, complete)"
            " VALUES (?, ?, ?, 0)",
            (name, size, media_type),
        )

    def put_chunk(self, name: str, n: int, data: bytes) -> None:
        self._connection.run(
            "INSERT OR IGNORE INTO chunk (hash, n, data) VALUES (?, ?, ?)",
            (name, n, data),
        )

    def use(self, name: str, case_id: str) -> None:
        """Note that a case needs the blob, so that disposal knows whose it is."""
        self._connection.run(
            "INSERT OR IGNORE INTO blob_use (hash, case_id) VALUES (?, ?)",
            (name, case_id),
        )

    def has(self, name: str) -> bool:
        return bool(
            self._connection.value("SELECT complete FROM blob WHERE hash = ?", (name,))
        )

    def get(self, name: BlobHash) -> bytes:
        """Return the content, checked against its name."""
        if not self.has(name):
            raise NotFound("The picture or document has not reached this laptop yet.")
        content = b"".join(self.chunks(name))
        if hashlib.sha256(content).hexdigest() != name:
            raise StoreDamaged(
                "A picture or document in the store is damaged. Restore a backup."
            )
        return content

    def chunks(self, name: str) -> Iterator[bytes]:
        for row in self._connection.each(
            "SELECT data FROM chunk WHERE hash = ? ORDER BY n", (name,)
        ):
            yield bytes(row[0])

    def names(self) -> list[str]:
        return [
            str(row[0])
            for row in self._connection.rows(
                "SELECT hash FROM blob WHERE complete ORDER BY hash"
            )
        ]

    def forget_case(self, case_id: str) -> None:
        """Remove the blobs that only this case used."""
        only = (
            "SELECT hash FROM blob_use WHERE case_id = ? AND hash NOT IN"
            " (SELECT hash FROM blob_use WHERE case_id <> ?)"
        )
        both = (case_id, case_id)
        self._connection.run(f"DELETE FROM chunk WHERE hash IN ({only})", both)
        self._connection.run(f"DELETE FROM blob WHERE hash IN ({only})", both)
        self._connection.run("DELETE FROM blob_use WHERE case_id = ?", (case_id,))
