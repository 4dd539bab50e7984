"""The three copies of slots.json: read way by way, and mended from each other.

Each way carries a check of its own, so that a sound one is found in whichever copy has
it. What is written is only ever made of sound ones: no damage is copied.
"""

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from attrs import evolve, frozen

from db.files import overwrite, read_plain, replace_file
from db.head import named_slots
from db.slot_file import sound_slots, to_json
from db.slots import Slot, Slots, StoreId, digest, way
from iomdesk.errors import NotFound, StoreDamaged, StoreRevoked, StoreTooNew
from iomdesk.store_state import Fault

SLOTS = "slots.json"
PART = "keys"
NO_RECOVERY = (
    "Neither a recovery sheet nor a key of the force opens this store: a forgotten "
    "passphrase would lose it. Make a new recovery sheet now."
)
OLDER = (
    "The ways to open this store, in slots.json, are older than those last written "
    "here: a passphrase or recovery sheet that was replaced may open it again. Change "
    "the passphrase, make a new recovery sheet, and tell your IT desk."
)
LOST = (
    "A way to open this store was damaged in every copy of slots.json and is lost: the "
    "passphrase or the recovery sheet. Set a new passphrase, or make a new sheet."
)
NOT_MENDED = (
    "A copy of slots.json is damaged and could not be mended: the disk is full, or may "
    "not be written. The store opens from another copy. Tell your IT desk."
)
_DAMAGED = (
    "{} was damaged, and was made whole from its other copies. A disk that alters "
    "files is failing: tell your IT desk if this comes again."
)
_STILL = "{} is damaged, and is not mended yet: open the store again."
_GONE = "{} was gone, and was made again from its other copies."
_WAS_OLDER = "{} was older than its other copies; the newest is back in its place."
_OTHERS = (
    "{} was that of another store. Ours is back in its place; the other lies beside it "
    "as slots.json.other."
)


@frozen(kw_only=True)
class Copies:
    """What each copy holds, the one to go by first; None where nothing is sound.

    *named* are the digests that the head names, unproved.
    """

    folder: Path
    read: Mapping[Path, Slots | None]
    named: tuple[str, ...]

    def ways(self) -> tuple[Slots, ...]:
        """Return the ways to open, one collection for each store that is named.

        What one copy lost is filled in from the next. Where a copy is whole, no older
        one adds to it: what was taken away stays away.
        """
        sound = [slots for slots in self.read.values() if slots is not None]
        stores = dict.fromkeys(slots.store for slots in sound)
        return tuple(
            _joined([slots for slots in sound if slots.store == store], self.named)
            for store in stores
        )

    def mend(self, slots: Slots) -> tuple[Fault, ...]:
        """Make every copy hold *slots*, the ways that the key was got by."""
        told: list[str] = []
        for path, held in self.read.items():
            if held == slots:
                continue
            if held is not None and held.store != slots.store:
                replace_file(path.with_name(f"{SLOTS}.other"), read_plain(path))
            told += self._words(path, held, slots)
            replace_file(path, to_json(slots))
        return tuple(Fault(part=PART, sentence=words) for words in told)

    def _words(self, path: Path, held: Slots | None, slots: Slots) -> Iterator[str]:
        name = path.relative_to(self.folder).as_posix()
        if not path.exists():
            if name == SLOTS:
                yield _GONE.format(name)
        elif held is None or not held.is_whole:
            yield _DAMAGED.format(name)
        elif held.store != slots.store:
            yield _OTHERS.format(name)
        elif name == SLOTS:
            yield _WAS_OLDER.format(name)


def look(folder: Path) -> Copies:
    """Read every copy: first what the head names, else in the order of the places."""
    contents = {path: _content(path) for path in _places(folder)}
    known = [slots.store for slots in _each(contents, ()) if slots is not None]
    read = dict(zip(contents, _each(contents, known), strict=True))
    named = named_slots(folder / "head")
    first = sorted(read, key=lambda path: not _is_named(read[path], named))
    ordered = {path: read[path] for path in first}
    return Copies(folder=folder, read=ordered, named=named)


