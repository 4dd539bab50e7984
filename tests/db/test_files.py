"""Tests of small files that survive full disks, torn writes and curious neighbours."""

import errno
import os
import stat
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from db.files import (
    KeptFile,
    give_up_reserve,
    has_reserve,
    make_reserve,
    private_folder,
    replace_file,
)
from iomdesk.errors import DiskFull, NotFound, StoreDamaged, StoreTooNew


def whole(content: bytes) -> str:
    """Return the text of *content*, which is whole when it ends with a full stop."""
    text = content.decode()
    if text.startswith("newer"):
        raise StoreTooNew("Update the program.")
    if not text.endswith("."):
        raise StoreDamaged("It is torn.")
    return text


def a_file(folder: Path) -> KeptFile[str]:
    return KeptFile(path=folder / "slots.json", parse=whole)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A real disk of 64 KiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(disk)]
    if subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("only root can mount a small disk")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def fill(disk: Path) -> None:
    with suppress(OSError), (disk / "filler").open("wb", buffering=0) as filler:
        while filler.write(bytes(4096)):
            pass


def test_what_is_written_is_read(tmp_path: Path) -> None:
    file = a_file(tmp_path)

    file.write(b"One.")
    file.write(b"Two.")

    assert file.read().value == "Two."
    assert not file.read().is_previous


def test_the_one_before_is_kept(tmp_path: Path) -> None:
    file = a_file(tmp_path)

    file.write(b"One.")
    file.write(b"Two.")

    assert file.previous.read_bytes() == b"One."


