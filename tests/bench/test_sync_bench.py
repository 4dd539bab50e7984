"""A hundred edits between two desks, over a real socket on a bad link.

The link is a proxy that holds every byte back for its turn at 256 kbit/s and for the
150 ms that it is away; the floor goes through one just like it.
"""

import http.client
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import zstandard
from attrs import evolve

from iomdesk.cases.case import Case
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import CaseId
from iomdesk.sync.client import HubClient
from iomdesk.sync.engine import sync
from tests.bench.conftest import Figures, Words
from tests.bench.link import BadLink
from tests.builders import a_case
from tests.sync.desks import Desk, World, caller_of, put

EDITS = 100
_UPDATE, _UNSAID, _TEXT = 23, b"\0", 3


@may(Role.OFFICER)
def set_team(work: UnitOfWork, case_id: CaseId, team: str) -> None:
    work.save(evolve(work.get(Case, case_id), team=team))


def test_a_hundred_edits(tmp_path: Path, words: Words, figures: Figures) -> None:
    said = [words.text(8)[:45] for _ in range(EDITS)]
    with World(tmp_path) as world:
        here, there = world.desk("here"), world.desk("there")
        cases = [here.store.do(put, a_case(crn=f"X{n}")) for n in range(EDITS)]
        world.sync_all()
        port = int(world.url.rsplit(":", 1)[1])
        with (
            BadLink(port) as out,
            BadLink(port) as back,
            connected(here, out) as ours,
            connected(there, back) as theirs,
        ):
            for case, words_said in zip(cases, said, strict=True):
                here.clock.pass_by(timedelta(seconds=7))
                here.store.do(set_team, case.id, words_said)
            pushed, sent = exchange(here, ours, out)
            pulled, got = exchange(there, theirs, back)
        held = [there.store.queries.get(Case, case.id).team for case in cases]

    assert held == said
    changeset = compressed_changeset([case.id for case in cases], said)
    posted = one_post(changeset)
    for what, bytes_passed in (("sent", sent), ("got", got)):
        figures.add(
            f"100 edits: bytes {what}, both ways with headers",
            bytes_passed, len(changeset), unit="B", aim="2.5 × (1.7)", most=2.5,
        )  # fmt: skip
    for what, took in (("that made them", pushed), ("that gets them", pulled)):
        figures.add(
            f"100 edits: the exchange of the desk {what}, bad link",
            took, posted, unit="s", aim="1.6 × (1.3)", most=1.6,
        )  # fmt: skip


@contextmanager
def connected(desk: Desk, link: BadLink) -> Iterator[HubClient]:
    """Yield a client whose connection is open, as after an exchange before."""
    standing = desk.side.standing()
    caller = evolve(caller_of(standing), url=f"http://127.0.0.1:{link.port}")
    with HubClient(caller, standing.request) as client:
        sync(desk.side, desk.destroy_keys, client)
        yield client


def exchange(desk: Desk, client: HubClient, link: BadLink) -> tuple[float, int]:
    """Return the seconds and bytes of one sync."""
    before, began = link.bytes, time.perf_counter()
    sync(desk.side, desk.destroy_keys, client)
    return time.perf_counter() - began, link.bytes - before


def compressed_changeset(ids: list[CaseId], values: list[str]) -> bytes:
    """Return what SQLite's session extension would write of it, by zstd 3.

    One table with a key, a value and a time; old and new of each row that differs.
    """
    found = bytearray(b"T\x03\x01\0\0edit\0")
    for n, (case_id, value) in enumerate(zip(ids, values, strict=True)):
        old = _text(case_id) + _text("North") + _text(f"2026-11-22T12:{n:02d}:00Z")
        new = _UNSAID + _text(value) + _text(f"2026-11-22T13:{n:02d}:07Z")
        found += bytes((_UPDATE, 0)) + old + new
    return zstandard.compress(bytes(found), 3)


def _text(value: str) -> bytes:
    said = value.encode()
    return bytes((_TEXT, len(said))) + said


def one_post(body: bytes) -> float:
    """Return the seconds of one POST on the same link, its connection open before."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Answering)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with BadLink(server.server_port) as link:
        line = http.client.HTTPConnection("127.0.0.1", link.port)
        _post(line, b"open")
        began = time.perf_counter()
        _post(line, body)
        took = time.perf_counter() - began
        line.close()
    server.shutdown()
    server.server_close()
    return took


def _post(line: http.client.HTTPConnection, body: bytes) -> None:
    line.request("POST", "/", body)
    assert line.getresponse().read() == b"ok"


class _Answering(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["content-length"]))
        self.send_response(200)
        self.send_header("content-length", "2")
        self.end_headers()
        self.wfile.write(b"ok")

    def log_message(self, *_: object) -> None:
        """Say nothing."""
