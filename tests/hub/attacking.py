"""A hub that is attacked: its process, a look into its store, and what to expect."""

import socket
from collections.abc import Callable
from datetime import timedelta
from hashlib import sha256
from typing import Any

import httpx2
from attrs import frozen

from db.hub.store import TableStore
from iomdesk.clock import system_clock
from iomdesk.hub.enrolment import invite
from iomdesk.sync.refusal import STATUS, Why
from tests.hub.raw_desk import Answered, RawDesk
from tests.hub.serving import Served

SURNAME = "Quillfeather"
PHOTO = b"photo" * 1000
NAME = sha256(PHOTO).hexdigest()
_SEEN = ("request", "seen_at", "leased_at")
_TABLES = (
    "setting",
    "counter",
    "invite",
    "change",
    "record",
    "wrong_code",
    "holding",
    "two_people",
    "granted",
    "event",
    "upload",
    "upload_for",
    "blob",
    "chunk",
    "blob_use",
    "access",
)


@frozen
class Hub:
    """A hub process, and a look into its store from beside."""

    served: Served
    store: TableStore

    @property
    def url(self) -> str:
        return self.served.url

    def code(self, team: str | None = "north", hours: float = 1) -> str:
        until = system_clock() + timedelta(hours=hours)
        with self.store.work() as work:
            return invite(
                work, name="DC Marsh", team=team, roles=("officer",), until=until
            )

    def desk(self, team: str | None = "north") -> RawDesk:
        desk = RawDesk(self.url)
        assert desk.enrol(self.code(team)).status == 200
        return desk

    def written(self) -> dict[str, Any]:
        """Return all that the hub holds, but for when it saw which desk last."""
        with self.store.work() as work:
            held: dict[str, Any] = {
                table: work._sql.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
                for table in _TABLES
            }
            desks = work.desks.all()
        rows = [
            {k: v for k, v in _plain(desk).items() if k not in _SEEN} for desk in desks
        ]
        return held | {"desk": rows}


def _plain(desk: Any) -> dict[str, Any]:
    return {
        name: getattr(desk, name) for name in type(desk).__slots__ if name[0] != "_"
    }


def refused(hub: Hub, attack: Callable[[], Answered], why: Why) -> None:
    """Let *attack* happen: refused for *why*, nothing written, the hub serves on."""
    before = hub.written()

    answer = attack()

    assert answer.why == why.value
    assert answer.status == STATUS[why]
    assert SURNAME.encode() not in answer.content
    assert hub.written() == before
    assert hub.served.is_alive


def place_of(hub: Hub) -> tuple[str, int]:
    url = httpx2.URL(hub.url)
    return url.host, url.port or 80


def answer_on(line: socket.socket) -> Answered:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    head, _, content = b"".join(parts).partition(b"\r\n\r\n")
    return Answered(int(head.split()[1]), content)


def case_of(hub: Hub, desk: RawDesk) -> str:
    with hub.store.work() as work:
        rows = work.changes.between(desk.id, 1, 1)
    return str(rows[0].case_id)
