"""Nobody but the owner reads what the program writes, whatever the umask says."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from db.hub.file import new_file_store, open_file_store
from db.store import Options
from db.vault import Vault
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.builders import a_case
from tests.faults.worker import CHEAP, put

if os.name != "posix":
    pytest.skip("rights are told in another way here", allow_module_level=True)

WORDS = "correct horse battery staple"
MAKE = """
import os, sys
from pathlib import Path
os.umask(int(sys.argv[2], 8))
from tests.db.test_private_files import use
use(Path(sys.argv[1]))
"""
BY_MAIN = """
import os, sys
os.umask(0)
from iomdesk.__main__ import main
sys.exit(main(sys.argv[1:]))
"""


def use(folder: Path) -> None:
    """Make a store, work in it, back it up, put the backup back, keep it open."""
    vault = Vault(
        folder=folder, cost=CHEAP, floor=CHEAP, options=Options(kinds=SHIPPED)
    )
    vault.new(WORDS, Officer(id=OfficerId("o"), name="M"))
    key = vault.key(WORDS)
    store = vault.open(key)
    store.do(put, a_case())
    copy = store.make_backup()
    store.close()
    vault.restore(copy, key)
    vault.change_passphrase(key, "another horse battery staple")
    store = vault.open(key)
    store.do(put, a_case())
    os._exit(0)  # -wal and -shm stay


def open_to_others(folder: Path) -> list[str]:
    return [
        f"{path.relative_to(folder)} {stat.S_IMODE(path.stat().st_mode):o}"
        for path in (folder, *sorted(folder.rglob("*")))
        if path.stat().st_mode & 0o077
    ]


@pytest.mark.proof("umask", ["0", "022", "002"], sample=1)
@pytest.mark.proof("before", [None, 0o777, 0o775], sample=1)
def test_all_that_a_store_writes_is_for_its_owner(
    tmp_path: Path, umask: str, before: int | None
) -> None:
    folder = tmp_path / "store"
    if before:
        folder.mkdir()
        folder.chmod(before)

    subprocess.run([sys.executable, "-c", MAKE, str(folder), umask], check=True)

    assert (folder / "store.db-wal").stat().st_size > 0
    assert open_to_others(folder) == []


def test_rights_that_are_too_wide_are_narrowed_at_opening(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    subprocess.run([sys.executable, "-c", MAKE, str(folder), "022"], check=True)
    theirs = folder / "backups" / "photos.db"
    theirs.write_bytes(b"theirs")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o777 if path.is_dir() else 0o666)
    (folder / "a link").symlink_to(tmp_path)
    tmp_path.chmod(0o755)

    vault = Vault(
        folder=folder, cost=CHEAP, floor=CHEAP, options=Options(kinds=SHIPPED)
    )
    vault.open(vault.key("another horse battery staple")).close()

    assert open_to_others(folder) == ["a link 755", "backups/photos.db 666"]


def test_a_linked_folder_of_backups_is_not_narrowed(tmp_path: Path) -> None:
    vault = Vault(
        folder=tmp_path / "store",
        cost=CHEAP,
        floor=CHEAP,
        options=Options(kinds=SHIPPED),
    )
    vault.new(WORDS, Officer(id=OfficerId("o"), name="M"))
    theirs = tmp_path / "theirs"
    theirs.mkdir()
    (theirs / "1Z.db").write_bytes(b"")
    theirs.chmod(0o777)
    (theirs / "1Z.db").chmod(0o666)
    (vault.folder / "backups").symlink_to(theirs)

    vault.open(vault.key(WORDS)).close()

    assert open_to_others(theirs) == [". 777", "1Z.db 666"]


@pytest.mark.parametrize("mode", [0o775, 0o777, 0o700])
def test_a_hub_leaves_a_folder_that_was_there_and_hides_its_own_files(
    tmp_path: Path, mode: int
) -> None:
    shared = tmp_path / "shared"
    shared.mkdir()
    shared.chmod(mode)
    before = os.umask(0)
    try:
        hub = new_file_store(shared)
    finally:
        os.umask(before)

    assert stat.S_IMODE(shared.stat().st_mode) == mode
    assert (shared / "hub.db-wal").exists()
    assert [line for line in open_to_others(shared) if "hub" in line] == []
    hub.close()
    (shared / "hub.db").chmod(0o644)
    open_file_store(shared).close()
    assert stat.S_IMODE((shared / "hub.db").stat().st_mode) == 0o600


def test_a_hub_makes_its_own_folder_for_itself(tmp_path: Path) -> None:
    new_file_store(tmp_path / "hub").close()

    assert open_to_others(tmp_path / "hub") == []


def test_the_program_lets_nobody_else_read_what_it_writes(tmp_path: Path) -> None:
    words = ["hub", "keys", "--out", str(tmp_path)]

    subprocess.run([sys.executable, "-c", BY_MAIN, *words], check=True)

    made = sorted(tmp_path.iterdir())
    assert [p.name for p in made] == ["recovery-private.pem", "recovery-public.pem"]
    assert [stat.S_IMODE(p.stat().st_mode) for p in made] == [0o600, 0o600]
