"""A backup put in the store's place: begun whole, and gone on with after any kill.

1. `restoring.db`, a verified copy, and then `restoring.head`, its head, are written.
   Until that last one is there, nothing has begun: what lies there is thrown away.
2. From then on every opening goes on, by renames alone, and needs no key: the store's
   file and log go into a folder aside *together*, the copy and its head take their
   place. The name `restoring.head` goes last, and with it the restoring is done.

Never open the store between: its file and its log may lie in two places.
"""

import os
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve

from db import backup
from db.connection import Connection
from db.files import copy_file, private_folder, replace_file, sync_folder
from db.freshness import stand
from db.head import sealed
from db.pages import PAGE
from iomdesk.errors import StoreDamaged

CANDIDATE, HEAD = "restoring.db", "restoring.head"
DONE = (
    "A restore that was interrupted is finished: the backup is in place, and what was "
    "there before lies whole in {}. Sync, so that the hub can say what is missing."
)
UNDONE = (
    "A restore was interrupted before it began, so the store is as it was. Restore the "
    "backup again if it is still wanted."
)
_NO_BACKUP = (
    "{} is damaged, or is no backup of this store, so it was not put in its place. "
    "Nothing was changed. Take another one."
)
_STORE = "store.db"
_LOGS = ("-wal", "-shm", "-journal")
_UNFINISHED = "unfinished"


def is_under_way(folder: Path) -> bool:
    return os.path.lexists(folder / HEAD)


def begin(folder: Path, copy: Path, key: bytes, slots: tuple[str, ...]) -> None:
    """Copy and verify the backup, then say that it takes the store's place.

    *slots* are the digests that its head names. A backup with a log beside it, such as
    a store that was set aside, is taken with what lies in the log.
    """
    candidate = folder / CANDIDATE
    _discard(folder)
    try:
        _copy(copy, candidate)
        head = _verified(candidate, key, slots)
    except StoreDamaged as fault:
        _discard(folder)
        raise StoreDamaged(_NO_BACKUP.format(copy)) from fault
    except BaseException:
        _discard(folder)
        raise
    replace_file(folder / HEAD, head)


def go_on(folder: Path, now: datetime) -> str:
    """Finish or undo what was interrupted; return what is to be told, if anything."""
    if is_under_way(folder):
        return DONE.format(finish(folder, now) or folder / "aside")
    _name_aside(folder, now)
    return UNDONE if _discard(folder) else ""


def finish(folder: Path, now: datetime) -> Path | None:
    """Put the copy in place; return the folder with what was there, if anything."""
    candidate = folder / CANDIDATE
    if candidate.exists():
        _set_aside(folder)
        candidate.replace(folder / _STORE)
        sync_folder(folder)
    aside = _name_aside(folder, now)
    (folder / HEAD).replace(folder / "head")
    sync_folder(folder)
    return aside


def _copy(copy: Path, candidate: Path) -> None:
    copy_file(copy, candidate)
    log = copy.with_name(f"{copy.name}-wal")
    if log.is_file():
        copy_file(log, candidate.with_name(f"{CANDIDATE}-wal"))


def _verified(candidate: Path, key: bytes, slots: tuple[str, ...]) -> bytes:
    """Take in the copy's log, prove every page, and return the head that fits it."""
    if candidate.stat().st_size < PAGE:
        raise StoreDamaged(_NO_BACKUP)
    connection = Connection(candidate, key)
    try:
        if not connection.value("PRAGMA user_version"):
            raise StoreDamaged(_NO_BACKUP)
        connection.run("PRAGMA wal_checkpoint(TRUNCATE)")
        head = evolve(stand(connection).head(), slots=slots)
    finally:
        connection.close()
    backup.verify(candidate, key)
    with candidate.open("rb+") as file:
        os.fsync(file.fileno())
    for tail in _LOGS:
        candidate.with_name(CANDIDATE + tail).unlink(missing_ok=True)
    return sealed(head, key)


def _set_aside(folder: Path) -> None:
    aside = private_folder(private_folder(folder / "aside") / _UNFINISHED)
    sync_folder(aside.parent)
    for name in (*(_STORE + tail for tail in _LOGS), _STORE, "head"):
        part = folder / name
        if part.exists():
            part.replace(aside / name)
    sync_folder(aside)
    sync_folder(folder)


def _name_aside(folder: Path, now: datetime) -> Path | None:
    """Give the folder of what was set aside its name, all of it at once."""
    unfinished = folder / "aside" / _UNFINISHED
    if not unfinished.exists():
        return None
    stamp = f"{now.astimezone(UTC):%Y%m%dT%H%M%S%fZ}"
    taken = len(list(unfinished.parent.glob(f"{stamp}*")))
    aside = unfinished.with_name(f"{stamp}-{taken + 1}" if taken else stamp)
    unfinished.rename(aside)
    sync_folder(aside.parent)
    return aside


def _discard(folder: Path) -> bool:
    """Remove a copy that was never said to take the store's place."""
    parts = [folder / (CANDIDATE + tail) for tail in ("", *_LOGS)]
    left = [p for p in (*parts, folder / f"{HEAD}.new") if p.exists()]
    for part in left:
        part.unlink()
    return bool(left)
