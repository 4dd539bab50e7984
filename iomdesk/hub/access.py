"""Who is calling: a desk proves itself with each request, whatever its clock says."""

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
    parts = header.split(" ")
    if len(parts) != _PARTS or parts[0] != "Desk" or not parts[2].isdecimal():
        raise Refused(Why.SIGNATURE)
    return Request(
        path=path,
        body=body,
        desk=DeskId(parts[1]),
        counter=int(parts[2]),
        signature=parts[3],
    )


def admit(work: HubWork, request: Request, now: datetime) -> DeskRow:
    """Return the desk that made *request*; refuse who is not it, or is gone.

    Each request has a higher counter than the one before, so that none counts twice.
    """
    desk = work.desks.get(request.desk)
    if desk is None:
        raise Refused(Why.DESK)
    _demand_signed(desk, request)
    if desk.revoked_at:
        raise Refused(Why.REVOKED, _revocation(work, desk))
    if request.counter <= desk.request:
        raise Refused(Why.COUNTER, {"last": desk.request})
    return evolve(desk, request=request.counter, seen_at=now)


def admit_revoked(work: HubWork, request: Request, now: datetime) -> DeskRow:
    """Return the revoked desk that made *request*, with the receipt of its wiping."""
    desk = work.desks.get(request.desk)
    if desk is None or desk.revoked_at is None:
        raise Refused(Why.DESK)
    _demand_signed(desk, request)
    return evolve(desk, request=request.counter, wiped_at=desk.wiped_at or now)


def _demand_signed(desk: DeskRow, request: Request) -> None:
    words = request_words(request.path, request.desk, request.counter, request.body)
    if not is_signed(desk.key, request.signature, words):
        raise Refused(Why.SIGNATURE)


def _revocation(work: HubWork, desk: DeskRow) -> dict[str, object]:
    """Return the order to destroy the keys, signed so that nobody else can give it."""
    statement = {"revoked": desk.id}
    private = str(work.settings.get("key"))
    return {
        "statement": statement,
        "signature": sign(private, statement_words(statement)),
    }


_PARTS = 4
