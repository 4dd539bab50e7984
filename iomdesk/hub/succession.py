"""A store that was put back goes on as a new desk: nothing it holds is overwritten."""

from collections.abc import Sequence
from datetime import datetime

from attrs import evolve

from iomdesk.hub.access import Request, admit
from iomdesk.hub.ports import DeskRow, HubWork
from iomdesk.ids import DeskId
from iomdesk.journal.change import GENESIS
from iomdesk.sync.protocol import Head, Succession
from iomdesk.sync.refusal import Refused, Why


def succeed(work: HubWork, request: Request, ask: Succession, now: datetime) -> int:
    """Let a new desk follow; return the last counter that both sides have alike.

    Asked again after a lost answer, answer the same.
    """
    former = admit(work, request, now)
    agreed = _agreed(work, former, ask.links)
    if work.desks.get(ask.desk) is None:
        _take_over(work, former, ask.desk, now)
    elif former.followed_by != ask.desk:
        raise Refused(Why.DESK)
    work.desks.save(evolve(former, followed_by=ask.desk))
    return agreed


def _agreed(work: HubWork, former: DeskRow, links: Sequence[tuple[int, str]]) -> int:
    """Return the counter up to which *links* are what the hub has."""
    if not links:
        return former.head.counter
    first, last = links[0][0], links[-1][0]
    held = work.changes.between(former.id, first, last)
    agreed = first - 1
    for row, (counter, content_hash) in zip(held, links, strict=False):
        if (row.counter, row.content_hash) != (counter, content_hash):
            break
        agreed = counter
    return agreed


def _take_over(
    work: HubWork, former: DeskRow, successor: DeskId, now: datetime
) -> None:
    """Make the new desk with officer and key, and all cases that its store ever had.

    A store put back twice follows the same desk twice; what the one between was given
    comes along.
    """
    work.desks.save(
        evolve(
            former,
            id=successor,
            head=Head(counter=0, hash=GENESIS),
            request=0,
            enrolled_at=now,
            follows=former.id,
            followed_by=None,
        )
    )
    for desk in work.desks.all():
        if desk.key == former.key and desk.id != successor:
            work.cases.copy_grants(desk.id, successor)
