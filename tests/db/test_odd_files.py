"""What is no plain file where the store has one: a sentence, and nothing hangs."""

import os
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from db.check import check
from db.vault import Vault
from iomdesk.errors import NotFound, StoreDamaged, UserError
from tests.builders import a_case
from tests.db.test_store import put
from tests.faults.steps import OFFICER, OTHER, WORDS, a_vault, newest_backup

ROOT = Path(__file__).parents[2]
FILES = (
    "store.db",
    "store.db-wal",
    "slots.json",
    "slots.json.previous",
    "lock",
    "reserve",
    "head",
    "backups/slots.json",
)


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    vault = a_vault(tmp_path / "store")
    vault.new(WORDS, OFFICER)
    vault.sheet_seen()
    store = vault.open(vault.key(WORDS))
    store.do(put, a_case())
    store.make_backup()
    store.close()
    return vault


def bound(path: Path) -> None:
    before = Path.cwd()
    os.chdir(path.parent)  # a socket's name has room for 108 letters
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(path.name)
    finally:
        os.chdir(before)


def device(path: Path) -> None:
    try:
        os.mknod(path, stat.S_IFCHR | 0o600, os.makedev(1, 5))  # endless zeros
    except PermissionError:
        pytest.skip("only root makes devices")


ODD: dict[str, Callable[[Path], object]] = {
    "folder": Path.mkdir,
    "pipe": os.mkfifo,
    "socket": bound,
    "device": device,
    "link to nothing": lambda path: path.symlink_to(path.parent / "nowhere"),
    "link to itself": lambda path: path.symlink_to(path),
}


def in_the_way(path: Path, what: str) -> None:
    path.unlink(missing_ok=True)
    ODD[what](path)


COMMANDS = """
import os, sys
from pathlib import Path
from iomdesk.errors import UserError
from db.check import check
from tests.faults.steps import OTHER, OFFICER, WORDS, WORK, a_vault
folder = Path(sys.argv[1])
NAMES = ("opening", "checking", "passphrase", "sheet", "restore", "new")
def checking(folder):
    vault = a_vault(folder)
    with vault.held():
        store = vault.open(vault.key(WORDS))
        try:
            print(check(store).ok)
        finally:
            store.close()
WORK["checking"] = checking
if len(sys.argv) > 2:
    for name in NAMES[:2]:  # all modules are loaded while they may be read
        WORK[name](Path(sys.argv[2]))
    os.setgid(65534)
    os.setuid(65534)
for name in NAMES:
    try:
        WORK[name](folder)
    except UserError as refusal:
        print(name, "refused:", refusal)
    else:
        print(name, "done")
"""


def commands(folder: Path, *more: str) -> list[str]:
    """Run every command in a process of its own, which may take a minute in all."""
    words = [sys.executable, "-c", COMMANDS, str(folder), *more]
    done = subprocess.run(
        words, capture_output=True, text=True, timeout=60, check=False, cwd=ROOT
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.mark.proof(
    "place, what", [(place, what) for place in FILES for what in ODD], sample=6
)
def test_what_is_no_file_of_ours_is_named_and_left_alone(
    vault: Vault, place: str, what: str
) -> None:
    path = vault.folder / place
    in_the_way(path, what)
    before = path.lstat()

    said = commands(vault.folder)

    refused = [line for line in said if "refused" in line]
    assert any(path.name in line for line in refused), said
    assert (path.lstat().st_ino, path.lstat().st_mode) == (
        before.st_ino,
        before.st_mode,
    )
    assert not (path.parent / "nowhere").exists()


@pytest.mark.parametrize("what", [each for each in ODD if each != "folder"])
def test_no_folder_for_backups_is_a_sentence(vault: Vault, what: str) -> None:
    for path in (vault.folder / "backups").iterdir():
        path.unlink()
    (vault.folder / "backups").rmdir()
    in_the_way(vault.folder / "backups", what)

    with vault.held():
        store = vault.open(vault.key(WORDS))
        with pytest.raises(UserError, match="backups"):
            store.make_backup()
        assert "backups" in str(check(store).faults)
        store.close()


@pytest.mark.parametrize("place", FILES[:1] + FILES[2:6])
def test_a_file_that_may_not_be_read_is_a_sentence(vault: Vault, place: str) -> None:
    if os.getuid():
        pytest.skip("only root can become somebody else")
    with tempfile.TemporaryDirectory() as above:  # pytest's own are closed to others
        Path(above).chmod(0o711)
        folder = Path(shutil.copytree(vault.folder, Path(above) / "store"))
        for path in (folder, *folder.rglob("*")):
            os.chown(path, 65534, 65534)
        os.chown(folder / place, 0, 0)
        (folder / place).chmod(0o600)
        said = commands(folder, str(vault.folder))

    assert any(place in line for line in said if "refused" in line), said


@pytest.mark.parametrize("name", ["/dev/null/store", "/proc/store", "x" * 300])
def test_a_store_cannot_be_made_where_there_is_no_room_for_a_folder(
    tmp_path: Path, name: str
) -> None:
    with pytest.raises(UserError, match=r"cannot be made|is not a folder"):
        a_vault(tmp_path / name).new(WORDS, OFFICER)


EMPTY = {
    "nothing": b"",
    "a byte": b"\0",
    "less than a page": bytes(4095),
    "a page of zeros": bytes(4096),
    "zeros": bytes(40 * 4096),
    "chance": b"",
    "gone": None,
}


@pytest.mark.parametrize("with_log", [False, True], ids=["alone", "with log"])
@pytest.mark.parametrize("what", EMPTY)
def test_a_store_file_that_is_empty_is_never_made_a_new_store(
    tmp_path: Path, what: str, with_log: bool
) -> None:
    vault = a_vault(tmp_path / "store")
    vault.new(WORDS, OFFICER)
    vault.sheet_seen()
    key = vault.key(WORDS)
    store = vault.open(key)
    store.do(put, a_case())
    store.make_backup()
    store.do(put, a_case())
    log = (vault.folder / "store.db-wal").read_bytes()
    store.close()
    path, content = vault.folder / "store.db", EMPTY[what]
    path.unlink()
    if content is not None:
        path.write_bytes(os.urandom(8192) if what == "chance" else content)
    if with_log:
        (vault.folder / "store.db-wal").write_bytes(log)
    before = path.read_bytes() if path.exists() else None

    for passphrase in (WORDS, OTHER):
        with pytest.raises((StoreDamaged, NotFound, UserError)) as refusal:
            a_vault(vault.folder).new(passphrase, OFFICER)
        assert "already" in str(refusal.value)
    for _ in range(2):
        again = a_vault(vault.folder)
        with pytest.raises(StoreDamaged, match="restore"), again.held():
            again.open(again.key(WORDS))
    if not ("zeros" in what and with_log):  # a log is taken into what it belongs to
        assert (path.read_bytes() if path.exists() else None) == before

    vault.restore(newest_backup(vault.folder), key)

    store = vault.open(vault.key(WORDS))
    assert check(store).ok
    assert store.reading().value("SELECT count(*) FROM link") == 1
    store.close()
