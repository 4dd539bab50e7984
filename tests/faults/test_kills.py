"""Real SIGKILLs in the middle of work: nothing that was acknowledged is ever lost."""

import random
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.check import check
from db.connection import Connection
from db.migrate import migrations
from db.store import EncryptedStore, Options
from db.vault import Vault
from iomdesk.cases.case import Case
from iomdesk.errors import WrongKey
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.ports import CaseFilter
from iomdesk.records.ids import BlobHash, CaseId, OfficerId
from tests.builders import a_case
from tests.faults.worker import CHEAP, KEY, SLOW_STEP, put
from tests.proof import HowMany

ROOT = Path(__file__).parents[2]


def killed(what: str, folder: Path, seed: int) -> list[str]:
    """Start the worker, kill it at a random moment, return what it acknowledged."""
    chance = random.Random(seed)
    words = [sys.executable, "-m", "tests.faults.worker", what, str(folder), str(seed)]
    worker = subprocess.Popen(words, stdout=subprocess.PIPE, text=True, cwd=ROOT)
    assert worker.stdout is not None
    first = worker.stdout.readline()
    assert first, f"the worker for {what} did not start"
    time.sleep(chance.uniform(0, 0.25))
    worker.send_signal(signal.SIGKILL)
    said = [first, *worker.stdout.readlines()]
    worker.wait()
    worker.stdout.close()
    return [line.rstrip("\n") for line in said if line.endswith("\n")]


@pytest.mark.kill
@pytest.mark.proof
def test_kills_while_writing_lose_nothing_acknowledged(
    open_store: Callable[..., EncryptedStore], tmp_path: Path, how_many: HowMany
) -> None:
    open_store().close()
    for seed in range(how_many(4, 70)):
        said = killed("writes", tmp_path / "store", seed)

        store = open_store(again=True)
        assert store.freshness.fresh, store.freshness.sentence
        _assert_kept(store, said)
        store.close()
    _assert_whole(open_store(again=True))


@pytest.mark.kill
@pytest.mark.proof
def test_kills_while_importing_keep_whole_chunks(
    open_store: Callable[..., EncryptedStore], tmp_path: Path, how_many: HowMany
) -> None:
    open_store().close()
    expected = 0
    for seed in range(how_many(3, 30)):
        said = killed("imports", tmp_path / "store", seed)
        expected += 20 * sum(line.startswith("chunk") for line in said)

        store = open_store(again=True)
        held = store.queries.count_cases(CaseFilter())
        assert held % 20 == 0
        assert held - expected in {0, 20}
        expected = held
        store.close()
    _assert_whole(open_store(again=True))


@pytest.mark.kill
@pytest.mark.proof
def test_kills_while_backing_up_spare_store_and_backups(
    open_store: Callable[..., EncryptedStore], tmp_path: Path, how_many: HowMany
) -> None:
    open_store().close()
    for seed in range(how_many(3, 30)):
        said = killed("backups", tmp_path / "store", seed)

        store = open_store(again=True)
        _assert_kept(store, said)
        for copy in sorted((tmp_path / "store" / "backups").glob("*.db")):
            store.verify_backup(copy)
        store.close()
    _assert_whole(open_store(again=True))


@pytest.mark.kill
@pytest.mark.proof
def test_kills_while_changing_the_passphrase_leave_old_or_new(
    tmp_path: Path, how_many: HowMany
) -> None:
    vault = Vault(
        folder=tmp_path / "store",
        cost=CHEAP,
        floor=CHEAP,
        options=Options(kinds=SHIPPED),
    )
    vault.new("passphrase number 0", Officer(id=OfficerId("o"), name="M"))
    key = vault.key("passphrase number 0")
    for seed in range(how_many(3, 30)):
        said = killed("passphrases", vault.folder, seed)
        tried = int(said[-1].split()[1])

        held = next(_opens(vault, [tried, tried - 1]))

        assert vault.key(f"passphrase number {held}") == key
        vault.change_passphrase(key, "passphrase number 0")


@pytest.mark.kill
@pytest.mark.proof
def test_kills_while_migrating_leave_the_version_before_or_after(
    open_store: Callable[..., EncryptedStore], tmp_path: Path, how_many: HowMany
) -> None:
    store = open_store()
    for n in range(40):
        store.do(put, a_case(crn=f"X{n}", establishment="z" * 2000))
    store.close()
    folder, halfway = tmp_path / "store", 0
    pristine = tmp_path / "pristine"
    shutil.copytree(folder, pristine)
    for seed in range(how_many(6, 40)):
        said = killed("migrations", folder, seed)

        is_new = _is_migrated(folder)
        assert is_new or "migrated" not in said
        steps = (*migrations(), SLOW_STEP) if is_new else migrations()
        store = EncryptedStore(folder, KEY, Options(kinds=SHIPPED, steps=steps))
        assert store.freshness.fresh
        assert store.queries.count_cases(CaseFilter()) == 40
        store.close()
        halfway += not is_new
        shutil.rmtree(folder)
        shutil.copytree(pristine, folder)
    assert halfway >= how_many(0, 1)


def _is_migrated(folder: Path) -> bool:
    connection = Connection(folder / "store.db", KEY)
    version = int(connection.value("PRAGMA user_version"))
    has_table = connection.value("SELECT 1 FROM sqlite_master WHERE name = 'later'")
    connection.close()
    assert bool(has_table) == (version % 1000 == SLOW_STEP.number)
    return bool(has_table)


def _opens(vault: Vault, tries: list[int]) -> Iterator[int]:
    for n in tries:
        try:
            vault.key(f"passphrase number {n}")
        except WrongKey:
            continue
        yield n


def _assert_kept(store: EncryptedStore, said: list[str]) -> None:
    """Compare the last acknowledged word of each kind with what the store holds.

    One step more than was acknowledged may be there: the kill came before it was said.
    """
    case_id, notes, drafts = "", [""], [""]
    for line in said:
        what, _, rest = line.partition(" ")
        if what == "case":
            case_id, notes = rest, [""]
        elif what == "note":
            notes.append(rest)
        elif what == "draft":
            drafts.append(rest)
        elif what == "blob":
            assert store.queries.blob(BlobHash(rest))
    if case_id:
        held = store.queries.get(Case, CaseId(case_id)).establishment or ""
        assert _number(held) >= _number(notes[-1])
    draft = store.queries.draft("draft")
    if drafts[-1]:
        assert draft is not None
        assert _number(draft.body["text"]) >= _number(drafts[-1])


def _number(text: str) -> int:
    return int(text.split("-", maxsplit=1)[0]) if text else -1


def _assert_whole(store: EncryptedStore) -> None:
    report = check(store)
    assert report.ok, report.faults
