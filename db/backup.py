"""Rotating verified copies of the store, beside it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from db.connection import Connection
from db.files import replace_file
from db.pages import PAGE, Pages
from iomdesk.errors import DiskFull, StoreDamaged, UserError

KEEP = 3
FOLDER = "backups"

_HANDS = 2
_PIECE = 1 << 20
_UNPROVED = "The backup could not be verified, so it was not kept."

_NO_ROOM = (
    "There is no room for a backup. The store itself is unharmed. Free some space."
)


def pin(writer: Connection, key: bytes) -> Connection:
    """Bring the file up to the last commit and return a reader that keeps it so.

    While its read transaction lasts no checkpoint writes to the file: writers go on
    in the log. Nobody may write between the two steps here.
    """
    busy = writer.value("PRAGMA wal_checkpoint(TRUNCATE)")
    if busy:
        raise UserError("The store is being read. Wait a moment, then back up again.")
    reader = Connection(writer.path, key, read_only=True)
    reader.run("BEGIN")
    reader.value("SELECT count(*) FROM sqlite_master")
    return reader


def make(pinned: Connection, folder: Path, key: bytes, now: datetime) -> Path:
    """Copy the *pinned* file, verify the copy, keep three; *pinned* is closed.

    A copy that does not verify is removed and never replaces a good one.
    """
    place = folder / FOLDER
    place.mkdir(exist_ok=True, mode=0o700)
    target = place / f"{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}.db"
    partial = target.with_suffix(".part")
    try:
        _copy_proved(pinned.path, partial, key)
    except OSError as fault:
        partial.unlink(missing_ok=True)
        raise DiskFull(_NO_ROOM) from fault
    except BaseException:
        partial.unlink(missing_ok=True)
        raise
    finally:
        pinned.close()
    partial.replace(target)
    keep_slots(folder)
    rotate(place)
    return target


def verify(path: Path, key: bytes) -> None:
    """Refuse a copy of which any page cannot be read with the key."""
    with _opened(path, key) as copy:
        faults = copy.rows("PRAGMA cipher_integrity_check")
        whole = copy.value("SELECT count(*) FROM sqlite_master")
    if faults or not whole:
        raise StoreDamaged(_UNPROVED)


@contextmanager
def _opened(path: Path, key: bytes) -> Iterator[Connection]:
    copy = Connection(path, key, read_only=True)
    try:
        yield copy
    finally:
        copy.close()
        for tail in ("-wal", "-shm"):
            path.with_name(path.name + tail).unlink(missing_ok=True)


def kept(folder: Path) -> list[Path]:
    """Return the backups, oldest first."""
    return sorted((folder / FOLDER).glob("*.db"))


def keep_slots(folder: Path) -> None:
    """Keep the ways to open beside the copies: without them no copy can be opened."""
    slots, place = folder / "slots.json", folder / FOLDER
    if slots.exists() and place.exists():
        replace_file(place / "slots.json", slots.read_bytes())


def rotate(place: Path) -> None:
    for old in sorted(place.glob("*.db"))[:-KEEP]:
        old.unlink()
    for partial in place.glob("*.part*"):
        partial.unlink(missing_ok=True)


def _copy_proved(source: Path, target: Path, key: bytes) -> None:
    """Copy the file durably; what was written is read back and proved meanwhile.

    That is `verify` in half its time: every page's MAC, then that the copy opens and
    holds as many pages as it says.
    """
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  once a day

    proofs, at = [], 0
    with (
        source.open("rb") as read,
        target.open("wb") as write,
        ThreadPoolExecutor(_HANDS, "proving") as hands,
    ):
        pages = Pages(target, key, read.peek(PAGE))
        while content := read.read(_PIECE):
            write.write(content)
            write.flush()
            proofs.append(hands.submit(pages.are_sound, at, at + len(content)))
            at += len(content)
        os.fsync(write.fileno())
    proved = all(proof.result() for proof in proofs)
    with _opened(target, key) as copy:
        whole = copy.value("SELECT count(*) FROM sqlite_master")
        said = int(copy.value("PRAGMA page_count"))
    if not proved or not whole or said * PAGE != at:
        raise StoreDamaged(_UNPROVED)
