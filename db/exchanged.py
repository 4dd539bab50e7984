"""The journal as it goes to the hub and comes from it."""

import json
from collections.abc import Mapping

from attrs import frozen

from db.connection import Connection, Row
from db.journal import Journal, apart_text
from db.meta import acknowledged, desk_id
from db.unsent import unsent
from iomdesk.journal.change import GENESIS, Change, Link, change_from, content_hash
from iomdesk.records.codec import canonical
from iomdesk.records.ids import CaseId, DeskId
from iomdesk.sync.ports import Batch
from iomdesk.sync.protocol import LARGEST_CONTENT, Event, Head, Sent

_OWN = """
SELECT link.counter, link.content_hash, link.hash, content.body, content.salt
FROM link LEFT JOIN content USING (seq)
WHERE link.desk = ? AND link.counter > ? ORDER BY link.counter LIMIT ?
"""


class Differs(Exception):
    """What came is not what this desk holds under the same name."""


@frozen(kw_only=True)
class Arrived:
    """A change as it came, parsed and hashed; a content that is no change raises."""

    change: Change
    body: bytes
    salt: str
    hash: str
    before: str | None

    @classmethod
    def of(cls, event: Event) -> "Arrived":
        if not isinstance(event.content.get("patch"), dict):
            raise TypeError("It does not say what was altered.")
        body, salt = canonical(event.content), event.salt or ""
        desk, counter = DeskId(event.desk or ""), event.counter or 0
        return cls(
            change=change_from(event.content, desk, counter, event.number, event.apart),
            body=body,
            salt=salt,
            hash=content_hash(body, salt),
            before=event.before,
        )


class Exchanged:
    """Own changes on their way out, everybody's on their way in."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._journal = Journal(connection)
        self._desk = desk_id(connection)

    def head(self) -> Head:
        """Return the last link of this desk's own chain."""
        row = self._connection.row(
            "SELECT counter, hash FROM link WHERE desk = ?"
            " ORDER BY counter DESC LIMIT 1",
            (self._desk,),
        )
        return Head(counter=row[0], hash=row[1]) if row else _NO_HEAD

    def batch(self, rows: int, size: int) -> Batch:
        """Return the next own changes to send: one at least, else as many as fit."""
        after = acknowledged(self._connection)
        sent: list[Sent] = []
        last: Head | None = None
        for row in self._connection.each(_OWN, (self._desk, after, rows)):
            size -= len(row[3] or "")
            if sent and size < 0:
                break
            sent.append(_sent(row))
            last = Head(counter=row[0], hash=row[2])
        return Batch(changes=sent, last=last)

    def unsent(self, case_id: str | None = None) -> int:
        """Count own changes that the hub has not acknowledged, of one case if given."""
        return unsent(self._connection, case_id)

    def own(self, counter: int) -> Change | None:
        """Return an own change, if its content is still here."""
        row = self._connection.row(
            "SELECT content.body, link.number FROM link JOIN content USING (seq)"
            " WHERE link.desk = ? AND link.counter = ?",
            (self._desk, counter),
        )
        if row is None:
            return None
        return change_from(json.loads(row[0]), DeskId(self._desk), counter, row[1])

    def shared_records(self, first: int, last: int) -> dict[tuple[str, str], CaseId]:
        """Return the records of own changes in which others have a say.

        In the rest the place that the hub gives a change alters nothing.
        """
        rows = self._connection.rows(
            "SELECT DISTINCT record.kind, record.record_id, record.case_id"
            " FROM link JOIN content USING (seq)"
            " JOIN record ON record.record_id = content.record_id"
            " AND record.kind = content.kind"
            " WHERE link.desk = ? AND link.counter BETWEEN ? AND ?"
            " AND (record.foreign_number > 0 OR record.conflicts IS NOT NULL)",
            (self._desk, first, last),
        )
        return {(row[0], row[1]): CaseId(row[2]) for row in rows}

    def number(
        self,
        desk: str,
        counter: int,
        number: int,
        apart: Mapping[str, str] | None = None,
    ) -> None:
        """Note the place that the hub gave a change, and the side it was made on."""
        self._connection.run(
            "UPDATE link SET number = ?, apart = ?"
            " WHERE desk = ? AND counter = ? AND fork = 0",
            (number, apart_text(apart), desk, counter),
        )

    def keep(self, arrived: Arrived) -> bool:
        """Put a change into the journal; say False where its content was here."""
        change = arrived.change
        held = self._connection.row(
            "SELECT seq, content_hash FROM link"
            " WHERE desk = ? AND counter = ? AND fork = 0",
            (change.desk, change.counter),
        )
        if held is None:
            self._journal.insert(
                change, arrived.body, self._link(arrived), arrived.salt
            )
            return True
        if held[1] != arrived.hash:
            raise Differs("It is not what this laptop holds under the same name.")
        if change.number:
            self.number(change.desk, change.counter, change.number, change.apart)
        return self._put_back(held[0], arrived)

    def _link(self, arrived: Arrived) -> Link:
        change = arrived.change
        return Link(
            desk=change.desk,
            counter=change.counter,
            content_hash=arrived.hash,
            before=arrived.before or self._hash_of(change.desk, change.counter - 1),
        )

    def _hash_of(self, desk: str, counter: int) -> str:
        found = self._connection.value(
            "SELECT hash FROM link WHERE desk = ? AND counter = ? AND fork = 0",
            (desk, counter),
        )
        return str(found or GENESIS)

    def _put_back(self, seq: int, arrived: Arrived) -> bool:
        """Put a removed content in again, now that its case is back."""
        if self._connection.value("SELECT 1 FROM content WHERE seq = ?", (seq,)):
            return False
        change = arrived.change
        self._connection.run(
            "INSERT INTO content (seq, kind, record_id, case_id, body, salt)"
            " VALUES (?, ?, ?, ?, ?, ?)",
            (
                seq,
                change.kind,
                change.record_id,
                change.case_id,
                arrived.body.decode(),
                arrived.salt,
            ),
        )
        return True


def _sent(row: Row) -> Sent:
    counter, content_hash_, _, body, salt = row
    if body is None or len(body) > LARGEST_CONTENT:
        return Sent(counter=counter, content_hash=content_hash_)
    return Sent(counter=counter, content=json.loads(body), salt=salt)


_NO_HEAD = Head(counter=0, hash=GENESIS)
