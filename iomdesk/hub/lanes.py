"""The lanes beside the turn: access logs, returned work, and heads."""

import json
from collections.abc import Sequence

from iomdesk.codec import Document, canonical
from iomdesk.hub.exchange import returned_to
from iomdesk.hub.ports import ChangeRow, DeskRow, HubWork
from iomdesk.sync.refusal import Refused, Why


def take_access(work: HubWork, desk: DeskRow, rows: Sequence[Document]) -> int:
    """Keep rows of a desk's access log; return the last that the hub has.

    Rows that came before are passed over, and a gap is refused: the log has none.
    """
    last = work.access.last(desk.id) or _before(rows)
    new = [row for row in rows if _seq(row) > last]
    if [_seq(row) for row in new] != list(range(last + 1, last + 1 + len(new))):
        raise Refused(Why.CHAIN, {"last": last})
    work.access.add(desk.id, [(_seq(row), canonical(row).decode()) for row in new])
    return last + len(new)


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


def _before(rows: Sequence[Document]) -> int:
    """Return where a log begins of which the hub has nothing yet."""
    return _seq(rows[0]) - 1 if rows else 0


def _seq(row: Document) -> int:
    seq = row.get("seq")
    if type(seq) is not int:
        raise Refused(Why.UNREADABLE)
    return seq


def _said(row: ChangeRow) -> Document:
    return {
        "desk": row.desk,
        "counter": row.counter,
        "why": row.why or "",
        "content": json.loads(row.body or "{}"),
    }
