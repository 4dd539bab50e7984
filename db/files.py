"""Small files that survive a crash, the lock of a store, and its reserve of space."""

import contextlib
import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Generic, TypeVar

from attrs import frozen

from db.faults import told
from iomdesk.errors import NotFound, StoreDamaged, StoreInUse

RESERVE_BYTES = 8 * 1024 * 1024
_LARGEST_READ = 1024 * 1024

T = TypeVar("T")


@frozen(kw_only=True)
class Reading(Generic[T]):
    """What a file holds; *is_previous* when only the copy before it could be read."""

    value: T
    is_previous: bool


@frozen(kw_only=True)
class KeptFile(Generic[T]):
    """A small file that is replaced whole, with the one before it kept beside it.

    *parse* raises `StoreDamaged` for what is torn. One process writes at a time.
    """

    path: Path
    parse: Callable[[bytes], T]

    @property
    def previous(self) -> Path:
        return self.path.with_name(self.path.name + ".previous")

    def read(self) -> Reading[T]:
        try:
            return Reading(value=self.parse(_read(self.path)), is_previous=False)
        except (FileNotFoundError, StoreDamaged) as fault:
            return self._read_previous(fault)

    def write(self, content: bytes) -> None:
        """Replace the file; whatever happens, the old or the new one can be read."""
        self.parse(content)
        if good := self._sound_content():
            replace_file(self.previous, good)
        replace_file(self.path, content)

    def settle(self) -> None:
        """Make both copies alike, once the file is known to be good.

        What it held before is then gone: a passphrase that was changed, for one.
        """
        good = _read(self.previous if self.read().is_previous else self.path)
        for path in (self.previous, self.path):
            if not path.exists() or _read(path) != good:
                replace_file(path, good)

    def _read_previous(self, fault: FileNotFoundError | StoreDamaged) -> Reading[T]:
        try:
            return Reading(value=self.parse(_read(self.previous)), is_previous=True)
        except (FileNotFoundError, StoreDamaged):
            if isinstance(fault, StoreDamaged):
                raise fault from None
            raise NotFound(
                f"There is no {self.path.name} in {self.path.parent}."
            ) from fault

    def _sound_content(self) -> bytes | None:
        """Return what may take the place of the previous copy: not what is torn."""
        try:
            content = _read(self.path)
            self.parse(content)
        except (FileNotFoundError, StoreDamaged):
            return None
        return content


def replace_file(path: Path, content: bytes) -> None:
    """Put *content* at *path*: durably, whole or not at all, for its owner only."""
    new = path.with_name(path.name + ".new")
    new.unlink(missing_ok=True)
    with told(), _removed_on_failure(new):
        _write_new(new, content)
        new.replace(path)
        _sync_folder(path.parent)


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


@contextmanager
def lock(path: Path) -> Iterator[None]:
    """Hold *path* for this process alone; a killed process lets go of it.

    The file is never removed: another process could be waiting on its old name. On a
    disk that can only be read, one that is there is locked as it is.
    """
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


def make_reserve(path: Path, size: int = RESERVE_BYTES) -> None:
    """Set aside *size* bytes that are really on the disk; one that is there stays."""
    if has_reserve(path, size):
        return
    path.unlink(missing_ok=True)
    with told(), _removed_on_failure(path), created(path) as descriptor:
        _allocate(descriptor, size)
        os.fsync(descriptor)
        _sync_folder(path.parent)


def give_up_reserve(path: Path) -> bool:
    """Free the reserve, and tell whether there was one."""
    if not path.exists():
        return False
    with told():
        path.unlink()
        _sync_folder(path.parent)
    return True


def has_reserve(path: Path, size: int = RESERVE_BYTES) -> bool:
    return path.exists() and path.stat().st_size >= size


def _read(path: Path) -> bytes:
    with told(), path.open("rb") as file:
        return file.read(_LARGEST_READ)


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
        path.unlink(missing_ok=True)
        raise


if sys.platform == "win32":
    import msvcrt

    def _is_locked_by_us(descriptor: int) -> bool:
        os.lseek(descriptor, 0, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def _allocate(descriptor: int, size: int) -> None:
        write_all(descriptor, os.urandom(size))

    def _sync_folder(folder: Path) -> None:
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

    def _allocate(descriptor: int, size: int) -> None:
        try:
            os.posix_fallocate(descriptor, 0, size)
        except OSError as fault:
            if fault.errno not in {errno.EOPNOTSUPP, errno.EINVAL}:
                raise
            write_all(descriptor, os.urandom(size))

    def _sync_folder(folder: Path) -> None:
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
