"""The hub as a stateless ASGI program: every answer comes from its store."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Route

from iomdesk.clock import Clock, system_clock
from iomdesk.hub.desk_routes import DESK_ROUTES, Call, Reply, answer_enrolment
from iomdesk.hub.ports import HubStore
from iomdesk.sync.addresses import is_loopback
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.wire import LARGEST_BODY, VERSION, MessageUnreadable, VersionRefused

_PATIENCE = 30.0
"""Seconds in which some more of a body must come."""

Endpoint = Callable[[Request], Awaitable[Response]]


def create_app(store: HubStore, clock: Clock = system_clock) -> Starlette:
    """Return the program; it keeps nothing between two requests."""

    def endpoint(reply: Reply) -> Endpoint:
        async def answer(request: Request) -> Response:
            try:
                call = await _call(request, store, clock)
                body = await run_in_threadpool(reply, call)
            except Refused as refusal:
                return _refusal(refusal)
            except VersionRefused:
                return _refusal(Refused(Why.VERSION, {"version": VERSION}))
            except MessageUnreadable:
                return _refusal(Refused(Why.UNREADABLE))
            return Response(body)

        return answer

    routes = [
        Route(f"/{VERSION}{path}", endpoint(reply), methods=[method])
        for (method, path), reply in DESK_ROUTES.items()
    ]
    enrol = endpoint(answer_enrolment)
    routes.append(Route(f"/{VERSION}/enrol", enrol, methods=["POST"]))
    return Starlette(routes=routes, exception_handlers={404: _nowhere, 405: _nowhere})


async def _call(request: Request, store: HubStore, clock: Clock) -> Call:
    _demand_private(request)
    return Call(
        store=store,
        now=clock(),
        path=f"{request.method} {request.scope['path']}",
        names={key: str(value) for key, value in request.path_params.items()},
        authorization=request.headers.get("authorization", ""),
        body=await _body(request),
    )


def _demand_private(request: Request) -> None:
    """Refuse a plain connection that comes from another machine."""
    client = request.client.host if request.client else "localhost"
    if request.scope["scheme"] != "https" and not is_loopback(client):
        raise Refused(Why.PLAIN)


async def _body(request: Request) -> bytes:
    """Return the whole body; who sends too much, or stops sending, is refused."""
    parts: list[bytes] = []
    size = 0
    stream = request.stream()
    try:
        while (part := await asyncio.wait_for(_next(stream), _PATIENCE)) is not None:
            size += len(part)
            if size > LARGEST_BODY:
                raise Refused(Why.TOO_LARGE)
            parts.append(part)
    except (ClientDisconnect, TimeoutError):
        raise Refused(Why.UNREADABLE) from None
    return b"".join(parts)


async def _next(stream: AsyncIterator[bytes]) -> bytes | None:
    return await anext(stream, None)


async def _nowhere(request: Request, _fault: Exception) -> Response:
    """Refuse a path that this version has not: a newer one may have."""
    ours = request.scope["path"].startswith(f"/{VERSION}/")
    why = Refused(Why.NOT_HERE) if ours else Refused(Why.VERSION, {"version": VERSION})
    return _refusal(why)


def _refusal(refusal: Refused) -> Response:
    return Response(json.dumps(refusal.said).encode(), status_code=refusal.status)
