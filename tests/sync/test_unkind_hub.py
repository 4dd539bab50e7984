"""Whatever answers in the hub's place, the desk stays small, ends soon and goes on."""

import json
import socket
import threading
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.errors import HubRefused, HubUnreachable
from iomdesk.records.codec import Json
from iomdesk.records.ids import BlobHash, DeskId
from iomdesk.sync.client import Caller, HubClient
from iomdesk.sync.line import Patience
from iomdesk.sync.protocol import Exchange, Head, Position
from iomdesk.sync.signing import new_key
from iomdesk.sync.wire import pack
from tests.proof import dear

Send = Callable[[bytes], None]
HASTY = Patience(connect=2, begin=1.0, grace=0.5, slowest=100_000)
LONG = "9" * 400


@contextmanager
def answering(answer: Callable[[Send], None]) -> Iterator[str]:
    """Yield the address of a server that reads a request and then does as it likes."""
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            while True:
                line, _ = server.accept()
                with line, suppress(OSError):
                    line.recv(65_536)
                    answer(line.sendall)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.getsockname()[1]}"
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(5)


def asked(url: str) -> HubClient:
    caller = Caller(url=url, desk=DeskId("d" * 36), key=new_key())
    return HubClient(caller, patience=HASTY)


QUESTION = Exchange(position=Position(), head=Head(counter=0, hash="0" * 64))


def framed(text: bytes) -> bytes:
    words = zstandard.compress(text, 19)
    return b"\x01" + len(words).to_bytes(4, "big") + words


def whole(body: bytes, status: str = "200 OK", header: str = "") -> bytes:
    head = f"HTTP/1.1 {status}\r\n{header}content-length: {len(body)}\r\n\r\n"
    return head.encode() + body


def endless(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\n\r\n")
    while True:
        send(bytes(65_536))


def chunked(send: Send) -> None:
    send(b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n")
    while True:
        send(b"10000\r\n" + bytes(65_536) + b"\r\n")


def trickling(begun: bytes) -> Callable[[Send], None]:
    def trickle(send: Send) -> None:
        send(begun)
        while True:
            send(b"a")
            time.sleep(0.05)

    return trickle


def saying(content: bytes) -> Callable[[Send], None]:
    return lambda send: send(content)


ANSWERS: dict[str, Callable[[Send], None]] = {
    "endless": endless,
    "endless and chunked": chunked,
    "a body of one byte at a time": trickling(
        b"HTTP/1.1 200 OK\r\ncontent-length: 9999\r\n\r\n"
    ),
    "a header of one byte at a time": trickling(b"HTTP/1.1 200 OK\r\nx: "),
    "a status of one byte at a time": trickling(b"HTTP/1.1 2"),
    "a refusal of one byte at a time": trickling(
        b"HTTP/1.1 403 No\r\ncontent-length: 9999\r\n\r\n"
    ),
    "nothing": lambda _: time.sleep(3),
    "huge headers": lambda send: send(b"HTTP/1.1 200 OK\r\n" + b"x: y\r\n" * 200_000),
    "a bomb": saying(whole(framed(b'{"m":{"a":[' + b"[]," * 10**7 + b"1]}}"))),
    "a gzip bomb": saying(whole(bytes(9), header="content-encoding: gzip\r\n")),
    "brackets": saying(whole(b"[" * 200_000, "403 Forbidden")),
    "brackets in a message": saying(whole(framed(b'{"m":' + b"[" * 200_000))),
    "a page of a portal": saying(
        whole(b"<html>Log in</html>", header="content-type: text/html\r\n")
    ),
    "another place": saying(
        whole(b"", "307 Away", "location: http://127.0.0.1:1/1/exchange\r\n")
    ),
    "a refusal that is a list": saying(whole(b"[1]", "403 Forbidden")),
    "a refusal that is a word": saying(whole(b'"why"', "409 Conflict")),
    "an unknown refusal": saying(whole(b'{"why":"fun"}', "400 Bad")),
    "a counter that is a word": saying(
        whole(b'{"why":"counter","last":"x"}', "409 Conflict")
    ),
    "a counter beyond all": saying(
        whole(b'{"why":"counter","last":%s}' % LONG.encode(), "409 Conflict")
    ),
    "a fault of its own": saying(whole(b"{}", "500 Fault")),
    "an empty answer": saying(whole(b"")),
    "no lease in the lease": saying(whole(pack({"at": [1, 1], "lease": "x"}))),
    "events that are numbers": saying(
        whole(framed(b'{"m":{"at":[1,1],"events":[1],"contents":[1]}}'))
    ),
    "less than was announced": saying(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nx"),
    "no HTTP": saying(b"SSH-2.0-OpenSSH_9.6\r\n"),
}


@pytest.mark.parametrize("answer", ANSWERS.values(), ids=ANSWERS)
def test_a_desk_survives_what_answers_in_the_place_of_its_hub(
    answer: Callable[[Send], None],
) -> None:
    began = time.monotonic()
    with answering(answer) as url, asked(url) as hub:
        tracemalloc.start()
        with pytest.raises((HubUnreachable, HubRefused)):
            hub.exchange(QUESTION)
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()

    assert time.monotonic() - began < 5
    assert peak < 64 * 1024 * 1024


def test_a_chunk_is_never_larger_than_a_chunk() -> None:
    with (
        answering(saying(whole(bytes(300_000)))) as url,
        asked(url) as hub,
        pytest.raises(HubUnreachable),
    ):
        hub.get_chunk(BlobHash("0" * 64), 0)


KEYS = [
    "at", "events", "contents", "results", "lease", "more", "returned", "kind",
    "number", "counter", "outcome", "blobs", "hash", "chunks", "last", "why",
]  # fmt: skip
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=4,
        )
    ),
    max_leaves=12,
)
ASKED: tuple[Callable[[HubClient], object], ...] = (
    lambda hub: hub.exchange(QUESTION),
    lambda hub: hub.missing([]),
    lambda hub: hub.log_access([]),
    lambda hub: hub.put_chunk(BlobHash("0" * 64), 0, b""),
)


@dear
@given(said=VALUES, status=st.sampled_from(["200 OK", "409 No", "403 No", "302 Go"]))
def test_no_answer_is_more_than_a_sentence(said: Json, status: str) -> None:
    text = json.dumps(said).encode()
    body = framed(b'{"m":' + text + b"}") if status == "200 OK" else text

    with answering(saying(whole(body, status, "connection: close\r\n"))) as url:
        for ask in ASKED:
            with asked(url) as hub, suppress(HubUnreachable, HubRefused):
                ask(hub)
