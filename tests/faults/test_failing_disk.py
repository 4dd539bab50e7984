"""Disks that fail, in commands as people type them: told as what they are, and read."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from db.check import check
from db.kept_rows import kept_files
from db.store import RESERVE
from iomdesk.errors import ReadOnlyStore
from iomdesk.ports import CaseFilter
from tests.builders import a_case
from tests.faults.commanding import WORDS, consultations, litter, made, run
from tests.faults.disks import fill, set_read_only, strace
from tests.faults.worker import put


def test_a_disk_that_can_only_be_read_is_read_from_a_copy_and_what_is_read_is_noted(
    disk: Path,
) -> None:
    vault = made(disk / "store")
    set_read_only(disk)

    listed = run("cases", vault.folder, "--json")
    shown = run("case", vault.folder, "X1")
    found = run("cases", vault.folder, "--search", "person2")

    assert [said.code for said in (listed, shown, found)] == [0, 0, 0]
    assert json.loads(listed.out)["count"] == 3
    assert "The disk can only be read" in listed.err
    assert "private copy" in listed.err
    assert "PERSON2" in found.out
    assert litter() == []

    set_read_only(disk, is_set=False)
    assert len(consultations(vault)) == 3
    assert len(consultations(vault)) == 3
    store = vault.open(vault.key(WORDS))
    assert check(store).ok
    assert kept_files(vault.folder, vault.key(WORDS)) == []
    store.close()


def test_what_was_committed_to_the_log_alone_is_read_too(disk: Path) -> None:
    """Fifty commits that no checkpoint brought into the file: the worst to miss."""
    vault = made(disk / "store")
    script = (
        "import os, sys; from pathlib import Path;"
        "from db.store import EncryptedStore, Options;"
        "from iomdesk.kinds.shipped import SHIPPED;"
        "from tests.faults.worker import put; from tests.builders import a_case;"
        "key, options = bytes.fromhex(sys.argv[2]), Options(kinds=SHIPPED);"
        "store = EncryptedStore(Path(sys.argv[1]), key, options);"
        "[store.do(put, a_case(crn=f'Y{n}')) for n in range(50)]; os._exit(0)"
    )
    key = vault.key(WORDS).hex()
    subprocess.run([sys.executable, "-c", script, str(vault.folder), key], check=True)
    set_read_only(disk)

    listed = run("cases", vault.folder, "--json")

    assert json.loads(listed.out)["count"] == 53
    set_read_only(disk, is_set=False)


def test_nothing_can_be_recorded_on_a_copy_and_the_sentence_says_why(
    disk: Path,
) -> None:
    vault = made(disk / "store")
    set_read_only(disk)
    store = vault.open(vault.key(WORDS))

    with pytest.raises(ReadOnlyStore, match=r"only be read.*private copy"):
        store.do(put, a_case(crn="Z1"))
    assert store.queries.count_cases(CaseFilter()) == 3
    assert store.freshness.fresh
    store.close()
    set_read_only(disk, is_set=False)


@pytest.mark.parametrize("trouble", ["read-only", "full"])
def test_check_calls_no_sound_backup_bad(disk: Path, trouble: str) -> None:
    vault = made(disk / "store")
    ballast = fill(disk) if trouble == "full" else None
    set_read_only(disk) if trouble == "read-only" else None

    said = run("check", vault.folder)

    assert "2 backups" in said.out
    assert "cannot be read" not in said.words
    assert "The store is whole." in said.out
    set_read_only(disk, is_set=False) if ballast is None else ballast.unlink()


def test_people_are_read_on_a_full_disk_and_the_rows_take_the_reserve(
    disk: Path,
) -> None:
    vault = made(disk / "store")
    before = len(consultations(vault))
    fill(disk)

    said = [run(*w, vault.folder, *r) for w, r in ((("cases",), ()), (("due",), ()))]
    said += [run("case", vault.folder, f"X{n}") for n in range(3)]

    assert [s.code for s in said] == [0] * 5, [s.words for s in said]
    assert not (vault.folder / RESERVE).exists()
    assert len(consultations(vault)) > before
    refused = run("restore", vault.folder / "backups" / "none.db", vault.folder)
    assert "internal" not in refused.words


def test_people_are_read_on_a_full_disk_without_a_reserve_too(disk: Path) -> None:
    vault = made(disk / "store")
    (vault.folder / RESERVE).unlink()
    ballast = fill(disk)

    said = run("cases", vault.folder)

    assert said.code == 0, said.words
    assert "3 people" in said.out
    ballast.unlink()
    assert len(consultations(vault)) == 1


ERRORS = {
    "EIO": "may be failing",
    "EROFS": "can only be read",
    "ENOSPC": "no room on the disk",
    "EDQUOT": "quota",
}


@pytest.mark.proof("error", list(ERRORS), sample=1)
def test_a_save_that_the_disk_refuses_says_what_the_disk_said(
    tmp_path: Path, error: str
) -> None:
    vault = made(tmp_path / "store")
    case = tmp_path / "case.json"
    case.write_text('{"person": {"surname": "New"}, "references": {}}', "utf-8")
    under = strace(
        f"pwrite64:error={error}:when=1+", f"fdatasync:error={error}:when=1+"
    )

    said = run("case", vault.folder, "new", "--input", case, under=under)

    assert said.code == 1
    assert ERRORS[error] in said.err
    assert "Something went wrong" not in said.err
    assert "what you typed is kept" not in said.err
    store = vault.open(vault.key(WORDS))
    assert check(store).ok
    store.close()


@pytest.mark.proof("error", ["EIO", "EROFS"], sample=1)
def test_people_are_read_though_every_write_to_the_store_fails(
    tmp_path: Path, error: str
) -> None:
    vault = made(tmp_path / "store")
    under = strace(
        f"pwrite64:error={error}:when=1+", f"fdatasync:error={error}:when=1+"
    )
    # The private copy is written by the same calls: those of its folder may pass.
    under += ["-P", str(vault.folder / "store.db-wal"), "-P", str(vault.folder)]

    said = run("cases", vault.folder, under=under)

    assert said.code == 0, said.words
    assert "3 people" in said.out
    assert len(consultations(vault)) == 1


def test_a_store_that_cannot_be_read_is_not_opened_and_says_so(tmp_path: Path) -> None:
    vault = made(tmp_path / "store")
    under = strace("pread64:error=EIO:when=1+", "read:error=EIO:when=1+")
    under += ["-P", str(vault.folder / "store.db")]

    said = run("cases", vault.folder, under=under)

    assert said.code == 1
    assert ERRORS["EIO"] in said.err


@pytest.mark.proof("read", range(1, 14), sample=2)
def test_whichever_read_fails_first_at_the_opening_the_disk_is_said_to_fail(
    tmp_path: Path, read: int
) -> None:
    vault = made(tmp_path / "store")
    under = strace(f"pread64:error=EIO:when={read}+")
    under += ["-P", str(vault.folder / "store.db")]

    said = run("cases", vault.folder, under=under)

    assert ERRORS["EIO"] in said.err or not said.err, said.words
    assert (said.code == 0) == ("3 people" in said.out), said.words


def test_a_disk_without_locks_is_told(tmp_path: Path) -> None:
    vault = made(tmp_path / "store")

    said = run("cases", vault.folder, under=strace("flock:error=ENOLCK"))

    assert said.code == 1
    assert "gives no locks" in said.err


@pytest.mark.proof("most", range(4, 20), sample=1)
def test_too_many_open_files_are_told(tmp_path: Path, most: int) -> None:
    vault = made(tmp_path / "store")
    limit = (
        "import iomdesk.commands.people, db.vault, db.check, iomdesk.cases.received\n"
        "import resource, platformdirs, argon2.low_level, db.unit_of_work, db.due\n"
        f"resource.setrlimit(resource.RLIMIT_NOFILE, ({most}, {most}))\n"
    )

    said = run("check", vault.folder, before=limit)

    assert said.code == 0 or "files open as it may" in said.words, said.words
    assert "cannot be read" not in said.words
    assert "Something went wrong" not in said.words


def test_a_file_that_may_not_grow_is_told(tmp_path: Path) -> None:
    vault = made(tmp_path / "store")
    limit = (
        "import resource, signal\nsignal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (20000, 20000))\n"
    )
    case = tmp_path / "case.json"
    case.write_text('{"person": {"surname": "' + "N" * 90 + '"}}', "utf-8")

    said = run("case", vault.folder, "new", "--input", case, before=limit)

    assert said.code == 1
    assert "no file as long" in said.err
