"""Faults of the driver and of the disk as sentences, each as what it is."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from iomdesk.errors import DiskTrouble, ReadOnlyStore, StoreDamaged, UserError
from iomdesk.troubles import trouble, trouble_of

_DAMAGED = (
    "The store is damaged: a part of it cannot be read. Nothing was changed. "
    "Run “iomdesk check”, then restore the newest good backup."
)
_NO_WRITING = "The store is open for reading only; this was not authorized."
_UNOPENED = (
    "{} could not be opened: it, or a file that belongs to it, is missing, is no "
    "ordinary file, or is closed to your account. Tell your IT desk."
)
_PRIMARY = 0xFF
_BUSY, _NOMEM, _READONLY, _IOERR, _FULL, _CANTOPEN = 5, 7, 8, 10, 13, 14
_PROTOCOL, _NOLFS, _AUTH = 15, 22, 23
_OF_DAMAGE = {11, 26}
_LOCKING = (2058, 2314, 3594, 3850, 5130)
"""IOERR_UNLOCK, _RDLOCK, _CHECKRESERVEDLOCK, _LOCK and _SHMLOCK."""
_IOERR_NOMEM = 3082
_PLAINLY = {
    **dict.fromkeys(_LOCKING, errno.ENOLCK),
    _IOERR_NOMEM: errno.ENOMEM,
    _NOMEM: errno.ENOMEM,
    _FULL: errno.ENOSPC,
    _PROTOCOL: errno.ENOLCK,
    _NOLFS: errno.EFBIG,
}
_ELSE = {_IOERR: errno.EIO, _READONLY: errno.EACCES}
"""What is said where the disk itself, asked again, has no fault to name."""

_PROBED = 128 * 1024


@contextmanager
def told() -> Iterator[None]:
    """Turn what the disk or the machine refuses into a sentence."""
    try:
        yield
    except OSError as fault:
        said = trouble_of(fault)
        if said is None:
            raise
        raise said from fault


@contextmanager
def driver_told(path: Path) -> Iterator[None]:
    """Turn the driver's faults into sentences; what is ours to mend flies on."""
    try:
        yield
    except sqlcipher.DatabaseError as fault:
        said = _sentence(fault, path)
        if said is None:
            raise
        raise said from fault


def _sentence(fault: sqlcipher.DatabaseError, path: Path) -> UserError | None:
    code = int(getattr(fault, "sqlite_errorcode", 0))
    primary = code & _PRIMARY
    if primary in _OF_DAMAGE or _is_damage(str(fault)):
        return _unreadable(path) or StoreDamaged(_DAMAGED)
    if primary == _BUSY:
        return UserError("The store is busy. Wait a moment and try again.")
    if primary == _AUTH:
        return ReadOnlyStore(_NO_WRITING)
    return _trouble(code, path)


def _trouble(code: int, path: Path) -> DiskTrouble | None:
    for each in (code, code & _PRIMARY):
        if each in _PLAINLY:
            return trouble(_PLAINLY[each])
    if code & _PRIMARY == _CANTOPEN:
        return _asked(path.parent) or DiskTrouble(_UNOPENED.format(path))
    if code & _PRIMARY in _ELSE:
        return _asked(path.parent) or trouble(_ELSE[code & _PRIMARY])
    return None


def _is_damage(said: str) -> bool:
    words = ("malformed", "not a database", "encrypted", "corrupt", "hmac")
    return any(word in said for word in words)


def _asked(folder: Path) -> DiskTrouble | None:
    """Ask the disk again and return what it says: SQLite keeps the number to itself.

    A quota, a full disk at the log's index, and a disk that turned read-only are all
    “disk I/O error” to it.
    """
    probe = folder / f".probe-{os.getpid()}"
    try:
        _write_and_read(probe)
    except OSError as fault:
        return trouble_of(fault)
    finally:
        with contextlib.suppress(OSError):
            probe.unlink(missing_ok=True)
    return None


def _unreadable(path: Path) -> DiskTrouble | None:
    """Read the whole file, and return why the disk does not give it, where it does not.

    The driver takes a page that could not be read for a page that is damaged.
    """
    try:
        with path.open("rb", buffering=0) as file:
            _read_all(file.fileno())
    except OSError as fault:
        return trouble_of(fault)
    return None


def _read_all(file: int) -> None:
    at = 0
    while found := _read_at(file, at):
        at += len(found)


def _read_at(file: int, at: int) -> bytes:
    if sys.platform != "win32":
        return os.pread(file, _PROBED, at)
    return os.read(file, _PROBED)


def _write_and_read(probe: Path) -> None:
    """Do to the disk what SQLite does, by the same calls where there are any."""
    file = os.open(probe, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        if sys.platform != "win32":
            at = 0
            while at < _PROBED:
                at += os.pwrite(file, bytes(_PROBED - at), at)
            os.pread(file, _PROBED, 0)
        else:
            os.write(file, bytes(_PROBED))
        os.fsync(file)
    finally:
        os.close(file)
