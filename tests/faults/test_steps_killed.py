"""`new`, `passphrase`, a new sheet, `recover` and `restore`, killed before every step.

After each kill the command is run again, and any other command finds the old store or
the new one: whole, and with nothing missing that was acknowledged.
"""

import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.check import check
from db.connection import Connection
from db.store import EncryptedStore
from db.vault import Vault, sheet_opener
from iomdesk.cases.case import RiskLevel
from iomdesk.errors import WrongKey
from tests.builders import a_case
from tests.db.test_store import put, set_risk
from tests.faults.steps import OFFICER, OTHER, WORDS, a_vault, newest_backup
from tests.proof import HowMany

ROOT = Path(__file__).parents[2]
SAVED = 9
"""Changes in the store: one in its backup too, the others in the log alone."""
MOST = 400
"""More steps than any command takes."""

Kill = Callable[[int, Path], bool]


@contextmanager
def killer(what: str) -> Iterator[Kill]:
    """Yield what runs *what* in a folder up to a step; True where it was killed."""
    words = [sys.executable, "-m", "tests.faults.steps", what]
    pipe = subprocess.PIPE
    child = subprocess.Popen(words, stdin=pipe, stdout=pipe, text=True, cwd=ROOT)
    assert child.stdin
    assert child.stdout
    ask, answers = child.stdin, child.stdout

    def kill(step: int, folder: Path) -> bool:
        print(step, folder, file=ask, flush=True)
        answer = answers.readline().strip()
        assert answer in {"killed", "done"}, f"{what} failed before step {step}"
        return answer == "killed"

    try:
        yield kill
    finally:
        ask.close()
        child.wait()
        answers.close()


def each_kill(
    what: str, base: Path, place: Path, how_many: HowMany, few: int = 3
) -> Iterator[Path]:
    """Yield a copy of *base* for each step, killed before it, and one that ran through.

    In `make test` a few steps by chance, in `make proof` all of them.
    """
    with killer(what) as kill:
        steps = _steps(kill, base, place)
        assert steps > 5
        chosen = sorted(random.sample(range(steps), min(how_many(few, MOST), steps)))
        for step in [*chosen, steps]:
            folder = _copied(base, place)
            assert kill(step, folder) == (step < steps)
            yield folder


def _steps(kill: Kill, base: Path, place: Path) -> int:
    """Return how many steps there are: by halves, since each try is a whole run."""
    low, high = 0, MOST
    while low < high:
        middle = (low + high) // 2
        if kill(middle, _copied(base, place)):
            low = middle + 1
        else:
            high = middle
    return low


def _copied(base: Path, place: Path) -> Path:
    shutil.rmtree(place, ignore_errors=True)
    if base.exists():
        shutil.copytree(base, place)
    return place


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """A store as a kill leaves it: all but one of its changes lie in the log alone."""
    vault = a_vault(tmp_path / "live")
    code = vault.new(WORDS, OFFICER)
    assert code
    (tmp_path / "code").write_text(code)
    vault.sheet_seen()
    store = vault.open(vault.key(WORDS))
    case = a_case()
    store.do(put, case)
    store.make_backup()
    for n in range(SAVED - 1):
        store.do(set_risk, case.id, (RiskLevel.LOW, RiskLevel.HIGH)[n % 2])
    (vault.folder / "reserve").unlink()  # eight MiB for each of hundreds of copies
    shutil.copytree(vault.folder, tmp_path / "base")
    store.close()
    return tmp_path / "base"


@contextmanager
def opened(vault: Vault, *passphrases: str) -> Iterator[EncryptedStore]:
    """Open the store with the first of *passphrases* that does."""
    with vault.held():
        store = vault.open(_key(vault, passphrases))
        try:
            yield store
        finally:
            store.close()


def _key(vault: Vault, passphrases: tuple[str, ...]) -> bytes:
    for words in passphrases:
        try:
            return vault.key(words)
        except WrongKey:
            continue
    raise AssertionError("no passphrase opens the store")


