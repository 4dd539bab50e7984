"""What a desk reads: everything numbered, as far as it is granted to it.

A desk reads in the order of two numbers. The first is the number of the thing itself
or, where the case came to the desk later, of the grant; the second is always its own.
So a newly granted case arrives with its whole history, and a page may end anywhere.
"""

import json
from collections.abc import Mapping, Sequence

from db.connection import Row
from db.hub.sql import Sql
from iomdesk.hub.ports import HoldingId, Sized
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId, DeskId
from iomdesk.sync.protocol import Event, EventKind, Position

_CHANGES = (
    "SELECT g.number, c.number, c.body, c.desk, c.counter, c.salt, c.before, c.apart"
    " FROM granted g JOIN change c ON c.holding = g.holding"
)
_BLOBS = (
    "SELECT g.number, c.number, c.content, g.case_id"
    " FROM granted g JOIN event c ON c.holding = g.holding AND c.kind = 'blob'"
)
_LIVE = (
    " WHERE g.desk = ? AND g.held = 1 AND c.number > ? AND c.number <= ?"
    " AND c.number > g.number AND {foreign} ORDER BY c.number LIMIT ?"
)
_HISTORY = (
    " WHERE g.desk = ? AND g.held = 1 AND g.silent = 0"
    " AND g.number >= ? AND g.number <= ? AND c.number < g.number"
    " AND (g.number > ? OR c.number > ?) ORDER BY g.number, c.number LIMIT ?"
)


class StreamTable:
    """The stream as one transaction sees it."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(
        self,
        number: int,
        kind: EventKind,
        *,
        holding: HoldingId | None = None,
        desk: DeskId | None = None,
        content: Mapping[str, Json] | None = None,
    ) -> None:
        self._sql.run(
            "INSERT INTO event (number, kind, holding, desk, content)"
            " VALUES (?, ?, ?, ?, ?)",
            (number, kind.value, holding, desk, json.dumps(content or {})),
        )

    def page(self, desk: DeskId, after: Position, up_to: int, rows: int) -> list[Sized]:
        found = [
            *self._access(desk, after, up_to, rows),
            *self._officers(after, up_to, rows),
            *self._live(desk, after, up_to, rows),
        ]
        if any(each.event.kind is EventKind.GRANT for each in found):
            found += self._histories(desk, after, up_to, rows)
        return sorted(found, key=lambda each: each.event.position)[:rows]

    def _access(
        self, desk: DeskId, after: Position, up_to: int, rows: int
    ) -> list[Sized]:
        """Return the grants and withdrawals; a grant closes its case's history."""
        found = self._sql.rows(
            "SELECT number, held, case_id FROM granted WHERE desk = ? AND silent = 0"
            " AND (number > ? OR (number = ? AND number > ?)) AND number <= ?"
            " ORDER BY number LIMIT ?",
            (desk, after.key, after.key, after.within, up_to, rows),
        )
        return [_access_event(row) for row in found]

    def _officers(self, after: Position, up_to: int, rows: int) -> list[Sized]:
        found = self._sql.rows(
            "SELECT number, content FROM event WHERE kind = 'officer'"
            " AND number > ? AND number <= ? ORDER BY number LIMIT ?",
            (after.key, up_to, rows),
        )
        return [_officer_event(row) for row in found]

    def _live(
        self, desk: DeskId, after: Position, up_to: int, rows: int
    ) -> list[Sized]:
        """Return what others did since on cases that the desk had already."""
        values = (desk, after.key, up_to, desk, rows)
        changes = _LIVE.format(foreign="(c.desk <> ? OR c.late = 1)")
        blobs = _LIVE.format(foreign="c.desk <> ?")
        return [
            *(_change_event(r) for r in self._sql.rows(_CHANGES + changes, values)),
            *(_blob_event(r) for r in self._sql.rows(_BLOBS + blobs, values)),
        ]

    def _histories(
        self, desk: DeskId, after: Position, up_to: int, rows: int
    ) -> list[Sized]:
        """Return all that was ever done on newly granted cases, by this desk too."""
        values = (desk, after.key, up_to, after.key, after.within, rows)
        return [
            *(_change_event(r) for r in self._sql.rows(_CHANGES + _HISTORY, values)),
            *(_blob_event(r) for r in self._sql.rows(_BLOBS + _HISTORY, values)),
        ]


def _access_event(row: Row) -> Sized:
    kind = EventKind.GRANT if row[1] else EventKind.WITHDRAWAL
    event = Event(number=row[0], kind=kind, case_id=CaseId(row[2]))
    return Sized(event=event, size=0)


def _officer_event(row: Row) -> Sized:
    event = Event(number=row[0], kind=EventKind.OFFICER, content=json.loads(row[1]))
    return Sized(event=event, size=len(row[1]))


def _change_event(row: Row) -> Sized:
    event = Event(
        number=row[1],
        grant=_grant(row),
        desk=DeskId(row[3]),
        counter=row[4],
        salt=row[5],
        before=row[6],
        apart=json.loads(row[7]) or None,
        content=json.loads(row[2]),
    )
    return Sized(event=event, size=len(row[2]))


def _blob_event(row: Row) -> Sized:
    event = Event(
        number=row[1],
        kind=EventKind.BLOB,
        grant=_grant(row),
        case_id=CaseId(row[3]),
        content=json.loads(row[2]),
    )
    return Sized(event=event, size=len(row[2]))


def _grant(row: Sequence[int]) -> int | None:
    """Return the grant's number inside a history, and nothing outside of one."""
    return row[0] if row[0] > row[1] else None
