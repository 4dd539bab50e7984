"""Photographs and documents on their way to the hub and from it, chunk by chunk."""

import hashlib
import json

from db.blobs import CHUNK, Blobs
from db.connection import Connection
from db.derived import blob_names
from db.meta import meta, own_desks
from iomdesk.errors import NotFound
from iomdesk.records.ids import BlobHash, CaseId
from iomdesk.sync.ports import Wanted
from iomdesk.sync.protocol import BlobOffer


class BlobLane:
    """Blobs as they travel."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._blobs = Blobs(connection)

    def offers(self, limit: int) -> tuple[list[BlobOffer], dict[str, int]]:
        """Return blobs of own, acknowledged changes, and the counters they reach."""
        marks: dict[str, int] = meta(self._connection, "blobs_sent") or {}
        found: dict[tuple[str, str], BlobOffer] = {}
        reached = dict(marks)
        for desk, up_to in own_desks(self._connection).items():
            if len(found) < limit:
                after = marks.get(desk, 0)
                reached[desk] = self._offers_of(desk, after, up_to, found, limit)
        return list(found.values()), reached

    def _offers_of(
        self,
        desk: str,
        after: int,
        up_to: int,
        found: dict[tuple[str, str], BlobOffer],
        limit: int,
    ) -> int:
        """Add the offers of one desk's changes to *found*; return how far it came."""
        for counter, body in self._connection.rows(
            "SELECT link.counter, content.body FROM link JOIN content USING (seq)"
            " WHERE desk = ? AND counter > ? AND counter <= ?"
            " AND instr(content.body, 'blob') ORDER BY counter",
            (desk, after, up_to),
        ):
            if len(found) >= limit:
                return int(counter) - 1
            said = json.loads(body)
            for name in blob_names(said["patch"]):
                if offer := self._offer(name, said["case_id"]):
                    found[name, offer.case_id] = offer
        return up_to

    def unsent(self, case_id: str) -> bool:
        """Say whether own work on a case names what was not yet offered to the hub."""
        marks: dict[str, int] = meta(self._connection, "blobs_sent") or {}
        return any(
            self._connection.value(
                "SELECT 1 FROM content JOIN link USING (seq) WHERE case_id = ?"
                " AND desk = ? AND counter > ? AND instr(body, 'blob') LIMIT 1",
                (case_id, desk, marks.get(desk, 0)),
            )
            for desk in own_desks(self._connection)
        )

    def chunk(self, name: BlobHash, n: int) -> bytes:
        found = self._connection.value(
            "SELECT data FROM chunk WHERE hash = ? AND n = ?", (name, n)
        )
        if found is None:
            raise NotFound("A part of a picture or document is not here.")
        return bytes(found)

    def wanted(self, limit: int) -> list[Wanted]:
        """Return blobs that cases here need and that are not whole yet."""
        rows = self._connection.rows(
            "SELECT hash, size FROM blob WHERE NOT complete AND hash IN"
            " (SELECT hash FROM blob_use) ORDER BY hash LIMIT ?",
            (limit,),
        )
        return [self._wanted(BlobHash(name), size) for name, size in rows]

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> None:
        self._blobs.put_chunk(name, n, data)

    def completed(self, name: BlobHash) -> bool:
        """Keep a blob if it is what its name says; drop its chunks if not."""
        found = hashlib.sha256()
        for data in self._blobs.chunks(name):
            found.update(data)
        if found.hexdigest() != name:
            self._connection.run("DELETE FROM chunk WHERE hash = ?", (name,))
            return False
        self._connection.run("UPDATE blob SET complete = 1 WHERE hash = ?", (name,))
        return True

    def _offer(self, name: str, case_id: str) -> BlobOffer | None:
        row = self._connection.row(
            "SELECT size, media_type FROM blob WHERE hash = ? AND complete", (name,)
        )
        if row is None or not row[0]:
            return None
        return BlobOffer(
            hash=BlobHash(name),
            size=row[0],
            media_type=row[1],
            case_id=CaseId(case_id),
        )

    def _wanted(self, name: BlobHash, size: int) -> Wanted:
        rows = self._connection.rows("SELECT n FROM chunk WHERE hash = ?", (name,))
        held = {row[0] for row in rows}
        count = (size + CHUNK - 1) // CHUNK
        return Wanted(hash=name, chunks=[n for n in range(count) if n not in held])
