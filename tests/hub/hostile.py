"""A hub under hostile load: python -m tests.hub.hostile URL KEYS attacks it.

Sixty strangers send what they may not; three desks, whose keys they have, send the
worst that a signed message can be. What a plain request of another takes meanwhile, and
what memory the hub takes, is looked at from outside.
"""

import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from statistics import median

import httpx2
import zstandard
from attrs import frozen

from iomdesk.records.ids import DeskId
from iomdesk.sync.wire import LARGEST_BODY, pack
from tests.hub.attacking import Hub
from tests.hub.raw_desk import RawDesk
from tests.hub.serving import ROOT

STRANGERS = 60
HOSTILE = 3
MOST_MEMORY = 150 * 1024 * 1024
"""Bytes above idle that the hub may take meanwhile."""
_PLACE = {"at": [0, 0], "counter": 0, "hash": "0" * 64}


@frozen(kw_only=True)
class Load:
    """What a hub under load took: seconds of a plain request, bytes above idle."""

    quiet: float
    loaded: float
    memory: int


def worst_messages() -> list[bytes]:
    """Return bodies that cost most to read, each within what may be sent."""
    return [
        _framed(b'{"m":{"a":[' + b"[]," * 10_000_000 + b"[]]}}"),
        _framed(b'{"m":{"a":[' + b"[]," * 390_000 + b"[]]}}"),
        _framed(b'{"m":{"a":[' + b'{"a":{}},' * 190_000 + b"1]}}"),
        _framed(b'{"m":{"a":"' + "ä".encode() * 9_000_000 + b'"}}'),
        _framed(b"[" * 200_000),
        _framed(b'{"t":{"changes":[20000,[' + b'{"k":"x","=":1},' * 19 + b"{}]]}}"),
        _framed(b'{"t":{"x":[20000,[{"k":"x","+":["","' + b"a" * 9_000 + b'"]}]]}}'),
        _framed(b'{"t":{"x":[20000,[{"k":"x","=":{"a":"' + b"a" * 9_000 + b'"}}]]}}'),
        pack(_PLACE | {"note": [f"{n:x} {n * 7919:x}" for n in range(150_000)]}),
        bytes([1]) + bytes(LARGEST_BODY - 1),
    ]


def _framed(text: bytes) -> bytes:
    words = zstandard.ZstdCompressor(level=3).compress(text)
    return b"\x01" + len(words).to_bytes(4, "big") + words


def measure(hub: Hub, seconds: float) -> Load:
    """Return what one hub takes quietly, and then under load for some *seconds*."""
    desk, hostile = hub.desk(), [hub.desk(f"hostile {n}") for n in range(HOSTILE)]
    with httpx2.Client(base_url=hub.url, timeout=60) as line:
        _plain(line, desk, 1)
        idle = resident(hub.served.process.pid)
        quiet = _plain(line, desk, 2)
        with _attacked(hub.url, hostile):
            loaded = _plain(line, desk, seconds)
            most = resident(hub.served.process.pid, peak=True)
    return Load(quiet=quiet, loaded=loaded, memory=most - idle)


def resident(process: int, *, peak: bool = False) -> int:
    """Return the bytes of memory that a process holds, or held at most."""
    name = "VmHWM" if peak else "VmRSS"
    for line in Path(f"/proc/{process}/status").read_text("ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * 1024
    raise AssertionError(name)


def _plain(line: httpx2.Client, desk: RawDesk, seconds: float) -> float:
    """Return the median time of a plain request, asked again and again."""
    took: list[float] = []
    end = time.perf_counter() + seconds
    while time.perf_counter() < end or len(took) < 20:
        header = desk.signed("GET /1/heads", b"")
        began = time.perf_counter()
        answer = line.get("/1/heads", headers={"authorization": header})
        took.append(time.perf_counter() - began)
        assert answer.status_code == 200
    return median(took)


@contextmanager
def _attacked(url: str, hostile: list[RawDesk]) -> Iterator[None]:
    keys = [f"{desk.id}={desk.key}={desk.counter}" for desk in hostile]
    words = ["nice", "-n", "5", sys.executable, "-m", "tests.hub.hostile", url, *keys]
    process = subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "attacking\n"
        yield
        assert process.poll() is None
    finally:
        process.kill()
        process.communicate()


def _send_again_and_again(url: str, desk: RawDesk, at: int) -> None:
    """Send the worst that a desk can, one after the other, as it is answered."""
    messages = worst_messages()
    with httpx2.Client(base_url=url, timeout=60) as line:
        while True:
            body = messages[at % len(messages)]
            at += 3
            header = {"authorization": desk.signed("POST /1/exchange", body)}
            with suppress(httpx2.HTTPError):
                line.post("/1/exchange", content=body, headers=header)


def _push_in(url: httpx2.URL) -> None:
    """Send as a stranger as much as the hub takes, again and again."""
    head = f"POST /1/exchange HTTP/1.1\r\nHost: h\r\nContent-Length: {LARGEST_BODY}"
    piece, place = bytes(64 * 1024), (url.host, url.port or 80)
    while True:
        with suppress(OSError), socket.create_connection(place, timeout=20) as line:
            line.sendall(f"{head}\r\n\r\n".encode())
            for _ in range(LARGEST_BODY // len(piece)):
                line.sendall(piece)
            line.recv(1000)
        time.sleep(0.2)  # a stranger far away does not come back faster


def main() -> None:
    url, *keys = sys.argv[1:]
    for n, key in enumerate(keys):
        name, private, counter = key.split("=")
        desk = RawDesk(url, id=DeskId(name), key=private, counter=int(counter))
        threading.Thread(target=_send_again_and_again, args=(url, desk, n)).start()
    for _ in range(STRANGERS):
        threading.Thread(target=_push_in, args=(httpx2.URL(url),)).start()
    print("attacking", flush=True)


if __name__ == "__main__":
    main()
