"""The lanes beside the turn: access logs, returned work, and heads."""

import json
from collections.abc import Sequence

from attrs import frozen

from iomdesk.hub.exchange import returned_to
from iomdesk.hub.ports import ChangeRow, DeskRow, HubWork
from iomdesk.records.codec import Document, canonical
from iomdesk.sync.plain import number_from
from iomdesk.sync.refusal import Refused, Why


@frozen(kw_only=True)
class LogRow:
    """A row of a desk's access log as it came, in its canonical form."""

    seq: int
    body: str

    @classmethod
    def of(cls, said: Document) -> "LogRow":
        """Return the row; the running hash that closes a page is no part of it."""
        row = {key: value for key, value in said.items() if key != "chain"}
        return cls(seq=number_from(row["seq"]), body=canonical(row).decode())


def take_access(work: HubWork, desk: DeskRow, rows: Sequence[LogRow]) -> int:
    """Keep rows of a desk's access log; return the last that the hub has.

    Rows that came before are passed over, and a gap is refused: the log has none. Other
    rows under known numbers are those of a store that was put back.
    """
    if not rows:
        return work.access.last(desk.id)
    first = rows[0].seq
    last = work.access.last(desk.id) or first - 1
    if [row.seq for row in rows] != list(range(first, first + len(rows))):
        raise Refused(Why.CHAIN, {"last": last})
    if first > last + 1:
        raise Refused(Why.CHAIN, {"last": last})
    known = work.access.between(desk.id, first, rows[-1].seq)
    if known != [row.body for row in rows[: len(known)]]:
        raise Refused(Why.PUT_BACK, {"head": desk.head.counter})
    new = rows[len(known) :]
    work.access.add(desk.id, [(row.seq, row.body) for row in new])
    return max(last, rows[-1].seq)


def returned_work(work: HubWork, desk: DeskRow) -> list[Document]:
    """Return what was returned, for its author or, all of the team's, a supervisor."""
    rows = work.changes.returned(returned_to(work, desk))
    return [_said(row) for row in rows]


def heads(work: HubWork, desk: DeskRow) -> Document:
    """Return how far the hub has come, and how far it knows this desk to be."""
    return {
        "number": work.settings.last_number(),
        "counter": desk.head.counter,
        "hash": desk.head.hash,
        "access": work.access.last(desk.id),
    }


def _said(row: ChangeRow) -> Document:
    return {
        "desk": row.desk,
        "counter": row.counter,
        "why": row.why or "",
        "content": json.loads(row.body or "{}"),
    }
