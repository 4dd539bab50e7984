"""Small files that survive a crash, the lock of a store, and its reserve of space."""

import contextlib
import errno
import os
import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from db.faults import told
from iomdesk.errors import StoreDamaged, StoreInUse

RESERVE_BYTES = 8 * 1024 * 1024
_OTHERS = 0o077
_OF_A_STORE = (
    *("store.db*", "slots.json*", "head", "lock", "reserve"),
    *("*.sealed", "look.txt", "faults.log*", "restoring*", "unfinished", "unseen"),
)
_WITHIN = (("backups", "[0-9]*Z.db"), ("backups", "slots.json*"), ("aside", "**/*"))
_LARGEST_READ = 1024 * 1024
_PIECE = 1024 * 1024
_ODD: tuple[tuple[Callable[[int], bool], str], ...] = (
    (stat.S_ISDIR, "a folder"),
    (stat.S_ISLNK, "a link"),
    (stat.S_ISFIFO, "a pipe"),
    (lambda mode: not stat.S_ISREG(mode), "a device or a socket"),
)


def demand_plain(path: Path) -> None:
    """Refuse a folder, a link, a pipe or a device where only a file of ours belongs.

    A pipe would be waited on for ever, a link would have us write somewhere else.
    """
    try:
        with told():
            mode = path.lstat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return
    kind = next((words for is_it, words in _ODD if is_it(mode)), None)
    if kind:
        raise StoreDamaged(
            f"{path} is {kind}, and this program did not put it there. Nothing was "
            "changed. Move it away, then try again."
        )
    if not os.access(path, os.R_OK):
        raise StoreDamaged(
            f"{path} is closed to your account. Nothing was changed. Tell your IT desk."
        )


def demand_folder(path: Path) -> None:
    """Refuse what is no folder, or a link to one, where a folder of ours belongs."""
    if os.path.lexists(path) and (path.is_symlink() or not path.is_dir()):
        raise StoreDamaged(
            f"{path} is not a folder that this program made. Nothing was changed. "
            "Move it away, then try again."
        )


def read_plain(path: Path) -> bytes:
    """Return what a small file holds, up to one MiB of it."""
    demand_plain(path)
    with told(), path.open("rb") as file:
        return file.read(_LARGEST_READ)


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* at *path*: durably, whole or not at all, for its owner only."""
    new = path.with_name(path.name + ".new")
    with told(), _removed_on_failure(new):
        new.unlink(missing_ok=True)
        _write_new(new, content)
        new.replace(path)
        sync_folder(path.parent)


def copy_file(source: Path, target: Path) -> None:
    """Copy *source* to *target*: durably, for its owner only."""
    target.unlink(missing_ok=True)
    with told(), _removed_on_failure(target):
        with source.open("rb") as read, created(target) as descriptor:
            while piece := read.read(_PIECE):
                write_all(descriptor, piece)
            os.fsync(descriptor)
        sync_folder(target.parent)


def write_all(descriptor: int, content: bytes) -> None:
    """Write *content* to the open file, however many writes that takes."""
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


@contextmanager
def created(path: Path) -> Iterator[int]:
    """Make the file at *path*, for its owner only, and yield it open for writing."""
    with open(path, "xb", buffering=0, opener=_for_owner) as file:
        yield file.fileno()


def overwrite(path: Path) -> None:
    """Write chance over what *path* holds, durably, so that its place tells nothing."""
    with path.open("r+b", buffering=0) as file:
        write_all(file.fileno(), os.urandom(path.stat().st_size))
        os.fsync(file.fileno())


def private_folder(path: Path) -> Path:
    """Return the folder *path*, made if need be, for its owner only."""
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.chmod(0o700)
    return path


def narrow(paths: Iterable[Path]) -> None:
    """Take from others what rights they have to files and folders that are ours.

    What is a link, or cannot be changed, is left as it is.
    """
    for path in paths:
        with contextlib.suppress(OSError):
            mode = path.lstat().st_mode
            if not stat.S_ISLNK(mode) and mode & _OTHERS:
                path.chmod(stat.S_IMODE(mode) & ~_OTHERS)


def narrow_store(folder: Path) -> None:
    """Narrow the folder of a store and what the program writes in it, nothing else."""
    narrow([folder, *(path for name in _OF_A_STORE for path in folder.glob(name))])
    for inner, name in _WITHIN:
        if not (folder / inner).is_symlink():
            narrow([folder / inner, *(folder / inner).glob(name)])


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold *path* for this process alone; a killed process lets go of it.

    The file is never removed: another process could be waiting on its old name. On a
    disk that can only be read, one that is there is locked as it is.
    """
    demand_plain(path)
    with contextlib.ExitStack() as held:
        with told():
            if file := _lock_file(path):
                held.enter_context(file)
            if file and not _is_locked_by_us(file.fileno()):
                raise StoreInUse(
                    "The store is open in another window or program. Close it there "
                    "first."
                )
        yield


