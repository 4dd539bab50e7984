"""What was read while a disk failed is kept in another place, sealed, and taken in."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from db.check import check
from db.kept_rows import kept_files
from db.private_copy import places_to_keep
from db.store import EncryptedStore
from db.vault import Vault
from iomdesk.cases.actions import consult_case
from iomdesk.errors import DiskReadOnly, DiskTrouble
from tests.faults.commanding import WORDS, consultations, litter, made, run
from tests.faults.disks import set_read_only, strace


@pytest.fixture
def keeping(disk: Path) -> Iterator[tuple[Vault, EncryptedStore]]:
    """A store on a disk that can only be read, open for reading."""
    vault = made(disk / "store")
    set_read_only(disk)
    store = vault.open(vault.key(WORDS))
    store.do(consult_case, None, shown=1)
    store.do(consult_case, None, shown=2)
    yield vault, store
    store.close()
    set_read_only(disk, is_set=False)


def test_rows_kept_elsewhere_are_sealed_and_go_in_once_though_they_come_twice(
    keeping: tuple[Vault, EncryptedStore], disk: Path
) -> None:
    vault, store = keeping
    key = vault.key(WORDS)
    (kept,) = kept_files(vault.folder, key)
    assert kept.stat().st_mode & 0o777 == 0o600
    content = kept.read_bytes()
    assert b"consultation" not in content
    assert b"shown" not in content
    store.close()
    set_read_only(disk, is_set=False)

    assert len(consultations(vault)) == 2
    kept.write_bytes(content)
    assert len(consultations(vault)) == 2
    assert not kept.exists()


def test_a_kept_file_that_was_altered_is_not_taken_in_and_check_says_so(
    keeping: tuple[Vault, EncryptedStore], disk: Path
) -> None:
    vault, store = keeping
    (kept,) = kept_files(vault.folder, vault.key(WORDS))
    store.close()
    set_read_only(disk, is_set=False)
    content = bytearray(kept.read_bytes())
    content[40] ^= 1
    kept.write_bytes(content)

    assert consultations(vault) == []
    again = vault.open(vault.key(WORDS))
    report = check(again)
    again.close()
    assert kept.exists()
    assert [fault.part for fault in report.faults] == ["access log"]
    kept.unlink()


def test_without_any_other_place_the_store_is_not_opened_and_says_what_to_do(
    disk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = made(disk / "store")
    key = vault.key(WORDS)
    set_read_only(disk)
    monkeypatch.setattr("db.private_copy._places", lambda: iter([disk]))

    with pytest.raises(DiskReadOnly, match="Make room on another disk"):
        vault.open(key)
    set_read_only(disk, is_set=False)


def test_where_nothing_can_be_noted_nothing_is_shown(
    keeping: tuple[Vault, EncryptedStore], monkeypatch: pytest.MonkeyPatch
) -> None:
    vault, store = keeping
    only = [vault.folder]
    monkeypatch.setattr("db.kept_rows.places_to_keep", lambda _: only)

    with pytest.raises(DiskTrouble):
        store.do(consult_case, None, shown=3)


def test_the_copy_of_a_killed_reading_is_removed_by_the_next(disk: Path) -> None:
    vault = made(disk / "store")
    set_read_only(disk)
    kill = "import os, db.store\ndb.store.EncryptedStore.close = lambda _: os.abort()\n"

    run("cases", vault.folder, before=kill)
    assert len(litter()) == 1
    run("cases", vault.folder)

    assert litter() == []
    set_read_only(disk, is_set=False)
    assert len(consultations(vault)) == 2


def test_a_disk_that_turns_read_only_while_the_store_is_open_is_read_on(
    tmp_path: Path,
) -> None:
    """The kernel lets no disk turn with files open for writing, but by a fault."""
    vault = made(tmp_path / "store")
    script = (
        "case", vault.folder, "X1",
    )  # fmt: skip
    under = strace("pwrite64:error=EROFS:when=2+")
    under += ["-P", str(vault.folder / "store.db-wal")]

    said = run(*script, under=under)

    assert said.code == 0, said.words
    assert "Person1".upper() in said.out.upper()


def test_places_to_keep_are_three_and_the_first_is_the_stores_own(
    tmp_path: Path, state: Path
) -> None:
    places = places_to_keep(tmp_path)

    assert places[0] == tmp_path
    assert state in places[1].parents
    assert len(set(places)) == 3