def changes(store: EncryptedStore) -> int:
    return int(store.reading().value("SELECT count(*) FROM link"))


def assert_sound(store: EncryptedStore) -> None:
    report = check(store)
    assert store.freshness.fresh, store.freshness.sentence
    assert report.ok, report.faults


def set_aside(folder: Path, key: bytes) -> list[int]:
    """Return how many changes each store set aside holds, its log included."""
    held = []
    for path in (folder / "aside").rglob("store.db"):
        connection = Connection(path, key)
        held.append(int(connection.value("SELECT count(*) FROM link")))
        connection.close()
    return held


@pytest.mark.kill
@pytest.mark.proof
def test_a_restore_killed_at_any_step_leaves_the_old_store_or_the_new_one(
    base: Path, tmp_path: Path, how_many: HowMany
) -> None:
    for folder in each_kill("restore", base, tmp_path / "killed", how_many):
        vault = a_vault(folder)
        with opened(vault, WORDS) as store:
            assert_sound(store)
            found, key = changes(store), vault.key(WORDS)
        assert found == SAVED or (found == 1 and SAVED in set_aside(folder, key))

        vault.restore(newest_backup(folder), key)

        with opened(vault, WORDS) as store:
            assert_sound(store)
            assert changes(store) == 1
        assert SAVED in set_aside(folder, key)


@pytest.mark.kill
@pytest.mark.proof
def test_going_on_with_a_killed_restore_can_be_killed_as_well(
    base: Path, tmp_path: Path, how_many: HowMany
) -> None:
    place, key = tmp_path / "killed", a_vault(base).key(WORDS)
    with killer("restore") as restoring, killer("opening") as opening:
        begun = _steps(restoring, base, place)
        for _ in range(how_many(4, 80)):
            folder = _copied(base, place)
            restoring(random.randrange(begun // 2, begun), folder)
            for _ in range(random.randrange(1, 4)):
                opening(random.randrange(25), folder)

            with opened(a_vault(folder), WORDS) as store:
                assert_sound(store)
                found = changes(store)
            assert found == SAVED or (found == 1 and SAVED in set_aside(folder, key))


@pytest.mark.kill
@pytest.mark.proof
@pytest.mark.parametrize("what", ["passphrase", "recover", "sheet", "opening"])
def test_keys_changed_and_killed_at_any_step_leave_the_old_or_the_new_way_in(
    base: Path, tmp_path: Path, how_many: HowMany, what: str
) -> None:
    code = (tmp_path / "code").read_text()
    for folder in each_kill(what, base, tmp_path / "killed", how_many, few=2):
        vault = a_vault(folder)
        with opened(vault, WORDS, OTHER) as store:
            assert_sound(store)
            assert changes(store) == SAVED
            unseen = any("never have been seen" in f.sentence for f in store.told)
        if not unseen:
            vault.recover(sheet_opener(code), OTHER)

        with opened(vault, WORDS, OTHER) as store:
            key = vault.key(OTHER) if not unseen else vault.key(WORDS)
            vault.change_passphrase(key, "a passphrase after all")
            new_code = vault.new_sheet(key)
            vault.sheet_seen()
        vault.recover(sheet_opener(new_code), "and yet another one")
        with opened(a_vault(folder), "and yet another one") as store:
            assert store.told == ()
            assert_sound(store)


@pytest.mark.kill
@pytest.mark.proof
def test_new_killed_at_any_step_can_be_run_again_and_its_sheet_opens(
    tmp_path: Path, how_many: HowMany
) -> None:
    for folder in each_kill("new", tmp_path / "none", tmp_path / "store", how_many, 5):
        vault = a_vault(folder)

        code = vault.new(WORDS, OFFICER)

        assert code
        vault.sheet_seen()
        vault.recover(sheet_opener(code), OTHER)
        with opened(a_vault(folder), OTHER) as store:
            assert store.officer.name == OFFICER.name
            assert store.told == ()
            assert_sound(store)
