"""A line whose other end may be anything: its answers end, in bytes and in time."""

import socket
import ssl
import threading
import time
from collections.abc import Mapping
from contextlib import suppress
from typing import Any
from urllib.parse import urlsplit

import httpx2
from attrs import frozen

from iomdesk.sync.addresses import demand_private, is_loopback


@frozen(kw_only=True)
class Patience:
    """How long an answer may take: *begin* seconds until it begins.

    From then on *grace* seconds, and one more for every *slowest* bytes that came.
    """

    connect: float = 15.0
    begin: float = 120.0
    grace: float = 30.0
    slowest: int = 1024


class LineFault(Exception):
    """The line broke, or what came over it was too much or too slow."""


class Line:
    """A connection to a hub, opened at the first request and kept."""

    def __init__(self, url: str, trust: str | None, patience: Patience) -> None:
        self._patience = patience
        self._http = _http(url, trust, patience)
        self._socket: Any = None

    def close(self) -> None:
        self._http.close()

    def ask(
        self, method: str, path: str, body: bytes, headers: Mapping[str, str], most: int
    ) -> tuple[int, bytes]:
        """Return the status and the body of the answer; of more than *most* bytes none.

        Nothing is followed, and nothing unpacked.
        """
        began = time.monotonic()
        sending = len(body) / self._patience.slowest
        cut = threading.Timer(self._patience.begin + sending, self._cut)
        cut.daemon = True
        cut.start()
        asked = self._http.stream(
            method,
            path,
            content=body,
            headers=headers,
            extensions={"trace": self._trace},
        )
        try:
            with asked as answer:
                cut.cancel()
                return answer.status_code, self._taken(answer, most)
        except httpx2.HTTPError as fault:
            raise LineFault(f"after {time.monotonic() - began:.0f} s") from fault
        finally:
            cut.cancel()

    def _taken(self, answer: httpx2.Response, most: int) -> bytes:
        began, taken = time.monotonic(), bytearray()
        for piece in answer.iter_raw():  # as it comes: a size would wait for so much
            taken += piece
            allowed = self._patience.grace + len(taken) / self._patience.slowest
            if len(taken) > most or time.monotonic() - began > allowed:
                raise LineFault("too much, or too slow")
        return bytes(taken)

    def _trace(self, event: str, found: Mapping[str, Any]) -> None:
        """Note the socket, so that a header that comes for ever can be cut off."""
        if event in {
            "connection.connect_tcp.complete",
            "connection.start_tls.complete",
        }:
            self._socket = found["return_value"].get_extra_info("socket")

    def _cut(self) -> None:
        """End the connection from another thread: who waits for it is woken."""
        if self._socket is not None:
            with suppress(OSError):
                socket.socket.shutdown(self._socket, socket.SHUT_RDWR)


def _http(url: str, trust: str | None, patience: Patience) -> httpx2.Client:
    demand_private(url)
    client = httpx2.Client(
        base_url=url,
        timeout=httpx2.Timeout(
            patience.begin, connect=patience.connect, read=patience.begin
        ),
        verify=_trust(trust),
        trust_env=not is_loopback(urlsplit(url).hostname or ""),
        follow_redirects=False,
    )
    for header in ("accept", "accept-encoding", "user-agent", "connection"):
        del client.headers[header]
    return client


def _trust(certificate: str | None) -> ssl.SSLContext:
    """Trust the hub's own certificate alone, where the force gave one."""
    if certificate is None:
        return ssl.create_default_context()
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.load_verify_locations(cadata=certificate)
    return context
