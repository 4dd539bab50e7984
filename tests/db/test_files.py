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
    copy_file,
    give_up_reserve,
    has_reserve,
    make_reserve,
    private_folder,
    read_plain,
    replace_file,
)
from iomdesk.errors import DiskFull


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


def test_a_huge_file_is_not_taken_into_memory(tmp_path: Path) -> None:
    with (tmp_path / "file").open("wb") as huge:
        huge.truncate(1 << 40)

    assert len(read_plain(tmp_path / "file")) == 1 << 20


def test_a_copy_is_the_owners_alone_whatever_it_was_before(tmp_path: Path) -> None:
    source, target = tmp_path / "source", tmp_path / "target"
    for path in (source, target):
        path.write_bytes(os.urandom(3 << 20))
        path.chmod(0o666)

    copy_file(source, target)

    assert target.read_bytes() == source.read_bytes()
    assert mode(target) == 0o600


def test_only_the_owner_can_read_the_file(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        replace_file(tmp_path / "file", b"One.")
    finally:
        os.umask(before)

    assert mode(tmp_path / "file") == 0o600


def test_what_a_crash_left_half_written_does_not_lend_its_rights(
    tmp_path: Path,
) -> None:
    left = tmp_path / "file.new"
    left.write_bytes(b"half")
    left.chmod(0o666)

    replace_file(tmp_path / "file", b"One.")

    assert mode(tmp_path / "file") == 0o600
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

    monkeypatch.setattr(os, "fsync", noted_fsync)
    monkeypatch.setattr(os, "replace", noted_replace)
    replace_file(tmp_path / "file", b"Two.")

    assert steps == ["sync file", "rename to file", "sync folder"]


def test_a_full_disk_leaves_the_old_file_and_no_litter(small_disk: Path) -> None:
    file = small_disk / "file"
    replace_file(file, b"One.")
    fill(small_disk)

    with pytest.raises(DiskFull, match="Nothing was lost"):
        replace_file(file, b"Two." * 2000)

    assert file.read_bytes() == b"One."
    assert sorted(each.name for each in small_disk.iterdir()) == ["file", "filler"]


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EDQUOT])
@pytest.mark.parametrize("step", ["write", "fsync", "open", "replace"])
def test_a_full_disk_at_any_step_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, code: int
) -> None:
    file = tmp_path / "file"
    replace_file(file, b"One.")

    def full(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    with monkeypatch.context() as patched:
        patched.setattr(os, step, full)
        with pytest.raises(DiskFull, match="Make room"):
            replace_file(file, b"Two.")

    assert file.read_bytes() == b"One."
    assert [each.name for each in tmp_path.iterdir()] == ["file"]


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
