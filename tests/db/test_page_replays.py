"""An older page put back into the file: found, or it changes nothing that is said."""

import random
import shutil
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from db.check import check
from db.listed import Listed, enlist
from db.pages import PAGE
from db.store import STORE_FILE, EncryptedStore, Options, create
from iomdesk.cases.case import Case
from iomdesk.errors import UserError
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import CaseFilter, Draft, UnitOfWork
from iomdesk.records.codec import to_document
from iomdesk.records.ids import BlobHash, CaseId, OfficerId, PartId, VisitId, new_id
from iomdesk.rules.actions import set_rule
from iomdesk.visits.visit import Photo, Visit
from tests.builders import a_case
from tests.conftest import KEY, NOON
from tests.proof import HowMany

WORDS = ("kestrel", "lantern", "walnut", "harbour", "saddle", "thimble")


@may(Role.OFFICER)
def put(work: UnitOfWork, record: Case | Visit) -> None:
    work.save(record)


@may(Role.OFFICER)
def put_with_picture(work: UnitOfWork, visit: Visit, content: bytes) -> None:
    name = work.put_blob(content, "image/png")
    photo = Photo(
        original_blob=name,
        display_blob=name,
        sha256=name,
        media_type="image/png",
        width=1,
        height=1,
    )
    work.save(evolve(visit, photos={PartId(new_id()): photo}))


@may(Role.OFFICER)
def type_on(work: UnitOfWork, number: int, text: str) -> None:
    work.save_draft(
        Draft(
            id=f"draft {number}",
            form="visit",
            case_id=None,
            body={"text": text},
            started_at=work.now,
            saved_at=work.now,
        )
    )


@may(Role.OFFICER)
def alter(work: UnitOfWork, case_id: CaseId, n: int) -> None:
    case = work.get(Case, case_id)
    work.save(evolve(case, establishment=f"HMP {WORDS[n]}"))


def a_visit(case_id: CaseId, n: int) -> Visit:
    return Visit(
        id=VisitId(new_id()),
        case_id=case_id,
        kind="home",
        started_at=NOON + timedelta(hours=n),
        seen=f"Seen with a {WORDS[n % 6]} and said {WORDS[(n + 1) % 6]} {n}",
    )


@frozen
class Script:
    """A store's folder, its file one morning, and the file a day's work later."""

    folder: Path
    before: bytes
    after: bytes

    def differing(self) -> list[int]:
        count = min(len(self.before), len(self.after)) // PAGE
        spans = [(n, n * PAGE, (n + 1) * PAGE) for n in range(count)]
        return [n for n, a, b in spans if self.before[a:b] != self.after[a:b]]

    def with_older(self, page: int) -> bytes:
        at, end = page * PAGE, (page + 1) * PAGE
        return self.after[:at] + self.before[at:end] + self.after[end:]


@pytest.fixture(scope="module")
def script(tmp_path_factory: pytest.TempPathFactory) -> Script:
    folder = tmp_path_factory.mktemp("replays") / "store"
    officer = Officer(id=OfficerId("o"), name="DC Marsh")
    store = create(folder, KEY, officer, Options(kinds=SHIPPED, clock=lambda: NOON))
    cases = [a_case(surname=f"Person{n}", crn=f"X{n}") for n in range(3)]
    for n, case in enumerate(cases):
        store.do(put, case)
        store.do(put, a_visit(case.id, n))
        store.do(type_on, n, "word " * (1 + 1_500 * n))
    name_officers(store, "DC")
    _settle(store)
    before = (folder / STORE_FILE).read_bytes()
    for n, case in enumerate(cases):
        store.do(put_with_picture, a_visit(case.id, n + 3), bytes([n]) * 9_000)
        store.do(alter, case.id, n)
        store.do(type_on, n, "words " * (1 + 1_500 * n))
    store.do(put, a_case(surname="Later", crn="X9"))
    store.do(set_rule, "idle_minutes", 7)
    name_officers(store, "DS")
    _settle(store)
    store.close()
    return Script(folder, before, (folder / STORE_FILE).read_bytes())


