"""One turn with a desk: take what it did, give what it may read, in one transaction."""

from collections.abc import Sequence
from datetime import datetime
from itertools import accumulate

from attrs import evolve, frozen

from iomdesk.hub.access import Request, admit
from iomdesk.hub.enrolment import renewed_lease
from iomdesk.hub.intake import Pushed, take
from iomdesk.hub.ports import DeskRow, HubWork, Sized
from iomdesk.permissions import Role
from iomdesk.records.ids import DeskId
from iomdesk.sync.protocol import (
    PAGE_BYTES,
    PAGE_ROWS,
    Answer,
    Event,
    Exchange,
    Position,
)
from iomdesk.sync.refusal import Refused, Why


@frozen(kw_only=True)
class Page:
    """What a desk may read next."""

    events: Sequence[Event]
    position: Position
    more: bool


def exchange(
    work: HubWork,
    request: Request,
    ask: Exchange,
    pushed: Sequence[Pushed],
    now: datetime,
) -> Answer:
    """Return the other half of the turn."""
    desk = admit(work, request, now)
    desk, results = take(work, desk, ask, pushed)
    page = read(work, desk, ask.position)
    lease = renewed_lease(work, desk, now)
    desk = evolve(desk, leased_at=now) if lease else desk
    work.desks.save(desk)
    return Answer(
        position=page.position,
        results=results,
        events=page.events,
        more=page.more,
        lease=lease,
        returned=work.changes.count_returned(returned_to(work, desk)),
    )


def read(work: HubWork, desk: DeskRow, after: Position) -> Page:
    """Return the next page; it ends at a number below which nothing more can come."""
    up_to = work.settings.last_number()
    end = Position(up_to, up_to)
    if after > end:
        raise Refused(Why.HUB_BEHIND)
    if after == end:
        return Page(events=(), position=end, more=False)
    found = work.stream.page(desk.id, after, up_to, PAGE_ROWS + 1)
    events = [each.event for each in found[: _fitting(found)]]
    more = len(events) < len(found)
    position = events[-1].position if more else end
    return Page(events=_shortened(events), position=position, more=more)


def returned_to(work: HubWork, desk: DeskRow) -> list[DeskId]:
    """Return the desks whose returned work the officer may see: own, or the team's."""
    team = Role.SUPERVISOR in desk.roles
    return [
        each.id
        for each in work.desks.all()
        if each.officer == desk.officer or (team and each.holder == desk.holder)
    ]


def _fitting(found: Sequence[Sized]) -> int:
    """Return how many events go into a page: one at least, whatever its size."""
    sizes = accumulate(each.size for each in found[:PAGE_ROWS])
    fitting = sum(1 for size in sizes if size <= PAGE_BYTES)
    return max(fitting, min(len(found), 1))


def _shortened(events: Sequence[Event]) -> list[Event]:
    """Leave out the link before where the event in front of it gives it."""
    last: dict[DeskId | None, int] = {}
    short: list[Event] = []
    for event in events:
        known = event.counter is not None and last.get(event.desk) == event.counter - 1
        short.append(evolve(event, before=None) if known else event)
        if event.counter is not None:
            last[event.desk] = event.counter
    return short
