"""Who is calling: a desk proves itself with each request, whatever its clock says."""

import re
from datetime import datetime

from attrs import evolve, frozen

from iomdesk.hub.ports import DeskRow, HubWork
from iomdesk.ids import DeskId
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.signing import is_signed, request_words, sign, statement_words


@frozen(kw_only=True)
class Request:
    """A request as it came, and what its sender says of itself."""

    path: str
    body: bytes
    desk: DeskId
    counter: int
    signature: str


def request_from(path: str, header: str, body: bytes) -> Request:
    """Return the request that the authorization *header* speaks for."""
    said = _HEADER.fullmatch(header)
    if said is None:
        raise Refused(Why.SIGNATURE)
    return Request(
        path=path,
        body=body,
        desk=DeskId(said[1]),
        counter=int(said[2]),
        signature=said[3],
    )


def admit(work: HubWork, request: Request, now: datetime) -> DeskRow:
    """Return the desk that made *request*; refuse who is not it, or is gone.

    A store that was put back speaks as its new desk only: what is withdrawn from that
    one must not be read under the former name.
    """
    desk = admit_former(work, request, now)
    if desk.followed_by:
        raise Refused(Why.PUT_BACK, {"head": desk.head.counter})
    return desk


def admit_former(work: HubWork, request: Request, now: datetime) -> DeskRow:
    """Return the desk that made *request*, also one that another follows.

    Each request has a higher counter than the one before, so that none counts twice.
    """
    desk = _proven(work, request)
    if desk.revoked_at:
        raise Refused(Why.REVOKED, _revocation(work, desk))
    if request.counter <= desk.request:
        raise Refused(Why.COUNTER, {"last": desk.request})
    return evolve(desk, request=request.counter, seen_at=now)


def admit_revoked(work: HubWork, request: Request, now: datetime) -> DeskRow:
    """Return the revoked desk that made *request*, with the receipt of its wiping."""
    desk = _proven(work, request)
    if desk.revoked_at is None:
        raise Refused(Why.DESK)
    return evolve(desk, request=request.counter, wiped_at=desk.wiped_at or now)


def demand_proven(work: HubWork, request: Request) -> None:
    """Refuse who is no desk of ours before their message is even unpacked."""
    _proven(work, request)


def _proven(work: HubWork, request: Request) -> DeskRow:
    desk = work.desks.get(request.desk)
    if desk is None:
        raise Refused(Why.DESK)
    words = request_words(request.path, request.desk, request.counter, request.body)
    if not is_signed(desk.key, request.signature, words):
        raise Refused(Why.SIGNATURE)
    return desk


def _revocation(work: HubWork, desk: DeskRow) -> dict[str, object]:
    """Return the order to destroy the keys, signed so that nobody else can give it."""
    statement = {"revoked": desk.id}
    private = str(work.settings.get("key"))
    return {
        "statement": statement,
        "signature": sign(private, statement_words(statement)),
    }


_HEADER = re.compile("Desk ([0-9a-f-]{36}) ([0-9]{1,15}) ([0-9a-f]{128})", re.ASCII)