def name_officers(store: EncryptedStore, rank: str) -> None:
    """Name officers of other desks, as the hub does: more than a page of them."""
    for n in range(120):
        with store.writing() as connection:
            words = f"{rank} {WORDS[n % 6]} of the team in the {WORDS[n % 5]}"
            enlist(connection, Listed.OFFICER, f"officer {n}", words)


def _settle(store: EncryptedStore) -> None:
    store.refresh_due()
    while store.tidy():
        pass
    store.checkpoint()


def all_that_is_said(store: EncryptedStore) -> Any:
    """Return everything that a screen, a paper or the hub is told by the store."""
    queries, reading = store.queries, store.reading()
    names = [row[0] for row in reading.rows("SELECT hash FROM blob")]
    cases = queries.cases(CaseFilter())
    tables = [
        "link",
        "content",
        "record",
        "removal",
        "blob_use",
        "access",
        "meta",
        "pack",
        "draft",
        "listed",
    ]
    return {
        "cases": [to_document(row) for row in cases],
        "records": [
            [to_document(r) for r in queries.records(kind, row.case_id)]
            for row in cases
            for kind in (Case, Visit)
        ],
        "search": [queries.narrative(word) for word in WORDS],
        "names": [
            [r.case_id for r in queries.cases(CaseFilter(text=text))]
            for text in ("person", "late", "Person1", "x2", "hmp")
        ],
        "due": [queries.due_of(row.case_id) for row in cases],
        "references": queries.case_references(),
        "history": [queries.history(row.case_id) for row in cases],
        "blobs": [queries.blob(BlobHash(name)) for name in names],
        "log": queries.access_log(),
        "drafts": queries.drafts(),
        "state": queries.sync_state(),
        "setting": queries.setting("idle_minutes"),
        "tables": {t: reading.rows(f"SELECT * FROM {t}") for t in tables},
    }


def opened(folder: Path) -> EncryptedStore:
    return EncryptedStore(folder, KEY, Options(kinds=SHIPPED, clock=lambda: NOON))


def is_found(folder: Path) -> bool:
    """Say whether opening or the check tells that something is not as it was."""
    try:
        store = opened(folder)
    except UserError:
        return True
    try:
        return not store.freshness.fresh or not check(store).ok
    finally:
        store.close()


def test_the_script_leaves_a_whole_store_and_many_older_pages(script: Script) -> None:
    assert not is_found(script.folder)
    assert len(script.differing()) > 30


def test_an_older_row_of_a_list_of_sync_is_found(script: Script) -> None:
    store = opened(script.folder)
    reading = store.own_reading()
    with reading as connection, connection.writable():
        connection.run("UPDATE listed SET value = '\"DC Old\"' WHERE key = 'officer 7'")
        # As by an older page: no trigger counted it.
        count = "UPDATE meta SET value = value - 1 WHERE key = 'listed_altered'"
        connection.run(count)
    store.close()

    assert is_found(script.folder)
    store = opened(script.folder)
    assert "older than the rest" in store.freshness.sentence
    store.accept_missing_work()
    store.close()
    assert not is_found(script.folder)


@pytest.mark.proof
def test_an_older_page_is_found_or_changes_nothing_that_is_said(
    script: Script, tmp_path: Path, how_many: HowMany
) -> None:
    pages = script.differing()
    store = opened(script.folder)
    said = all_that_is_said(store)
    store.close()
    unfound: dict[int, list[str]] = {}
    for page in sorted(random.sample(pages, how_many(6, len(pages)))):
        folder = tmp_path / str(page)
        shutil.copytree(script.folder, folder)
        (folder / STORE_FILE).write_bytes(script.with_older(page))
        if not is_found(folder):
            again = opened(folder)
            other = all_that_is_said(again)
            again.close()
            unfound[page] = [name for name in said if said[name] != other[name]]
        shutil.rmtree(folder)

    assert {page: what for page, what in unfound.items() if what} == {}