def test_a_file_known_to_be_good_replaces_the_one_before(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")
    file.write(b"Two.")

    file.settle()

    assert file.path.read_bytes() == b"Two."
    assert file.previous.read_bytes() == b"Two."


def test_a_torn_file_is_made_good_from_the_one_before(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")
    file.write(b"Two.")
    file.path.write_bytes(b"Tw")

    file.settle()

    assert file.path.read_bytes() == b"One."
    assert not file.read().is_previous


def test_copies_that_are_alike_are_not_written_again(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")
    file.settle()
    first = file.path.stat().st_ino, file.previous.stat().st_ino

    file.settle()

    assert (file.path.stat().st_ino, file.previous.stat().st_ino) == first


@pytest.mark.parametrize("left", [b"", b"Tw", None])
def test_a_torn_or_missing_file_gives_the_one_before_and_says_so(
    tmp_path: Path, left: bytes | None
) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")
    file.write(b"Two.")

    file.path.unlink()
    if left is not None:
        file.path.write_bytes(left)

    assert file.read().value == "One."
    assert file.read().is_previous


def test_a_torn_file_never_takes_the_place_of_the_good_one_before(
    tmp_path: Path,
) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")
    file.write(b"Two.")
    file.path.write_bytes(b"Tw")

    file.write(b"Three.")

    assert file.read().value == "Three."
    assert file.previous.read_bytes() == b"One."


def test_two_torn_files_are_refused_with_the_sentence_of_the_parser(
    tmp_path: Path,
) -> None:
    file = a_file(tmp_path)
    file.path.write_bytes(b"Tw")
    file.previous.write_bytes(b"On")

    with pytest.raises(StoreDamaged, match="It is torn"):
        file.read()


def test_no_file_at_all_is_said(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match=r"There is no slots\.json"):
        a_file(tmp_path).read()


def test_a_file_of_a_newer_program_is_not_passed_over_for_the_one_before(
    tmp_path: Path,
) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")
    file.write(b"Two.")
    file.path.write_bytes(b"newer than this program.")

    with pytest.raises(StoreTooNew):
        file.read()
    with pytest.raises(StoreTooNew):
        file.write(b"Three.")


def test_what_could_not_be_read_again_is_not_written(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")

    with pytest.raises(StoreDamaged):
        file.write(b"Tw")

    assert file.read().value == "One."


def test_a_huge_file_is_not_taken_into_memory(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    with file.path.open("wb") as huge:
        huge.truncate(1 << 40)

    with pytest.raises(StoreDamaged):
        file.read()


def test_only_the_owner_can_read_the_files(tmp_path: Path) -> None:
    file = a_file(tmp_path)
    before = os.umask(0)
    try:
        file.write(b"One.")
        file.write(b"Two.")
    finally:
        os.umask(before)

    assert mode(file.path) == 0o600
    assert mode(file.previous) == 0o600


def test_what_a_crash_left_half_written_does_not_lend_its_rights(
    tmp_path: Path,
) -> None:
    file = a_file(tmp_path)
    left = tmp_path / "slots.json.new"
    left.write_bytes(b"half")
    left.chmod(0o666)

    file.write(b"One.")

    assert mode(file.path) == 0o600
    assert not left.exists()


def test_only_the_owner_can_enter_the_folder(tmp_path: Path) -> None:
    folder = tmp_path / "above" / "store"
    open_to_all = tmp_path / "open"
    open_to_all.mkdir(mode=0o755)

    assert mode(private_folder(folder)) == 0o700
    assert mode(private_folder(open_to_all)) == 0o700


def test_bytes_are_on_the_disk_before_their_name_and_the_name_before_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    steps: list[str] = []
    fsync, replace = os.fsync, os.replace

    def noted_fsync(descriptor: int) -> None:
        is_folder = stat.S_ISDIR(os.fstat(descriptor).st_mode)
        steps.append("sync folder" if is_folder else "sync file")
        fsync(descriptor)

    def noted_replace(source: Any, target: Any) -> None:
        steps.append(f"rename to {Path(target).name}")
        replace(source, target)

    file = a_file(tmp_path)
    file.write(b"One.")
    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    file.write(b"Two.")

    assert steps == [
        "sync file",
        "rename to slots.json.previous",
        "sync folder",
        "sync file",
        "rename to slots.json",
        "sync folder",
    ]


def test_a_full_disk_leaves_the_old_file_and_no_litter(small_disk: Path) -> None:
    file = a_file(small_disk)
    file.write(b"One.")
    fill(small_disk)

    with pytest.raises(DiskFull, match="Nothing was lost"):
        file.write(b"Two." * 2000)

    assert file.read().value == "One."
    assert not file.read().is_previous
    assert sorted(each.name for each in small_disk.iterdir()) == [
        "filler",
        "slots.json",
    ]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("step", ["write", "fsync", "open", "replace"])
def test_a_full_disk_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    file = a_file(tmp_path)
    file.write(b"One.")

    def full(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(DiskFull, match="Make room"):
            replace_file(file.path, b"Two.")

    assert file.read().value == "One."
    assert [each.name for each in tmp_path.iterdir()] == ["slots.json"]


def test_a_write_cut_short_goes_on_where_it_stopped(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = os.write
    monkeypatch.setattr(os, "write", lambda to, what: write(to, bytes(what)[:3]))

    replace_file(tmp_path / "file", b"more than three bytes")

    assert (tmp_path / "file").read_bytes() == b"more than three bytes"


def test_the_reserve_takes_real_room(tmp_path: Path) -> None:
    reserve = tmp_path / "reserve"

    make_reserve(reserve, 1 << 20)

    assert has_reserve(reserve, 1 << 20)
    assert reserve.stat().st_blocks * 512 >= 1 << 20
    assert mode(reserve) == 0o600


def test_a_reserve_that_is_there_stays(tmp_path: Path) -> None:
    reserve = tmp_path / "reserve"
    make_reserve(reserve, 4096)
    first = reserve.stat().st_ino, reserve.stat().st_mtime_ns

    make_reserve(reserve, 4096)

    assert (reserve.stat().st_ino, reserve.stat().st_mtime_ns) == first


def test_a_reserve_cut_short_is_made_again(tmp_path: Path) -> None:
    reserve = tmp_path / "reserve"
    reserve.write_bytes(b"short")

    make_reserve(reserve, 4096)

    assert has_reserve(reserve, 4096)


def test_the_reserve_is_given_up_once(tmp_path: Path) -> None:
    reserve = tmp_path / "reserve"
    make_reserve(reserve, 4096)

    assert give_up_reserve(reserve)
    assert not give_up_reserve(reserve)
    assert not has_reserve(reserve, 4096)


def test_the_reserve_given_up_lets_a_file_be_written_on_a_full_disk(
    small_disk: Path,
) -> None:
    reserve = small_disk / "reserve"
    make_reserve(reserve, 16 * 1024)
    fill(small_disk)
    with pytest.raises(DiskFull):
        replace_file(small_disk / "draft", bytes(8 * 1024))

    give_up_reserve(reserve)
    replace_file(small_disk / "draft", bytes(8 * 1024))

    assert (small_disk / "draft").stat().st_size == 8 * 1024


def test_a_reserve_that_does_not_fit_leaves_nothing_behind(small_disk: Path) -> None:
    with pytest.raises(DiskFull):
        make_reserve(small_disk / "reserve")

    assert list(small_disk.iterdir()) == []


def test_a_disk_that_cannot_set_room_aside_is_written_on_instead(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unable(*_: int) -> None:
        raise OSError(errno.EOPNOTSUPP, "not here")

    monkeypatch.setattr(os, "posix_fallocate", unable)

    make_reserve(tmp_path / "reserve", 1 << 16)

    assert (tmp_path / "reserve").stat().st_blocks * 512 >= 1 << 16
