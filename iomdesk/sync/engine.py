"""A sync: own changes out, others' in, one turn a page; resumable at every message."""

from collections.abc import Callable
from contextlib import suppress

from attrs import evolve, field, frozen

from iomdesk.errors import HubRefused, HubUnreachable
from iomdesk.sync.client import Caller, HubClient
from iomdesk.sync.lanes import send_access, send_blobs, take_blobs
from iomdesk.sync.lease import demand_lease
from iomdesk.sync.plain import number_from
from iomdesk.sync.ports import Batch, DeskStore, Standing, Taken
from iomdesk.sync.protocol import (
    LOG_BYTES,
    PAGE_BYTES,
    PAGE_ROWS,
    Answer,
    Exchange,
    Hub,
)
from iomdesk.sync.refusal import DeskRevoked, Refused, Why
from iomdesk.sync.report import SyncReport
from iomdesk.sync.signing import head_words, is_signed, sign, statement_words

_MOST_EMPTY = 100
"""Turns one after the other that bring nothing, though more is promised."""
_NOT_READ = frozenset({Why.UNREADABLE, Why.TOO_LARGE})
_CONFUSED = (
    "The hub did not answer as it should. All work stays on this laptop; tell your IT "
    "desk."
)


@frozen(kw_only=True)
class Turns:
    """What all turns of one sync brought."""

    taken: Taken = field(factory=Taken)
    awaiting: int = 0


def sync(
    store: DeskStore,
    destroy_keys: Callable[[], None],
    hub: Hub | None = None,
    let_go: Callable[[], object] | None = None,
) -> SyncReport:
    """Exchange everything with the hub, and say what came of it.

    *let_go* is called before each request: others can have the store meanwhile.

    *destroy_keys* is called only on an order that the hub has signed; the receipt of
    it goes back.
    """
    if hub is not None:
        return _sync(store, hub, destroy_keys)
    standing = store.standing()
    caller = _caller(standing)
    with HubClient(caller, standing.request, let_go=let_go) as client:
        return _sync(store, client, destroy_keys)


def _caller(standing: Standing) -> Caller:
    if standing.hub is None or standing.key is None:
        raise HubRefused("This laptop is not enrolled. Enrol it with a code first.")
    return Caller(
        url=standing.hub,
        desk=standing.desk,
        key=standing.key,
        certificate=standing.certificate,
    )


def _sync(store: DeskStore, hub: Hub, destroy_keys: Callable[[], None]) -> SyncReport:
    try:
        report = _exchanged(store, hub)
    except Refused as refusal:
        if refusal.why is Why.REVOKED:
            _obey(store, hub, refusal, destroy_keys)
        raise
    store.keep_request(hub.last_request)
    return report


def _exchanged(store: DeskStore, hub: Hub) -> SyncReport:
    """Exchange everything; where the store was put back, once more as a new desk."""
    try:
        return _lanes(store, hub, _report(store, _turns(store, hub)))
    except Refused as refusal:
        if refusal.why is not Why.PUT_BACK:
            raise
        carried = _go_on_as_a_new_desk(store, hub, refusal)
    report = _lanes(store, hub, _report(store, _turns(store, hub)))
    return evolve(report, put_back=True, carried=carried)


def _turns(store: DeskStore, hub: Hub) -> Turns:
    """Take turns until nothing is left on either side."""
    turns = Turns()
    empty = 0
    while True:
        answer = _turn(store, hub)
        empty = 0 if answer.events or answer.results else empty + 1
        if empty > _MOST_EMPTY:
            raise HubUnreachable(_CONFUSED)
        taken = turns.taken + store.take(answer)
        turns = Turns(taken=taken, awaiting=answer.returned)
        if not answer.more and not store.unsent():
            return turns


def _turn(store: DeskStore, hub: Hub) -> Answer:
    """Ask once, and return the answer once it is sure that it leads on."""
    standing = store.standing()
    batch = store.batch(PAGE_ROWS, PAGE_BYTES)
    rows = store.access_rows(PAGE_ROWS, LOG_BYTES)
    answer = _answered(hub, evolve(_question(standing, batch), access=rows))
    _demand_unchanged(standing, batch, store.standing())
    store.keep_request(hub.last_request)
    _demand_progress(standing, batch, answer)
    if answer.lease:
        demand_lease(answer.lease, standing.hub_key or "", standing.desk)
        store.keep_lease(answer.lease)
    if rows and (answer.access or 0) >= rows[-1]["seq"]:
        store.access_sent(rows[-1]["seq"])
    return answer


