"""A store's folder from outside: made, unlocked, recovered, restored, one at a time."""

import contextlib
import shutil
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from attrs import field, frozen

from db import backup
from db.files import (
    KeptFile,
    lock,
    make_reserve,
    overwrite,
    private_folder,
    replace_file,
)
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
from db.slot_file import from_json, revoked_json, to_json
from db.slots import PassphraseCost, Slots, new_slots
from db.store import RESERVE, STORE_FILE, EncryptedStore, Options, create
from iomdesk.errors import DiskFull, NotFound, StoreDamaged, UserError, WrongKey
from iomdesk.permissions import Officer


@frozen(kw_only=True)
class Vault:
    """The folder of one officer's store on one machine.

    *cost* guards a new passphrase; None measures what this machine can bear. *floor*
    is the least that opening accepts.
    """

    folder: Path
    cost: PassphraseCost | None = None
    floor: PassphraseCost = DEFAULT_COST
    shortest: int = SHORTEST_PASSPHRASE
    options: Options = field(factory=Options)

    @property
    def exists(self) -> bool:
        return (self.folder / STORE_FILE).exists()

    @property
    def _slot_file(self) -> KeptFile[Slots]:
        return KeptFile(path=self.folder / "slots.json", parse=from_json)

    def _cost(self) -> PassphraseCost:
        return self.cost or calibrated_cost(time.perf_counter)

    def slots(self) -> Slots:
        """Return the ways to open the store, from the file or the copy before it."""
        if not self.exists:
            raise NotFound(f"There is no store in {self.folder}.")
        return self._slot_file.read().value

    @contextlib.contextmanager
    def held(self) -> Iterator[None]:
        """Hold the folder for this process alone."""
        if not self.folder.is_dir():
            raise NotFound(f"There is no store in {self.folder}.")
        with lock(self.folder / "lock"):
            yield

    def new(
        self,
        passphrase: str,
        officer: Officer,
        force_pem: bytes | None = None,
        pack_keys: Sequence[str] = (),
    ) -> str | None:
        """Make an empty store; return the recovery code to print, if there is one.

        With a force's public key the force can recover the store and no sheet is made;
        with its keys for packs, what it signs can be loaded.
        """
        if self.exists:
            raise UserError(f"There is a store in {self.folder} already.")
        if self.folder.exists() and any(self.folder.iterdir()):
            raise UserError(
                f"{self.folder} holds other things. Name a new or an empty folder."
            )
        private_folder(self.folder)
        with self.held():
            key = new_key()
            slots = with_passphrase(
                new_slots(), key, passphrase, self._cost(), self.shortest
            )
            slots, code = _with_recovery(slots, key, force_pem)
            self._slot_file.write(to_json(slots))
            store = create(self.folder, key, officer, self.options)
            with store.writing() as connection:
                set_meta(connection, "pack_keys", list(pack_keys))
            store.close()
            make_reserve(self.folder / RESERVE)
            return code

    def key(self, passphrase: str) -> bytes:
        """Return the store's key."""
        key = open_with_passphrase(self.slots(), passphrase, self.floor)
        with contextlib.suppress(DiskFull):
            self._slot_file.settle()
        return key

    def open(self, key: bytes) -> EncryptedStore:
        """Return the store open; the caller holds the folder."""
        with contextlib.suppress(DiskFull):
            make_reserve(self.folder / RESERVE)
        return EncryptedStore(self.folder, key, self.options)

    def change_passphrase(self, key: bytes, passphrase: str) -> None:
        """Wrap the key anew; the store itself is not touched."""
        cost = self._cost()
        slots = self.slots()
        self._keep(with_passphrase(slots, key, passphrase, cost, self.shortest))

    def new_sheet(self, key: bytes) -> str:
        """Make a new recovery sheet; the one before no longer opens the store."""
        slots, code = with_sheet(self.slots(), key)
        self._keep(slots)
        return code

    def _keep(self, slots: Slots) -> None:
        """Write the slots; the ones before open nothing any more, no backup either."""
        self._slot_file.write(to_json(slots))
        self._slot_file.settle()
        backup.keep_slots(self.folder)

    def destroy_keys(self) -> None:
        """Leave no way to open the store or a backup of it, and say so in its place.

        The file that is read comes last: until it goes, the order can be given again.
        """
        last = self.folder / "slots.json"
        self._destroy_copies(last)
        overwrite(last)
        replace_file(last, revoked_json(self.options.clock()))
        self._destroy_copies(last)  # a backup may have been under way

    def _destroy_copies(self, last: Path) -> None:
        for path in self.folder.rglob("slots.json*"):
            if path != last:
                overwrite(path)
                path.unlink()

    def recover(self, open_slot: Callable[[Slots], bytes], passphrase: str) -> None:
        """Set a new passphrase with the force's key or the recovery sheet."""
        with self.held():
            key = open_slot(self.slots())
            self.open(key).close()
            self.change_passphrase(key, passphrase)

    def restore(self, copy: Path, key: bytes) -> Path | None:
        """Put a verified backup in the store's place; what was there is kept aside.

        Return where the former store lies now, or None where there was none.
        """
        if not copy.is_file():
            raise NotFound(f"There is no backup at {copy}.")
        with self.held():
            candidate = self.folder / "restoring.db"
            shutil.copyfile(copy, candidate)
            try:
                backup.verify(candidate, key)
            except (StoreDamaged, WrongKey):
                candidate.unlink()
                raise
            aside = self._set_aside()
            candidate.replace(self.folder / STORE_FILE)
            (self.folder / "head").unlink(missing_ok=True)
            store = self.open(key)
            store.accept_missing_work()
            store.close()
            return aside

    def _set_aside(self) -> Path | None:
        path = self.folder / STORE_FILE
        if not path.exists():
            return None
        aside = private_folder(self.folder / "aside")
        stamp = f"{self.options.clock():%Y%m%dT%H%M%S%f}"
        for tail in ("-wal", "-shm", ""):
            part = path.with_name(path.name + tail)
            if part.exists():
                part.replace(aside / f"{stamp}.db{tail}")
        return aside / f"{stamp}.db"


def sheet_opener(code: str) -> Callable[[Slots], bytes]:
    """Return what opens slots with the code of a printed recovery sheet."""
    return lambda slots: open_with_sheet(slots, code)


def force_key_opener(pem: bytes, passphrase: str = "") -> Callable[[Slots], bytes]:
    """Return what opens slots with a force's private key."""
    from db.force_keys import open_with_private_key  # noqa: PLC0415

    return lambda slots: open_with_private_key(slots, pem, passphrase)


def _with_recovery(
    slots: Slots, key: bytes, force_pem: bytes | None
) -> tuple[Slots, str | None]:
    if force_pem is None:
        return with_sheet(slots, key)
    from db.force_keys import with_force_key  # noqa: PLC0415

    return with_force_key(slots, key, force_pem), None
