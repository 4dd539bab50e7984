"""The hub as a stateless ASGI program: every answer comes from its store."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from iomdesk.clock import Clock, system_clock
from iomdesk.hub.access import Claim, claim_from, demand_known
from iomdesk.hub.bodies import Refusal, Room, body_of, demand_short
from iomdesk.hub.desk_routes import WAYS, Call, Way
from iomdesk.hub.ports import DeskRow, HubStore
from iomdesk.records.ids import DeskId
from iomdesk.sync.addresses import is_loopback
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.wire import VERSION, MessageUnreadable, VersionRefused, is_light

_REST = 1.0
"""Seconds for which a long message that cannot be read waits for its answer."""

Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(store: HubStore, clock: Clock = system_clock) -> Starlette:
    """Return the program; it keeps nothing between two requests."""
    hub = _Hub(store, clock)
    routes = [
        Route(f"/{VERSION}{path}", hub.endpoint(way), methods=[method])
        for (method, path), way in WAYS.items()
    ]
    app = Starlette(routes=routes, exception_handlers={404: _nowhere, 405: _nowhere})
    app.router.redirect_slashes = False
    return app


class _Hub:
    """The store, and what bounds the work that requests make."""

    def __init__(self, store: HubStore, clock: Clock) -> None:
        self._store = store
        self._clock = clock
        self._room = Room()
        self._heavy = ThreadPoolExecutor(1, "heavy")
        self._heavy_of: set[DeskId | None] = set()

    def endpoint(self, way: Way) -> Endpoint:
        async def answer(request: Request) -> Response:
            try:
                return Response(await self._answered(request, way))
            except Refused as refusal:
                return Refusal(refusal)
            except VersionRefused:
                return Refusal(Refused(Why.VERSION, {"version": VERSION}))
            except MessageUnreadable:
                return Refusal(Refused(Why.UNREADABLE))

        return answer

    async def _answered(self, request: Request, way: Way) -> bytes:
        """Return the answer: who calls is looked at before anything they send is."""
        _demand_private(request)
        demand_short(request, way.largest)
        path = f"{request.method} {request.scope['path']}"
        claim = claim_from(path, request.headers.get("authorization", ""))
        known = None
        if way.of_desks and way.largest:
            known = await run_in_threadpool(self._known, claim)
        sender = claim.desk if known else "unknown"
        with self._room.place(sender) as place:
            call = Call(
                store=self._store,
                now=self._clock(),
                names={key: str(value) for key, value in request.path_params.items()},
                request=claim.with_body(await body_of(request, place, way.largest)),
                known=known,
            )
            return await self._replied(way, call)

    def _known(self, claim: Claim) -> DeskRow:
        with self._store.work() as work:
            return demand_known(work, claim)

    async def _replied(self, way: Way, call: Call) -> bytes:
        """Run the reply in a thread: one alone has all that need much memory.

        Who sends such a message that cannot be read waits a while for that answer, and
        can send no other meanwhile: no desk of ours does, and others need the time.
        """
        if not way.is_message or is_light(call.request.body):
            return await run_in_threadpool(way.reply, call)
        with self._alone(call.known.id if call.known else None):
            try:
                loop = asyncio.get_running_loop()
                return await loop.run_in_executor(self._heavy, way.reply, call)
            except MessageUnreadable:
                await asyncio.sleep(_REST)
                raise

    @contextmanager
    def _alone(self, desk: DeskId | None) -> Iterator[None]:
        """Let each desk have one message read at a time that takes much memory."""
        if desk in self._heavy_of:
            raise Refused(Why.BUSY)
        self._heavy_of.add(desk)
        try:
            yield
        finally:
            self._heavy_of.remove(desk)


def _demand_private(request: Request) -> None:
    """Refuse a plain connection that comes from another machine."""
    client = request.client.host if request.client else "localhost"
    if request.scope["scheme"] != "https" and not is_loopback(client):
        raise Refused(Why.PLAIN)


async def _nowhere(request: Request, _fault: Exception) -> Response:
    """Refuse a path that this version has not: a newer one may have."""
    ours = request.scope["path"].startswith(f"/{VERSION}/")
    why = Refused(Why.NOT_HERE) if ours else Refused(Why.VERSION, {"version": VERSION})
    return Refusal(why)
