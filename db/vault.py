"""A store's folder from outside: made, unlocked, recovered, restored, one at a time."""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from attrs import evolve, field, frozen

from db import making, restoring, slot_copies
from db.fault import Fault
from db.files import demand_folder, demand_plain, lock, make_reserve, private_folder
from db.head import HeadFile
from db.keys import (
    DEFAULT_COST,
    SHORTEST_PASSPHRASE,
    calibrated_cost,
    new_key,
    open_with_passphrase,
    open_with_sheet,
    with_passphrase,
    with_sheet,
)
from db.meta import set_meta
from db.pages import PAGE, Pages
from db.slot_file import revoked_json
from db.slots import PassphraseCost, Slots, digest, new_slots
from db.store import RESERVE, STORE_FILE, EncryptedStore, Options, create
from iomdesk.errors import DiskTrouble, NotFound, StoreDamaged, UserError, WrongKey
from iomdesk.permissions import Officer

OpenSlots = Callable[[Slots], bytes]
_FILES = (
    STORE_FILE,
    f"{STORE_FILE}-wal",
    f"{STORE_FILE}-shm",
    "slots.json",
    "slots.json.previous",
    "head",
    RESERVE,
    restoring.CANDIDATE,
    restoring.HEAD,
    making.UNFINISHED,
    making.UNSEEN,
)


