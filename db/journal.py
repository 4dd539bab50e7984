"""Changes in the store: a link that stays, a content that may lawfully go."""

import hashlib
import json
import secrets
from collections.abc import Iterator, Mapping

from db.connection import Connection, Row
from iomdesk.journal.change import (
    GENESIS,
    Change,
    Link,
    body_of,
    change_from,
    content_hash,
)
from iomdesk.records.ids import CaseId, DeskId

_CHANGE = """
SELECT content.body, link.desk, link.counter, link.number, link.apart
FROM content JOIN link USING (seq)
"""


class Journal:
    """The journal as one connection sees it."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def append(self, change: Change) -> int:
        """Add an own *change* at the end of its desk's chain; return its seq."""
        salt = secrets.token_hex(16)
        body = body_of(change)
        link = Link(
            desk=change.desk,
            counter=change.counter,
            content_hash=content_hash(body, salt),
            before=self.last_hash(change.desk),
        )
        return self.insert(change, body, link, salt)

    def insert(self, change: Change, body: bytes, link: Link, salt: str) -> int:
        """Add a change, own or foreign, as its link says it was made."""
        seq, chain = self.end()
        seq += 1
        link_hash = link.hash
        self._connection.run(
            "INSERT INTO link (seq, desk, counter, content_hash, before, hash, number,"
            " chain, apart) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                seq,
                link.desk,
                link.counter,
                link.content_hash,
                link.before,
                link_hash,
                change.number,
                next_chain(chain, link_hash),
                apart_text(change.apart),
            ),
        )
        self._connection.run(
            "INSERT INTO content (seq, kind, record_id, case_id, body, salt)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                seq,
                change.kind,
                change.record_id,
                change.case_id,
                body.decode(),
                salt,
            ),
        )
        return seq

    def end(self) -> tuple[int, str]:
        """Return the last seq of the store's own chain, and its hash."""
        row = self._connection.row(
            "SELECT seq, chain FROM link ORDER BY seq DESC LIMIT 1"
        )
        return (int(row[0]), str(row[1])) if row else (0, GENESIS)

    def last_counter(self, desk: str) -> int:
        found = self._connection.value(
            "SELECT max(counter) FROM link WHERE desk = ?", (desk,)
        )
        return int(found or 0)

    def last_hash(self, desk: str) -> str:
        found = self._connection.value(
            "SELECT hash FROM link WHERE desk = ? ORDER BY counter DESC LIMIT 1",
            (desk,),
        )
        return str(found or GENESIS)

    def of_record(self, kind: str, record_id: str) -> list[Change]:
        rows = self._connection.rows(
            _CHANGE + " WHERE content.record_id = ? AND content.kind = ?"
            " ORDER BY content.seq",
            (record_id, kind),
        )
        return [as_change(row) for row in rows]

    def of_case(self, case_id: CaseId, limit: int) -> list[Change]:
        """Return the newest *limit* changes about a case, newest first."""
        rows = self._connection.rows(
            _CHANGE + " WHERE content.case_id = ? ORDER BY content.seq DESC LIMIT ?",
            (case_id, limit),
        )
        return [as_change(row) for row in rows]

    def records(self) -> Iterator[tuple[str, str]]:
        """Yield the kind and id of every record that has changes."""
        for row in self._connection.each(
            "SELECT DISTINCT kind, record_id FROM content ORDER BY record_id, kind"
        ):
            yield str(row[0]), str(row[1])


def next_chain(chain: str, link_hash: str) -> str:
    """Return the store's running hash after one more link."""
    return hashlib.sha256(f"{chain}{link_hash}".encode()).hexdigest()


def apart_text(apart: Mapping[str, str] | None) -> str | None:
    return json.dumps(dict(apart)) if apart else None


def as_change(row: Row) -> Change:
    apart = json.loads(row[4]) if row[4] else None
    return change_from(json.loads(row[0]), DeskId(row[1]), row[2], row[3], apart)
