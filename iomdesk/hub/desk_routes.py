"""What each request of a desk does: prove who calls, then one transaction."""

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any

from attrs import evolve, frozen

from iomdesk.errors import UserError
from iomdesk.hub import blobs, lanes
from iomdesk.hub.access import (
    Request,
    admit,
    admit_revoked,
    demand_known,
    demand_proven,
)
from iomdesk.hub.enrolment import enrol
from iomdesk.hub.exchange import exchange
from iomdesk.hub.intake import hashed
from iomdesk.hub.lanes import LogRow
from iomdesk.hub.ports import DeskRow, HubStore, HubWork
from iomdesk.hub.succession import succeed
from iomdesk.hub.wrong_codes import count_wrong_code, demand_few_wrong_codes
from iomdesk.records.codec import Document
from iomdesk.records.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.sync.messages import answer_said, exchange_from
from iomdesk.sync.plain import (
    HASH_LETTERS,
    hex_from,
    name_from,
    number_from,
    uuid_from,
)
from iomdesk.sync.protocol import CHUNK, PAGE_ROWS, BlobOffer, Enrolment, Succession
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.wire import (
    AN_ENROLMENT,
    LARGEST_BODY,
    Message,
    MessageUnreadable,
    bounds_of,
    pack,
    unpack,
)


@frozen(kw_only=True)
class Call:
    """A request as it was read; *known* is the desk it claims to be of, unproven."""

    store: HubStore
    now: datetime
    names: Mapping[str, str]
    request: Request
    known: DeskRow | None


Reply = Callable[[Call], bytes]


@frozen(kw_only=True)
class Way:
    """One path: what answers there, and how many bytes may be sent to it."""

    reply: Reply
    largest: int = 0
    is_message: bool = True
    of_desks: bool = True


def _answer_enrolment(call: Call) -> bytes:
    """Take a desk in; it proves that it has the key it names."""
    request = call.request
    ask = _parsed(unpack(request.body, AN_ENROLMENT), _enrolment)
    if ask.desk != request.claim.desk or not request.is_signed_with(ask.key):
        raise Refused(Why.SIGNATURE)
    with call.store.work() as work:
        demand_few_wrong_codes(work, call.now)
        enrolled = enrol(work, ask, call.now)
        if enrolled is None:
            count_wrong_code(work, call.now)
    if enrolled is None:
        raise Refused(Why.CODE)
    return pack({"hub_key": enrolled.hub_key, "lease": [enrolled.lease]})


def _answer_exchange(call: Call) -> bytes:
    message = _message(call)
    ask = _parsed(message, exchange_from)
    pushed = _parsed(
        message, lambda _: [hashed(c, plain=message.plain) for c in _few(ask.changes)]
    )
    with call.store.work() as work:
        answer = exchange(work, call.request, ask, pushed, call.now)
    logged = _logged(call, ask.access) if ask.access else None
    return pack(answer_said(evolve(answer, access=logged)))


def _logged(call: Call, said: Sequence[Any]) -> int | None:
    """Take the access log that came along with a turn, once that is taken.

    None where it cannot be taken: the turn stands, and the desk sends the log by itself
    and is told then what is wrong with it.
    """
    faults: tuple[type[Exception], ...] = (UserError, *_UNREADABLE)
    try:
        rows = [LogRow.of(row) for row in _few(said)]
        with call.store.work() as work:
            desk = demand_known(work, call.request.claim)
            return lanes.take_access(work, desk, rows)
    except (*faults, *call.store.faults):
        return None


def _answer_missing(call: Call) -> bytes:
    offers = _read(call, lambda said: [_offer(row) for row in _few(said["offers"])])

    def wanted(work: HubWork, desk: DeskRow) -> Document:
        found = blobs.missing(work, desk, offers)
        return {"blobs": [{"hash": h, "chunks": c} for h, c in found.items()]}

    return pack(_in_work(call, wanted))


def _answer_put_chunk(call: Call) -> bytes:
    name, n = _chunk_name(call)

    def put(work: HubWork, desk: DeskRow) -> Document:
        return {"right": blobs.put_chunk(work, desk, name, n, call.request.body)}

    return pack(_in_work(call, put))


def _answer_get_chunk(call: Call) -> bytes:
    name, n = _chunk_name(call)
    with call.store.work() as work:
        desk = admit(work, call.request, call.now)
        work.desks.save(desk)
        return blobs.get_chunk(work, desk, name, n)


def _answer_access(call: Call) -> bytes:
    rows = _read(call, lambda said: [LogRow.of(row) for row in _few(said["rows"])])

    def take(work: HubWork, desk: DeskRow) -> Document:
        return {"last": lanes.take_access(work, desk, rows)}

    return pack(_in_work(call, take))