def _answered(hub: Hub, ask: Exchange) -> Answer:
    """Ask, and once more without the access log where the hub cannot read it all."""
    try:
        return hub.exchange(ask)
    except Refused as refusal:
        if not ask.access or refusal.why not in _NOT_READ:
            raise
        return hub.exchange(evolve(ask, access=()))


def _go_on_as_a_new_desk(store: DeskStore, hub: Hub, refusal: Refused) -> int:
    """Leave the hub's copy of the lost work as it is, and go on beside it.

    The store was put back to an older state: under the names of what was done here
    since, the hub may hold other work.
    """
    try:
        head = number_from(refusal.detail.get("head", 0))
    except ValueError as fault:
        raise HubUnreachable(_CONFUSED) from fault
    ask = store.successor(head)
    return store.succeed(hub.succeed(ask))


def _question(standing: Standing, batch: Batch) -> Exchange:
    signature = None
    if batch.last and standing.key:
        words = head_words(standing.desk, batch.last.counter, batch.last.hash)
        signature = sign(standing.key, words)
    return Exchange(
        position=standing.position,
        head=standing.head,
        changes=batch.changes,
        signature=signature,
    )


def _demand_progress(standing: Standing, batch: Batch, answer: Answer) -> None:
    """Refuse an answer that would be asked for again for ever."""
    said = len(answer.results) == len(batch.changes)
    moved = answer.position > standing.position or not answer.more
    if not said or not moved:
        raise HubUnreachable(_CONFUSED)


def _demand_unchanged(asked: Standing, batch: Batch, now: Standing) -> None:
    """Refuse to take an answer into a store that is another than the one that asked.

    Nobody holds the store while the hub answers. New work may have come meanwhile; but
    where it was put back, or another sync went on, the answer does not follow on it.
    """
    sent = batch.last.counter if batch.last else 0
    went_on = now.head.counter >= max(asked.head.counter, sent)
    same = (now.desk, now.hub_key, now.position, now.acknowledged) == (
        asked.desk,
        asked.hub_key,
        asked.position,
        asked.acknowledged,
    )
    if not (went_on and same):
        raise HubUnreachable(
            "The store was changed by another window or command meanwhile. Nothing is "
            "lost; sync again."
        )


def _report(store: DeskStore, turns: Turns) -> SyncReport:
    taken = turns.taken
    return SyncReport(
        sent=taken.accepted,
        received=taken.received,
        returned=taken.returned,
        parked=taken.parked,
        removed=store.remove_withdrawn(),
        not_sent=store.unsent(),
        conflicts=store.conflicts(),
        awaiting=turns.awaiting,
    )


def _lanes(store: DeskStore, hub: Hub, report: SyncReport) -> SyncReport:
    """Run the lanes beside the records; what breaks there undoes nothing.

    Once the pictures of a withdrawn case are sent, it may go too.
    """
    try:
        report = evolve(report, blobs_sent=send_blobs(store, hub))
        report = evolve(report, removed=report.removed + store.remove_withdrawn())
        report = evolve(report, blobs_received=take_blobs(store, hub))
        send_access(store, hub)
    except (HubUnreachable, HubRefused) as fault:
        if isinstance(fault, Refused) and fault.why in {Why.REVOKED, Why.PUT_BACK}:
            raise
        return evolve(report, unfinished=str(fault))
    return report


def _obey(
    store: DeskStore,
    hub: Hub,
    refusal: Refused,
    destroy_keys: Callable[[], None],
) -> None:
    """Destroy the keys and say so, if the hub has signed that it wants that."""
    standing = store.standing()
    statement = refusal.detail.get("statement")
    signature = str(refusal.detail.get("signature", ""))
    words = statement_words(statement)
    if statement != {"revoked": standing.desk} or not is_signed(
        standing.hub_key or "", signature, words
    ):
        return
    unsent = store.unsent()
    destroy_keys()
    with suppress(HubUnreachable, HubRefused):  # without it the hub goes on waiting
        hub.wiped()
    raise DeskRevoked(unsent)