def _lock_file(path: Path) -> BinaryIO | None:
    """Return the file to lock, None where there is none and none can be made."""
    try:
        return open(path, "ab", opener=_for_owner)
    except OSError as fault:
        if fault.errno != errno.EROFS:
            raise
        return path.open("rb") if path.exists() else None


@contextmanager
def alone(descriptor: int) -> Iterator[None]:
    """Wait until nobody else is in such a block with this file, threads included."""
    _wait_for(descriptor)
    try:
        yield
    finally:
        _let_go(descriptor)


def make_reserve(path: Path, size: int = RESERVE_BYTES) -> None:
    """Set aside *size* bytes that are really on the disk; one that is there stays."""
    demand_plain(path)
    if has_reserve(path, size):
        return
    with told():
        path.unlink(missing_ok=True)
    with told(), _removed_on_failure(path), created(path) as descriptor:
        _allocate(descriptor, size)
        os.fsync(descriptor)
        sync_folder(path.parent)


def give_up_reserve(path: Path) -> bool:
    """Free the reserve, and tell whether there was one."""
    if not path.exists():
        return False
    with told():
        path.unlink()
        sync_folder(path.parent)
    return True


def has_reserve(path: Path, size: int = RESERVE_BYTES) -> bool:
    return path.exists() and path.stat().st_size >= size


def _write_new(path: Path, content: bytes) -> None:
    with created(path) as descriptor:
        write_all(descriptor, content)
        os.fsync(descriptor)


def _for_owner(path: str, flags: int) -> int:
    return os.open(path, flags, mode=0o600)


@contextmanager
def _removed_on_failure(path: Path) -> Iterator[None]:
    try:
        yield
    except BaseException:
        with contextlib.suppress(OSError):
            path.unlink(missing_ok=True)
        raise


if sys.platform == "win32":
    import msvcrt

    _BEYOND = 1 << 20  # Windows keeps others even from reading what is locked

    def _is_locked_by_us(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _wait_for(descriptor: int) -> None:
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_LOCK, 1)

    def _let_go(descriptor: int) -> None:
        os.lseek(descriptor, _BEYOND, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_UNLCK, 1)

    def _allocate(descriptor: int, size: int) -> None:
        write_all(descriptor, os.urandom(size))

    def sync_folder(folder: Path) -> None:
        """Do nothing: Windows opens no folder, and NTFS journals its names."""

else:
    import fcntl

    def _is_locked_by_us(descriptor: int) -> bool:
        """Lock the open file, not the process: two stores in one process count too."""
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _wait_for(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _let_go(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_UN)

    def _allocate(descriptor: int, size: int) -> None:
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError as fault:
            if fault.errno not in {errno.EOPNOTSUPP, errno.EINVAL}:
                raise
            write_all(descriptor, os.urandom(size))

    def sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