def _answer_returned(call: Call) -> bytes:
    def returned(work: HubWork, desk: DeskRow) -> Document:
        return {"returned": lanes.returned_work(work, desk)}

    return pack(_in_work(call, returned))


def _answer_wiped(call: Call) -> bytes:
    with call.store.work() as work:
        work.desks.save(admit_revoked(work, call.request, call.now))
    return pack({})


def _answer_succeed(call: Call) -> bytes:
    ask = _read(call, _succession)
    with call.store.work() as work:
        agreed = succeed(work, call.request, ask, call.now)
    return pack({"agreed": agreed})


def _answer_heads(call: Call) -> bytes:
    return pack(_in_work(call, lanes.heads))


WAYS: Mapping[tuple[str, str], Way] = {
    ("POST", "/enrol"): Way(
        reply=_answer_enrolment, largest=AN_ENROLMENT.size, of_desks=False
    ),
    ("POST", "/exchange"): Way(reply=_answer_exchange, largest=LARGEST_BODY),
    ("POST", "/missing"): Way(reply=_answer_missing, largest=LARGEST_BODY),
    ("PUT", "/chunk/{hash}/{n}"): Way(
        reply=_answer_put_chunk, largest=CHUNK, is_message=False
    ),
    ("GET", "/chunk/{hash}/{n}"): Way(reply=_answer_get_chunk),
    ("POST", "/access"): Way(reply=_answer_access, largest=LARGEST_BODY),
    ("GET", "/returned"): Way(reply=_answer_returned),
    ("GET", "/heads"): Way(reply=_answer_heads),
    ("POST", "/wiped"): Way(reply=_answer_wiped),
    ("POST", "/succeed"): Way(reply=_answer_succeed, largest=LARGEST_BODY),
}


def _in_work(call: Call, do: Callable[[HubWork, DeskRow], Document]) -> Document:
    with call.store.work() as work:
        desk = admit(work, call.request, call.now)
        work.desks.save(desk)
        return do(work, desk)


def _read(call: Call, parse: Callable[[Document], Any]) -> Any:
    return _parsed(_message(call), parse)


def _message(call: Call) -> Message:
    """Unpack a body only once it is sure that a desk of ours has sent it."""
    if call.known is None:
        raise Refused(Why.DESK)
    demand_proven(call.known, call.request)
    return unpack(call.request.body, bounds_of(call.request.body))


def _parsed(message: Message, parse: Callable[[Document], Any]) -> Any:
    """Return what a message says, or refuse one that says something else."""
    try:
        return parse(message.said)
    except _UNREADABLE as fault:
        raise MessageUnreadable("The message could not be read.") from fault


def _few(rows: Sequence[Any]) -> Sequence[Any]:
    """Refuse more than a page of rows: while they are taken in, others wait."""
    if len(rows) > _MOST_ROWS:
        raise ValueError("too many rows")
    return rows


def _enrolment(said: Document) -> Enrolment:
    return Enrolment(
        code=name_from(said["code"]),
        desk=DeskId(uuid_from(said["desk"])),
        key=hex_from(said["key"], HASH_LETTERS),
        officer=OfficerId(name_from(said["officer"])),
        machine="".join(c for c in str(said.get("machine", "")) if c.isprintable()),
    )


def _succession(said: Document) -> Succession:
    """Return the wish; its hashes stand in one text, as they may be very many."""
    text = str(said["hashes"])
    hashes = [
        hex_from(text[at : at + HASH_LETTERS], HASH_LETTERS)
        for at in range(0, len(text), HASH_LETTERS)
    ]
    return Succession(
        desk=DeskId(uuid_from(said["desk"])),
        first=number_from(said["first"]),
        hashes=hashes,
    )


def _offer(row: Document) -> BlobOffer:
    return BlobOffer(
        hash=BlobHash(str(row["hash"])),
        size=number_from(row["size"]),
        media_type=name_from(row["media_type"]),
        case_id=CaseId(name_from(row["case_id"])),
    )


def _chunk_name(call: Call) -> tuple[BlobHash, int]:
    name, n = call.names["hash"], call.names["n"]
    if not _HASH.fullmatch(name) or not _PLACE.fullmatch(n):
        raise Refused(Why.NOT_HERE)
    return BlobHash(name), int(n)


_UNREADABLE = (KeyError, TypeError, ValueError, AttributeError)
_MOST_ROWS = 2 * PAGE_ROWS
_HASH = re.compile("[0-9a-f]{64}")
_PLACE = re.compile("[0-9]{1,9}")