def current(folder: Path) -> Slots:
    """Return the ways to open the store in *folder*, as far as they are sound."""
    copies = look(folder)
    found = next(iter(copies.ways()), None)
    if found is not None:
        return found
    if any(path.exists() for path in copies.read):
        raise StoreDamaged(
            "The key file slots.json is not as this program wrote it, nor is any copy "
            "of it. Bring it back from a backup of the store's folder."
        )
    raise NotFound(f"There is no slots.json in {folder}.")


def write(folder: Path, slots: Slots) -> None:
    """Replace every copy; whatever happens, the old or the new ways can be read."""
    for path in _places(folder):
        replace_file(path, to_json(slots))


def keep_slots(folder: Path) -> None:
    """Keep the ways to open beside the backups: without them no copy can be opened."""
    path = _beside_backups(folder)
    with contextlib.suppress(NotFound, StoreDamaged, StoreRevoked):
        slots = evolve(current(folder), is_whole=True)
        if path in _places(folder):
            replace_file(path, to_json(slots))


def faults(folder: Path) -> Iterator[Fault]:
    """Yield what is wrong with the copies; nothing where the store has no slots."""
    read = look(folder).read
    there = {path: slots for path, slots in read.items() if path.exists()}
    for path, slots in there.items():
        if slots is None or not slots.is_whole:
            name = path.relative_to(folder).as_posix()
            yield Fault(part=PART, sentence=_STILL.format(name))
    if there and not any(s and (s.sheet or s.force_keys) for s in there.values()):
        yield Fault(part=PART, sentence=NO_RECOVERY)


def destroy(folder: Path, last: bytes) -> None:
    """Leave no way to open the store or a backup of it, and *last* in its place.

    The file that is read comes last: until it goes, the order can be given again.
    """
    first = folder / SLOTS
    _destroy_copies(folder)
    if first.exists():
        overwrite(first)
    replace_file(first, last)
    _destroy_copies(folder)  # a backup may have been under way


def _destroy_copies(folder: Path) -> None:
    for path in folder.rglob(f"{SLOTS}*"):
        if path != folder / SLOTS:
            overwrite(path)
            path.unlink()


def _places(folder: Path) -> tuple[Path, ...]:
    own = (folder / SLOTS, folder / f"{SLOTS}.previous")
    beside = _beside_backups(folder)
    is_ours = beside.parent.is_dir() and not beside.parent.is_symlink()
    return (*own, beside) if is_ours else own


def _beside_backups(folder: Path) -> Path:
    return folder / "backups" / SLOTS


def _content(path: Path) -> bytes:
    try:
        return read_plain(path)
    except FileNotFoundError:
        return b""


def _each(
    contents: Mapping[Path, bytes], known: Sequence[StoreId]
) -> Iterator[Slots | None]:
    """Yield what is sound in each; copies that are alike are read once."""
    read: dict[bytes, Slots | None] = {}
    for path, content in contents.items():
        if content not in read:
            read[content] = _sound(content, known, is_first=path.name == SLOTS)
        yield read[content]


def _sound(content: bytes, known: Sequence[StoreId], *, is_first: bool) -> Slots | None:
    try:
        return sound_slots(content, known)
    except StoreTooNew:
        if is_first:
            raise
    except StoreDamaged:
        pass
    return None


def _is_named(slots: Slots | None, named: tuple[str, ...]) -> bool:
    return slots is not None and slots.is_whole and digest(slots) in named


def _joined(found: list[Slots], named: tuple[str, ...]) -> Slots:
    """Return the first copy's ways, with what it lost from those behind it."""
    ways: dict[tuple[str, str], Slot] = {}
    for slots in found:
        for slot in slots.slots:
            ways.setdefault(way(slot), slot)
        if slots.is_whole:
            break
    whole = next((slots for slots in found if slots.is_whole), None)
    joined = evolve(found[0], slots=tuple(ways.values()), is_whole=True)
    if whole and digest(whole) == digest(joined):
        return whole
    is_whole = whole is not None or digest(joined) in named
    return evolve(joined, is_whole=is_whole)