@frozen(kw_only=True)
class Vault:
    """The folder of one officer's store on one machine.

    *cost* guards a new passphrase; None measures what this machine can bear. *floor*
    is the least that opening accepts. *told* collects what was found and put right on
    the way to the open store.
    """

    folder: Path
    options: Options
    cost: PassphraseCost | None = None
    floor: PassphraseCost = DEFAULT_COST
    shortest: int = SHORTEST_PASSPHRASE
    told: list[Fault] = field(factory=list, init=False, eq=False)

    @property
    def exists(self) -> bool:
        return has_store(self.folder)

    def _cost(self) -> PassphraseCost:
        return self.cost or calibrated_cost(time.perf_counter)

    def slots(self) -> Slots:
        """Return the ways to open the store, each from a copy that has it sound."""
        self._demand_store()
        return slot_copies.current(self.folder)

    def _demand_store(self) -> None:
        if making.is_unfinished(self.folder):
            raise NotFound(making.NOT_FINISHED.format(self.folder))
        if not self.exists:
            raise NotFound(f"There is no store in {self.folder}.")

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this process alone; go on with a restore cut short."""
        if not self.folder.is_dir():
            raise NotFound(f"There is no store in {self.folder}.")
        with lock(self.folder / "lock"):
            for name in _FILES:
                demand_plain(self.folder / name)
            self._tell("restore", restoring.go_on(self.folder, self.options.clock()))
            yield

    def _tell(self, part: str, sentence: str) -> None:
        if sentence:
            self.told.append(Fault(part=part, sentence=sentence))

    def new(
        self,
        passphrase: str,
        officer: Officer,
        force_pem: bytes | None = None,
        pack_keys: Sequence[str] = (),
    ) -> str | None:
        """Make an empty store; return the recovery code to print, if there is one.

        With a force's public key the force can recover the store and no sheet is made;
        with its keys for packs, what it signs can be loaded. Say `sheet_seen` once the
        code was shown: if this or that is cut short, it can be run again.
        """
        if self.exists:
            return self._first_sheet_again(passphrase, force_pem)
        making.demand_free(self.folder)
        _make_folder(self.folder)
        with self.held():
            making.begin(self.folder)
            key = new_key()
            slots = with_passphrase(
                new_slots(), key, passphrase, self._cost(), self.shortest
            )
            slots, code = _with_recovery(slots, key, force_pem)
            if code is not None:
                making.sheet_unseen(self.folder, slots, slots)
            slot_copies.write(self.folder, slots)
            store = create(self.folder, key, officer, self.options)
            with store.writing() as connection:
                set_meta(connection, "pack_keys", list(pack_keys))
                set_meta(connection, "made_by_force", value=force_pem is not None)
            store.close()
            make_reserve(self.folder / RESERVE)
            self._name_slots(key, (digest(slots),))
            making.end(self.folder)
            return code

    def _first_sheet_again(self, passphrase: str, force_pem: bytes | None) -> str:
        """Return a new sheet for a store whose sheet nobody saw; refuse any other."""
        already = f"There is a store in {self.folder} already."
        with self.held():
            if force_pem or not making.is_unseen(self.folder, self.slots()):
                raise UserError(already)
            try:
                key = self.key(passphrase)
            except WrongKey:
                raise WrongKey(
                    f"{already} Its passphrase is another one. Type that, to have a "
                    "recovery sheet of it that somebody sees."
                ) from None
            self._tell("sheet", making.MADE_ANEW)
            return self.new_sheet(key)

    def key(self, passphrase: str) -> bytes:
        """Return the store's key."""
        return self._key(
            lambda slots: open_with_passphrase(slots, passphrase, self.floor)
        )

    def _key(self, open_slots: OpenSlots) -> bytes:
        """Return the key that *open_slots* gives, and mend the copies it came from."""
        self._demand_store()
        copies = slot_copies.look(self.folder)
        key, slots = self._opened(open_slots, copies.ways() or (self.slots(),))
        try:
            self._mend(copies, key, slots)
        except (DiskTrouble, OSError):
            self._tell(slot_copies.PART, slot_copies.NOT_MENDED)
        return key

    def _mend(self, copies: slot_copies.Copies, key: bytes, slots: Slots) -> None:
        if slots.is_whole:
            self.told.extend(copies.mend(slots))
        else:
            self._tell(slot_copies.PART, slot_copies.LOST)
            self._keep(key, slots)

    def _opened(
        self, open_slots: OpenSlots, ways: Sequence[Slots]
    ) -> tuple[bytes, Slots]:
        """Return the key that opens this store; another store's slots may lie here."""
        refusals: list[UserError] = []
        opened: list[tuple[bytes, Slots]] = []
        for slots in ways:
            try:
                opened.append((open_slots(slots), slots))
            except (WrongKey, StoreDamaged, NotFound) as refusal:
                refusals.append(refusal)
        if not opened:
            raise refusals[0]
        return next((one for one in opened if self._fits(one[0])), opened[0])

    def _fits(self, key: bytes) -> bool:
        """Say whether *key* proves the first page of the store."""
        path = self.folder / STORE_FILE
        demand_plain(path)
        with contextlib.suppress(OSError):
            with path.open("rb") as file:
                salt = file.read(PAGE)
            return Pages(path, key, salt).are_sound(0, PAGE)
        return False

    def open(self, key: bytes) -> EncryptedStore:
        """Return the store open; the caller holds the folder."""
        with contextlib.suppress(DiskTrouble):
            make_reserve(self.folder / RESERVE)
        store = EncryptedStore(self.folder, key, self.options)
        self._prove_slots(key)
        store.told = tuple(self.told)
        return store

    def _prove_slots(self, key: bytes) -> None:
        """Compare the slots with those that the head names; tell a sheet not seen."""
        slots = self.slots()
        found, named = digest(slots), self._named_slots(key)
        if named and found not in named:
            self._tell(slot_copies.PART, slot_copies.OLDER)
        elif named != (found,):
            with contextlib.suppress(DiskTrouble, OSError):
                self._name_slots(key, (found,))
        if making.is_unseen(self.folder, slots):
            self._tell("sheet", making.NOT_SEEN)

    def _named_slots(self, key: bytes) -> tuple[str, ...]:
        head = HeadFile(self.folder / "head", key).read()
        return head.slots if head else ()

    def _name_slots(self, key: bytes, digests: Sequence[str]) -> None:
        head = HeadFile(self.folder / "head", key)
        try:
            head.name_slots(digests)
        finally:
            head.close()

    def change_passphrase(self, key: bytes, passphrase: str) -> None:
        """Wrap the key anew; the store itself is not touched."""
        cost = self._cost()
        slots = self.slots()
        self._keep(key, with_passphrase(slots, key, passphrase, cost, self.shortest))

    def new_sheet(self, key: bytes) -> str:
        """Make a new recovery sheet; the one before no longer opens the store.

        Say `sheet_seen` once the code was shown.
        """
        before = self.slots()
        slots, code = with_sheet(before, key)
        making.sheet_unseen(self.folder, before, slots)
        self._keep(key, slots)
        return code

    def sheet_seen(self) -> None:
        """Take it that a person saw the newest recovery sheet."""
        making.sheet_seen(self.folder)

    def _keep(self, key: bytes, slots: Slots) -> None:
        """Write the slots; the ones before open nothing any more, no backup either.

        The head names the new ones beside the old before they are written, so that no
        kill between raises an alarm.
        """
        self._name_slots(key, (*self._named_slots(key), digest(slots)))
        slot_copies.write(self.folder, evolve(slots, is_whole=True))
        self._name_slots(key, (digest(slots),))

    def destroy_keys(self) -> None:
        """Leave no way to open the store or a backup of it, and say so in its place."""
        slot_copies.destroy(self.folder, revoked_json(self.options.clock()))

    def recover(self, open_slot: OpenSlots, passphrase: str) -> None:
        """Set a new passphrase with the force's key or the recovery sheet."""
        with self.held():
            key = self._key(open_slot)
            self.open(key).close()
            self.change_passphrase(key, passphrase)

    def restore(self, copy: Path, key: bytes) -> Path | None:
        """Put a verified backup in the store's place; what was there is kept aside.

        Return where the former store lies now, or None where there was none.
        """
        if not copy.is_file():
            raise NotFound(f"There is no backup at {copy}.")
        if not os.access(copy, os.R_OK):
            raise NotFound(f"{copy} cannot be read.")
        with self.held():
            if copy.resolve() == (self.folder / STORE_FILE).resolve():
                raise UserError(f"{copy} is the store itself, and no backup of it.")
            demand_folder(self.folder / "aside")
            named = self._named_slots(key) or (digest(self.slots()),)
            restoring.begin(self.folder, copy, key, named)
            aside = restoring.finish(self.folder, self.options.clock())
            self.open(key).close()
            return aside


def has_store(folder: Path) -> bool:
    """Say whether a store is here, even one that lost a file; not one half made."""
    names = (STORE_FILE, "slots.json", "slots.json.previous", restoring.HEAD)
    found = any(os.path.lexists(folder / name) for name in names)
    return found and not making.is_unfinished(folder)


def sheet_opener(code: str) -> OpenSlots:
    """Return what opens slots with the code of a printed recovery sheet."""
    return lambda slots: open_with_sheet(slots, code)


def force_key_opener(pem: bytes, passphrase: str = "") -> OpenSlots:
    """Return what opens slots with a force's private key."""
    from db.force_keys import open_with_private_key  # noqa: PLC0415

    return lambda slots: open_with_private_key(slots, pem, passphrase)


def _make_folder(folder: Path) -> None:
    try:
        private_folder(folder)
    except OSError as fault:
        raise UserError(f"{folder} cannot be made: {fault.strerror}.") from fault


def _with_recovery(
    slots: Slots, key: bytes, force_pem: bytes | None
) -> tuple[Slots, str | None]:
    if force_pem is None:
        return with_sheet(slots, key)
    from db.force_keys import with_force_key  # noqa: PLC0415

    return with_force_key(slots, key, force_pem), None
