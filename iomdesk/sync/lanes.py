"""The lanes beside the records: blobs and the access log; they hold up none."""

from iomdesk.sync.ports import DeskStore, Wanted
from iomdesk.sync.protocol import PAGE_BYTES, PAGE_ROWS, BlobOffer, Hub
from iomdesk.sync.refusal import Refused, Why

_OFFERS = 50
_WANTED = 1_000
_NOT_TAKEN = "The hub does not take this photograph or document."
_DAMAGED = "The photograph or document is not what it is named after."


def send_blobs(store: DeskStore, hub: Hub) -> int:
    """Send what own work names and the hub has not got; return how many."""
    sent = 0
    while True:
        offers, reached = store.offers(_OFFERS)
        if not offers:
            store.offered(reached)
            return sent
        missing = hub.missing(offers)
        for offer in offers:
            if offer.hash not in missing:
                store.park({"blob": offer.hash, "why": _NOT_TAKEN})
            elif missing[offer.hash]:
                sent += _send(store, hub, offer, list(missing[offer.hash]))
        store.offered(reached)


def take_blobs(store: DeskStore, hub: Hub) -> int:
    """Fetch what cases here need and the hub has; return how many came whole."""
    return sum(_fetch(store, hub, wanted) for wanted in store.wanted(_WANTED))


def send_access(store: DeskStore, hub: Hub) -> int:
    """Send rows of the access log that went along with no turn; return how many."""
    sent = 0
    while rows := store.access_rows(PAGE_ROWS, PAGE_BYTES):
        last = hub.log_access(rows)
        store.access_sent(last)
        sent += len(rows)
        if last < rows[-1]["seq"]:
            raise Refused(Why.CHAIN)
    return sent


def _send(store: DeskStore, hub: Hub, offer: BlobOffer, chunks: list[int]) -> int:
    for n in chunks:
        if not hub.put_chunk(offer.hash, n, store.chunk(offer.hash, n)):
            store.park({"blob": offer.hash, "why": _DAMAGED})
            return 0
    return 1


def _fetch(store: DeskStore, hub: Hub, wanted: Wanted) -> int:
    try:
        for n in wanted.chunks:
            store.put_chunk(wanted.hash, n, hub.get_chunk(wanted.hash, n))
    except Refused as refusal:
        if refusal.why not in {Why.NOT_GRANTED, Why.NOT_HERE}:
            raise
        return 0
    if store.completed(wanted.hash):
        return 1
    store.park({"blob": wanted.hash, "why": _DAMAGED})
    return 0
