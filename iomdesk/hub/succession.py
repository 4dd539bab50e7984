"""A store that was put back goes on as a new desk: nothing it holds is overwritten."""

from datetime import datetime

from attrs import evolve

from iomdesk.hub.access import Request, admit_former
from iomdesk.hub.ports import DeskRow, HubWork
from iomdesk.journal.change import GENESIS
from iomdesk.records.ids import DeskId
from iomdesk.sync.protocol import Head, Succession
from iomdesk.sync.refusal import Refused, Why


def succeed(work: HubWork, request: Request, ask: Succession, now: datetime) -> int:
    """Let a new desk follow; return the last counter that both sides have alike.

    Asked again after a lost answer, answer the same.
    """
    former = admit_former(work, request, now)
    agreed = _agreed(work, former, ask)
    known = work.desks.get(ask.desk)
    if known is None:
        _take_over(work, former, ask.desk, now)
    elif (known.follows, known.key) != (former.id, former.key):
        raise Refused(Why.DESK)
    work.desks.save(evolve(former, followed_by=ask.desk))
    return agreed


def _agreed(work: HubWork, former: DeskRow, ask: Succession) -> int:
    """Return the counter up to which both sides hold the same."""
    if not ask.hashes:
        return former.head.counter
    last = ask.first + len(ask.hashes) - 1
    held = work.changes.between(former.id, ask.first, last)
    agreed = ask.first - 1
    for row, said in zip(held, ask.hashes, strict=False):
        if (row.counter, row.content_hash) != (agreed + 1, said):
            break
        agreed = row.counter
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
            leased_at=None,
            follows=former.id,
            followed_by=None,
        )
    )
    for desk in same_store(work, former):
        if desk.id != successor:
            work.cases.copy_grants(desk.id, successor)


def revoke(work: HubWork, desk: DeskRow, now: datetime) -> int:
    """Refuse a store from now on, by every name it has; return how many that are."""
    standing = [each for each in same_store(work, desk) if not each.revoked_at]
    for each in standing:
        work.desks.save(evolve(each, revoked_at=now))
    return len(standing)


def newest(work: HubWork, desk: DeskRow) -> DeskRow:
    """Return the desk that *desk* goes on as now."""
    followed = desk.followed_by
    while followed and (next_desk := work.desks.get(followed)):
        desk, followed = next_desk, next_desk.followed_by
    return desk


def same_store(work: HubWork, desk: DeskRow) -> list[DeskRow]:
    """Return the desks that one store has been, and those that a copy of it became.

    They have one key; who holds any of them can speak for all.
    """
    return [each for each in work.desks.all() if each.key == desk.key]
