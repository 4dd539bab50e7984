"""What the hub reads, and of whom: no body of a stranger, none without end, no 5xx."""

import socket
from contextlib import ExitStack, suppress
from pathlib import Path

import pytest

from db.hub.connect import new_hub_store
from iomdesk.clock import system_clock
from iomdesk.hub.bodies import Room
from iomdesk.hub.succession import revoke
from iomdesk.sync.refusal import Refused, Why
from iomdesk.sync.wire import LARGEST_BODY, is_light, pack
from tests.hub.attacking import NAME, Hub, answer_on, place_of
from tests.hub.raw_desk import RawDesk
from tests.hub.serving import served

NUMBERS = ("9" * 5000, "-1", "1e3", "0x1", "\u0663", "%D9%A3", "%00", " 1", "1.0", "+1")
PATHS = (
    *(f"/1/chunk/{NAME}/{n}" for n in NUMBERS),
    *(f"/1/chunk/{name}/0" for name in ("x", "%00", "%ff" * 9, "A" * 64, "a" * 9000)),
    f"/1/chunk/{NAME}/0/",
    "/1/heads/",
    "/1//heads",
    "/1/heads%00",
    "/1/heads?x=%00",
    "//1/heads",
    "/%2e%2e/1/heads",
    "/9/heads",
    "*",
    "/",
)
METHODS = ("GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS", "TRACE", "PATCH", "X")


def _raw(hub: Hub, line: str, header: str, body: bytes = b"") -> bytes:
    said = f"{line} HTTP/1.1\r\nHost: [::\r\nContent-Length: {len(body)}\r\n"
    if header:
        said += f"Authorization: {header}\r\n"
    with socket.create_connection(place_of(hub), timeout=20) as wire:
        wire.sendall(said.encode() + b"\r\n" + body)
        parts = []
        while part := wire.recv(65536):
            parts.append(part)
    return b"".join(parts)


@pytest.mark.parametrize("method", METHODS)
def test_no_odd_path_is_a_fault_of_the_hubs_and_its_line_closes(
    hub: Hub, ann: RawDesk, method: str
) -> None:
    """That the answer ends without a word from here is that the hub closed the line."""
    for path in PATHS:
        for header in ("", ann.signed(f"{method} {path}", b"")):
            status = int(_raw(hub, f"{method} {path}", header).split()[1])
            assert 400 <= status < 500, (method, path, bool(header))


def test_a_hub_that_is_told_to_end_waits_for_nobody_who_never_ends(
    tmp_path: Path,
) -> None:
    db = str(tmp_path / "hub")
    store = new_hub_store(db)
    with ExitStack() as lines, served(db, tmp_path / "said") as process:
        hub = Hub(process, store)
        desk = hub.desk()
        for _ in range(3):
            line = lines.enter_context(socket.create_connection(place_of(hub)))
            signed = desk.signed("POST /1/exchange", b"")
            line.sendall(
                f"POST /1/exchange HTTP/1.1\r\nHost: x\r\nAuthorization: {signed}\r\n"
                "Content-Length: 1000\r\n\r\nx".encode()
            )
        assert desk.post("/1/exchange", desk.asks()).status == 200

        process.process.terminate()

        assert process.process.wait(timeout=20) is not None
    store.close()


@pytest.mark.parametrize("length", ["5000000", "8388608", "9999999", "9" * 19])
@pytest.mark.parametrize("who", ["nobody", "a stranger", "a revoked desk"])
def test_who_may_not_send_is_refused_before_anything_came(
    hub: Hub, ann: RawDesk, length: str, who: str
) -> None:
    header = "" if who == "nobody" else RawDesk(hub.url).signed("POST /1/exchange", b"")
    if who == "a revoked desk":
        header = ann.signed("POST /1/exchange", b"")
        _revoke(hub, ann)
    line = "POST /1/exchange HTTP/1.1\r\nHost: hub\r\n"
    said = f"{line}Content-Length: {length}\r\nAuthorization: {header}\r\n\r\n"

    with socket.create_connection(place_of(hub), timeout=15) as wire:
        wire.sendall(said.encode())
        answer = answer_on(wire)

    why = {"nobody": "signature", "a stranger": "desk", "a revoked desk": "revoked"}
    too_large = int(length) > LARGEST_BODY
    assert answer.why == ("too large" if too_large else why[who])


def _revoke(hub: Hub, desk: RawDesk) -> None:
    with hub.store.work() as work:
        row = work.desks.get(desk.id)
        assert row is not None
        revoke(work, row, system_clock())


@pytest.mark.parametrize(
    "head", ["Content-Length: 314572800", "Transfer-Encoding: chunked"]
)
@pytest.mark.parametrize("known", [True, False])
def test_what_goes_on_after_a_refusal_is_not_swallowed(
    hub: Hub, ann: RawDesk, head: str, *, known: bool
) -> None:
    header = (ann if known else RawDesk(hub.url)).signed("POST /1/exchange", b"")
    line = "POST /1/exchange HTTP/1.1\r\nHost: hub\r\n"
    piece = b"100000\r\n" + bytes(0x100000) + b"\r\n"
    sent = 0

    with socket.create_connection(place_of(hub), timeout=20) as wire:
        wire.sendall(f"{line}{head}\r\nAuthorization: {header}\r\n\r\n".encode())
        with suppress(ConnectionError):
            while sent < 300 * len(piece):
                wire.sendall(piece)
                sent += len(piece)

    assert sent < 40 * len(piece)
    assert ann.ask("GET", "/1/heads").status == 200


def test_a_revoked_desk_that_is_still_sending_gets_to_read_the_order(
    hub: Hub, ann: RawDesk
) -> None:
    _revoke(hub, ann)

    answer = ann.ask("POST", "/1/exchange", bytes(1_500_000))

    assert answer.why == Why.REVOKED.value


def test_one_sender_has_room_for_one_body_and_all_have_room_for_some() -> None:
    room = Room(3 * LARGEST_BODY)
    with room.place("ann") as first, room.place("ann") as second:
        first.take(LARGEST_BODY)
        with pytest.raises(Refused, match="sync again"):
            second.take(1)
    with room.place("ann") as a, room.place("ben") as b, room.place("cat") as c:
        for place in (a, b, c):
            place.take(LARGEST_BODY)
        with room.place("dan") as d, pytest.raises(Refused, match="sync again"):
            d.take(1)
    with room.place("dan") as d:
        d.take(LARGEST_BODY)


def test_what_needs_little_memory_is_told_by_its_head() -> None:
    assert is_light(pack({"at": [0, 0]}))
    assert is_light(b"")
    assert is_light(b"rubbish")
    assert not is_light(pack({"x": "z" * 20_000}))
    assert not is_light(bytes(100_000))
