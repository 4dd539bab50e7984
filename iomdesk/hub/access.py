"""Who is calling: a desk proves itself with each request, whatever its clock says."""

import re
from datetime import datetime

from attrs import evolve, frozen

from iomdesk.hub.ports import DeskRow, HubWork
from iomdesk.records.ids import DeskId
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.signing import is_signed, request_words, sign, statement_words


@frozen(kw_only=True)
class Claim:
    """What the sender of a request says of itself, before anything else is read."""

    path: str
    desk: DeskId
    counter: int
    signature: str

    def with_body(self, body: bytes) -> "Request":
        return Request(claim=self, body=body)


@frozen(kw_only=True)
class Request:
    """A request as it came, and what its sender says of itself."""

    claim: Claim
    body: bytes

    def is_signed_with(self, key: str) -> bool:
        said = self.claim
        words = request_words(said.path, said.desk, said.counter, self.body)
        return is_signed(key, said.signature, words)


def claim_from(path: str, header: str) -> Claim:
    """Return what the authorization *header* of a request says."""
    said = _HEADER.fullmatch(header)
    if said is None:
        raise Refused(Why.SIGNATURE)
    return Claim(
        path=path, desk=DeskId(said[1]), counter=int(said[2]), signature=said[3]
    )


def demand_known(work: HubWork, claim: Claim) -> DeskRow:
    """Return the desk that is claimed; refuse what is none before its body is read."""
    desk = work.desks.get(claim.desk)
    if desk is None:
        raise Refused(Why.DESK)
    if desk.revoked_at:
        raise Refused(Why.REVOKED, _revocation(work, desk))
    return desk


def demand_proven(desk: DeskRow, request: Request) -> None:
    """Refuse what the desk has not signed before the message is even unpacked."""
    if not request.is_signed_with(desk.key):
        raise Refused(Why.SIGNATURE)


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
    if request.claim.counter <= desk.request:
        raise Refused(Why.COUNTER, {"last": desk.request})
    return evolve(desk, request=request.claim.counter, seen_at=now)


def admit_revoked(work: HubWork, request: Request, now: datetime) -> DeskRow:
    """Return the revoked desk that made *request*, with the receipt of its wiping."""
    desk = _proven(work, request)
    if desk.revoked_at is None:
        raise Refused(Why.DESK)
    counter = request.claim.counter
    return evolve(desk, request=counter, wiped_at=desk.wiped_at or now)


def _proven(work: HubWork, request: Request) -> DeskRow:
    desk = work.desks.get(request.claim.desk)
    if desk is None:
        raise Refused(Why.DESK)
    demand_proven(desk, request)
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
