"""An officer saves while 10,000 changes and 200 chunks come in: how much longer.

What the hub answered the first time is answered again to a copy of that desk, which
sends nothing of its own: so no hub runs beside what is measured.
"""

import threading
import time
from collections import deque
from collections.abc import Callable, Sequence
from pathlib import Path

from attrs import evolve

from db.connection import Connection
from db.store import EncryptedStore, Options
from db.sync import DeskSide
from iomdesk.cases.case import Case
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import Document
from iomdesk.records.ids import PartId
from iomdesk.sync.client import HubClient
from iomdesk.sync.engine import sync
from iomdesk.sync.ports import Batch
from iomdesk.sync.report import SyncReport
from iomdesk.visits.visit import Photo
from tests.bench.conftest import (
    KEY,
    Figures,
    Words,
    p50,
    p99,
    person,
    put,
    put_all,
    samples,
    visit,
)
from tests.bench.test_store_bench import commit_bare
from tests.conftest import NOON
from tests.sync.desks import Desk, World, caller_of

CHANGES = 10_000
PEOPLE = 100
PICTURES = 25
PAUSE = 0.02
QUIET = 300


class Recorded(HubClient):
    """Keeps what the hub answers, or answers it again."""

    answers: deque[bytes]
    is_again = False

    def _sent(self, method: str, path: str, body: bytes) -> bytes:
        if self.is_again:
            return self.answers.popleft()
        self.answers.append(super()._sent(method, path, body))
        return self.answers[-1]


class Receiving(DeskSide):
    """A desk that only takes."""

    def batch(self, _rows: int, _size: int) -> Batch:
        return Batch()

    def access_rows(self, _limit: int, _size: int) -> Sequence[Document]:
        return ()

    def unsent(self) -> int:
        return 0


@may(Role.OFFICER)
def put_picture(work: UnitOfWork, case: Case, words: Words) -> None:
    name = work.put_blob(words.photo(), "image/jpeg")
    photo = Photo(
        original_blob=name, display_blob=name, sha256=name, media_type="image/jpeg",
        width=1, height=1,
    )  # fmt: skip
    shown = visit(words, case.id, 1)
    work.save(evolve(shown, photos={PartId("p"): photo}))


def fill(desk: Desk, words: Words) -> None:
    """Record as much as a team of officers does in a year."""
    cases = [person(words, n) for n in range(PEOPLE)]
    each = CHANGES // PEOPLE - 1
    for case in cases:
        made = [visit(words, case.id, n) for n in range(each)]
        desk.store.do(put_all, [case, *made])
    for case in cases[:PICTURES]:
        desk.store.do(put_picture, case, words)


def recorded(folder: Path, words: Words) -> tuple[Path, deque[bytes]]:
    """Return a desk that has nothing yet, and all that its first sync is answered."""
    with World(folder) as world:
        here, there = world.desk("here"), world.desk("there")
        fill(here, words)
        here.sync()
        copy = there.copied(folder / "copy")
        answers: deque[bytes] = deque()
        standing = there.side.standing()
        with Recorded(caller_of(standing), standing.request) as client:
            client.answers = answers
            sync(there.side, there.destroy_keys, client)
    return copy, answers


def saved_meanwhile(
    store: EncryptedStore, save: Callable[[], object], answers: deque[bytes]
) -> tuple[list[float], float, SyncReport]:
    """Return how long saves took during a sync, how long that took, its report."""
    side, reports = Receiving(store), list[SyncReport]()

    def exchange() -> None:
        standing = side.standing()
        with Recorded(caller_of(standing), standing.request) as client:
            client.answers, client.is_again = answers, True
            reports.append(sync(side, lambda: None, client))

    thread = threading.Thread(target=exchange)
    took: list[float] = []
    began = time.perf_counter()
    thread.start()
    while thread.is_alive():
        took += samples(save, 1)
        time.sleep(PAUSE)
    return sorted(took), time.perf_counter() - began, reports[0]


def test_saving_during_a_large_sync(
    tmp_path: Path, words: Words, figures: Figures
) -> None:
    folder, answers = recorded(tmp_path, words)
    store = EncryptedStore(folder, KEY, Options(kinds=SHIPPED, clock=lambda: NOON))
    own = person(words, 5_000)
    store.do(put, own)
    bare = Connection(tmp_path / "floor.db", KEY)
    bare.run("CREATE TABLE note (id INTEGER PRIMARY KEY, case_id TEXT, body TEXT)")
    bare.run("CREATE VIRTUAL TABLE words USING fts5 (body, content='note')")
    bare.run("INSERT INTO words (words, rank) VALUES ('automerge', 0)")

    def save() -> None:
        store.do(put, visit(words, own.id, 1))

    floor = samples(lambda: commit_bare(bare, words.text(70)), QUIET)
    alone = samples(save, QUIET)
    during, seconds, report = saved_meanwhile(store, save, answers)
    store.close()

    assert report.received >= CHANGES
    assert report.blobs_received == PICTURES
    assert not report.parked
    figures.add("a sync of 10,000 changes and 200 chunks", seconds, unit="s")
    for what, of in (("p50", p50), ("p99", p99)):
        figures.add(
            f"a save during that sync, longer than alone, {what}",
            of(during) - of(alone), of(floor), aim="1.2 ×", most=1.2,
        )  # fmt: skip
        figures.add(f"a save alone, {what}", of(alone), of(floor))
    assert len(during) > 1
