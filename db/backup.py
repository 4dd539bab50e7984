"""Rotating verified copies of the store, beside it."""

import os
import shutil
from datetime import UTC, datetime
from pathlib import Path

from db.connection import Connection
from db.files import replace_file
from iomdesk.errors import DiskFull, StoreDamaged

KEEP = 3
FOLDER = "backups"


def make(connection: Connection, folder: Path, key: bytes, now: datetime) -> Path:
    """Copy the file inside a read transaction, verify the copy, keep three.

    A checkpoint comes first, so that the file holds everything; a copy that does not
    verify is removed and never replaces a good one.
    """
    connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
    place = folder / FOLDER
    place.mkdir(exist_ok=True, mode=0o700)
    target = place / f"{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.db"
    partial = target.with_suffix(".part")
    try:
        with connection.reading():
            connection.value("SELECT count(*) FROM sqlite_master")
            _copy(connection.path, partial)
        verify(partial, key)
    except BaseException as fault:
        partial.unlink(missing_ok=True)
        if isinstance(fault, OSError):
            raise DiskFull(
                "There is no room for a backup. The store itself is unharmed. "
                "Free some space."
            ) from fault
        raise
    partial.replace(target)
    _keep_slots(folder, place)
    rotate(place)
    return target


def verify(path: Path, key: bytes) -> None:
    """Refuse a copy of which any page cannot be read with the key."""
    copy = Connection(path, key, read_only=True)
    try:
        faults = copy.rows("PRAGMA cipher_integrity_check")
        whole = copy.value("SELECT count(*) FROM sqlite_master")
    finally:
        copy.close()
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)
    if faults or not whole:
        raise StoreDamaged("The backup could not be verified, so it was not kept.")


def kept(folder: Path) -> list[Path]:
    """Return the backups, oldest first."""
    return sorted((folder / FOLDER).glob("*.db"))


def rotate(place: Path) -> None:
    for old in sorted(place.glob("*.db"))[:-KEEP]:
        old.unlink()
    for partial in place.glob("*.part*"):
        partial.unlink(missing_ok=True)


def _keep_slots(folder: Path, place: Path) -> None:
    """Keep the ways to open beside the copies: without them no copy can be opened."""
    slots = folder / "slots.json"
    if slots.exists():
        replace_file(place / "slots.json", slots.read_bytes())


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        shutil.copyfileobj(read, write, 1 << 20)
        write.flush()
        os.fsync(write.fileno())
