"""A store being made, and its recovery sheet: what is left when either is cut short.

While `unfinished` stands in a folder nothing in it was ever given to anybody, so it may
be made again from nothing. `unseen` names a recovery sheet whose code nobody may have
seen: it stands from before that sheet opens the store until it was shown.
"""

from pathlib import Path

from db.files import read_plain, replace_file, sync_folder
from db.slots import Slots
from iomdesk.errors import StoreDamaged, UserError

UNFINISHED, UNSEEN = "unfinished", "unseen"
NOT_FINISHED = (
    "The store in {} was not finished when it was made. Nothing is in it. Make it with "
    "“iomdesk new” again."
)
NOT_SEEN = (
    "The newest recovery sheet of this store may never have been seen, and no sheet "
    "printed before opens it. Make a new one: “Recovery sheet” in the settings, or "
    "“iomdesk sheet”."
)
MADE_ANEW = (
    "There is a store here already, and nobody saw its first recovery sheet, which "
    "opens nothing any more. This is the one that does."
)
_MARK = b"iomdesk: a store is being made here\n"
_OURS = (
    "store.db",
    "store.db-wal",
    "store.db-shm",
    "store.db-journal",
    "head",
    "reserve",
    "reserve.new",
    "slots.json",
    "slots.json.new",
    "slots.json.previous",
    "slots.json.previous.new",
    UNSEEN,
    f"{UNSEEN}.new",
)
_DOORSTEP = ("lock", f"{UNFINISHED}.new")


def is_unfinished(folder: Path) -> bool:
    try:
        return read_plain(folder / UNFINISHED) == _MARK
    except (OSError, StoreDamaged):
        return False


def demand_free(folder: Path) -> None:
    """Refuse a folder that holds anything but what an interrupted making left."""
    ours = {*_DOORSTEP}
    if is_unfinished(folder):
        ours |= {UNFINISHED, *_OURS}
    try:
        found = {path.name for path in folder.iterdir()}
    except FileNotFoundError:
        return
    except NotADirectoryError:
        raise UserError(
            f"{folder} is not a folder. Name a new or an empty one."
        ) from None
    except OSError as fault:
        raise UserError(f"{folder} cannot be made: {fault.strerror}.") from fault
    if found - ours:
        raise UserError(f"{folder} holds other things. Name a new or an empty folder.")


def begin(folder: Path) -> None:
    """Mark the folder, then take away what an interrupted making left."""
    replace_file(folder / UNFINISHED, _MARK)
    for name in _OURS:
        (folder / name).unlink(missing_ok=True)


def end(folder: Path) -> None:
    (folder / UNFINISHED).unlink()
    sync_folder(folder)


def sheet_unseen(folder: Path, before: Slots, after: Slots) -> None:
    """Say that nobody saw the sheet of *after* yet, before it opens the store.

    If nobody saw that of *before* either, it stays said, until the new one counts.
    """
    names = [_name(slots) for slots in (before, after)]
    if not is_unseen(folder, before):
        del names[0]
    replace_file(folder / UNSEEN, "\n".join(names).encode())


def is_unseen(folder: Path, slots: Slots) -> bool:
    """Say whether nobody may have seen the sheet that opens the store now."""
    try:
        names = read_plain(folder / UNSEEN).decode("ascii", "replace").split()
    except FileNotFoundError:
        return False
    return _name(slots) in names


def sheet_seen(folder: Path) -> None:
    """Say that a person saw the newest sheet."""
    if (folder / UNSEEN).exists():
        (folder / UNSEEN).unlink()
        sync_folder(folder)


def _name(slots: Slots) -> str:
    return slots.sheet.check.hex() if slots.sheet else "none"
