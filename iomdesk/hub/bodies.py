"""What is sent with a request: read from who may send it, within bounds, no longer.

Bodies cost memory before anybody knows what is in them. So all that are held at once,
and those of one desk, have a bound; and who is refused is let go.
"""

import asyncio
import json
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from attrs import define, field
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.wire import LARGEST_BODY

PATIENCE = 30.0
"""Seconds in which some more of a body must come."""
ROOM = 6 * LARGEST_BODY
"""Bytes of all bodies that are held at once."""
_LINGER = 1.0
_PASSED, _PASSED_OF_OURS = 64 * 1024, 2 * 1024 * 1024
"""Seconds and bytes of what still comes that are let pass after a refusal."""


class Room:
    """The bytes that bodies take in all, and those of each sender."""

    def __init__(self, size: int = ROOM) -> None:
        self._left = size
        self._of: Counter[str] = Counter()

    @contextmanager
    def place(self, sender: str) -> Iterator["Place"]:
        """Give a body a place for the length of the block."""
        place = Place(self, sender)
        try:
            yield place
        finally:
            self._left += place.held
            self._of[sender] -= place.held
            self._of += Counter()  # drops who has nothing here

    def take(self, sender: str, size: int) -> None:
        """Take room, or refuse where there is none: one sender takes one body's."""
        if size > self._left or self._of[sender] + size > LARGEST_BODY:
            raise Refused(Why.BUSY)
        self._left -= size
        self._of[sender] += size


@define
class Place:
    """The room of one body."""

    _room: Room
    _sender: str
    held: int = field(default=0, init=False)

    def take(self, size: int) -> None:
        self._room.take(self._sender, size)
        self.held += size


def demand_short(request: Request, largest: int) -> None:
    """Refuse a body that says itself that it is too large, before any of it is read."""
    said = request.headers.get("content-length", "0")
    if not said.isdecimal() or len(said) > _DIGITS or int(said) > largest:
        raise Refused(Why.TOO_LARGE)


async def body_of(request: Request, place: Place, largest: int) -> bytes:
    """Return the whole body; who sends too much, or stops sending, is refused."""
    held = bytearray()
    while True:
        message = await _next(request.receive)
        part = message.get("body", b"")
        if len(held) + len(part) > largest:
            raise Refused(Why.TOO_LARGE)
        place.take(len(part))
        held += part
        if not message.get("more_body"):
            request.scope[_READ] = True
            return bytes(held)


class Refusal(Response):
    """Why not, said at once; then the line closes.

    A desk that is still sending would not get to read it on a line that was cut under
    it, so a little more is let pass first; none of it is kept.
    """

    def __init__(self, refusal: Refused) -> None:
        said = json.dumps(refusal.said).encode()
        super().__init__(said, refusal.status, {"connection": "close"})
        of_ours = refusal.why in {Why.REVOKED, Why.BUSY}
        self._passed = _PASSED_OF_OURS if of_ours else _PASSED

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        start = {"status": self.status_code, "headers": self.raw_headers}
        await send({"type": "http.response.start"} | start)
        await send({"type": "http.response.body", "body": self.body, "more_body": True})
        if not scope.get(_READ):
            await _let_pass(receive, self._passed)
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _next(receive: Receive) -> "dict[str, bytes]":
    try:
        message = await asyncio.wait_for(receive(), PATIENCE)
    except TimeoutError:
        raise Refused(Why.UNREADABLE) from None
    if message["type"] != "http.request":
        raise Refused(Why.UNREADABLE)
    return dict(message)


async def _let_pass(receive: Receive, most: int) -> None:
    passed = 0
    with suppress(TimeoutError):
        async with asyncio.timeout(_LINGER):
            while passed < most:
                message = await receive()
                passed += len(message.get("body", b""))
                if not message.get("more_body"):
                    return


_DIGITS = 15
_READ = "iomdesk.read"
