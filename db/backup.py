"""Verified copies of the store, beside it, in the order of the numbers inside them."""

import contextlib
import errno
import os
import re
import sys
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from attrs import frozen

from db.connection import Connection
from db.faults import told
from db.files import created, private_folder, write_all
from db.meta import meta, set_meta
from db.pages import PagedFile, paged_file
from iomdesk.errors import DiskTrouble, NotPermitted, StoreDamaged, UserError

KEEP = 3
FOLDER = "backups"

_HANDS = 2
_CANNOT_COPY = {errno.EXDEV, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EPERM}
_PIECE = 1 << 20
_AT_A_TIME = 4 << 20
"""Bytes proved in one step while nobody waits: some 20 ms."""

_LABEL = "backup"
_OURS = re.compile(r"([0-9]{6,18})-[0-9]{8}T[0-9]{12}Z\.db")
_STAMP = "%Y%m%dT%H%M%S%fZ"
"""In a name, for people alone."""
_UNFINISHED = re.compile(_OURS.pattern + r"\.part(-journal|-wal|-shm)?")
_BESIDE = re.compile(r"slots\.json(\.previous|\.new)?")
_UNPROVED = "The backup could not be verified, so it was not kept."
_LINKED = (
    "{} is a link to another place, or no folder, so no backup is made: nothing is "
    "ever written or removed there. Take it away; a folder is then made in its place."
)


@frozen(kw_only=True)
class Copy:
    """A backup as it says of itself, inside: a file's name or date says nothing."""

    path: Path
    number: int
    made_at: datetime
    size: int


@frozen(kw_only=True)
class Beside:
    """What lies in the folder of backups: ours by number, ours no more, and foreign."""

    copies: tuple[Copy, ...] = ()
    unreadable: tuple[Path, ...] = ()
    foreign: tuple[str, ...] = ()


@frozen(kw_only=True)
class _Mark:
    """Which file this is, whatever its name; written to, it is another."""

    inode: int
    size: int
    written_at: int

    @classmethod
    def of(cls, path: Path) -> "_Mark":
        said = path.stat()
        return cls(inode=said.st_ino, size=said.st_size, written_at=said.st_mtime_ns)


@frozen
class _Proof:
    """How far a copy is proved."""

    copy: Copy
    file: PagedFile
    mark: _Mark
    at: int = 0


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


class Backups:
    """The copies beside one store, for any thread; one at a time makes or proves."""

    def __init__(self, folder: Path, key: bytes) -> None:
        self._folder = folder
        self._place = folder / FOLDER
        self._key = key
        self._one = threading.RLock()
        self._labels: dict[_Mark, tuple[int, datetime] | None] = {}
        self._sound: set[_Mark] = set()
        self._unsound: set[_Mark] = set()
        self._made: set[_Mark] = set()
        self._proof: _Proof | None = None

    @property
    def is_linked(self) -> bool:
        return is_linked(self._folder)

    def demand_own_folder(self) -> None:
        """Refuse a folder of backups that leads elsewhere."""
        if self.is_linked:
            raise UserError(_LINKED.format(self._place))

    def kept(self) -> list[Copy]:
        """Return the backups, oldest first: by number, never by a clock or a name."""
        return list(self.beside().copies)

    def beside(self) -> Beside:
        """Look at what lies in the folder of backups; nothing is touched."""
        if self.is_linked or not self._place.is_dir():
            return Beside()
        copies, unreadable, foreign = [], [], []
        with told():
            for path in sorted(self._place.iterdir()):
                if _BESIDE.fullmatch(path.name) or _is_unfinished(path):
                    continue
                copy = self._copy(path)
                if copy is not None:
                    copies.append(copy)
                elif _number_of(path) and _is_plain(path):
                    unreadable.append(path)
                else:
                    foreign.append(path.name)
        return Beside(
            copies=tuple(sorted(copies, key=lambda c: (c.number, c.path.name))),
            unreadable=tuple(unreadable),
            foreign=tuple(foreign),
        )

    def make(self, pinned: Connection, now: datetime) -> Path:
        """Copy the *pinned* file and close it; return where the copy lies.

        The copy is proved later, a little at a time (`prove`); until then none goes for
        it, so four may lie here.
        """
        try:
            with self._one:
                return self._made_copy(pinned.path, now)
        finally:
            pinned.close()

    def prove(self) -> bool:
        """Prove a little of what is not proved yet; say whether there is more to do.

        An older copy goes once three later ones are proved, page by page. What this
        program made and cannot be proved is removed, and told.
        """
        with self._one:
            proof = self._proof or self._next_proof()
            if proof is None:
                return False
            self._proof = None
            with _vanished_passed():
                self._go_on(proof)
            return True

    def prove_all(self) -> None:
        """Prove everything now, as is due before more is made."""
        while self.prove():
            pass

    def verify(self, path: Path) -> None:
        """Refuse a copy of which any page cannot be read with the key."""
        verify(path, self._key)

    def _made_copy(self, source: Path, now: datetime) -> Path:
        self.demand_own_folder()
        private_folder(self._place)
        if len({copy.number for copy in self.kept()}) > KEEP:
            self.prove_all()
        number = self._next_number()
        target = self._place / f"{number:06d}-{now.astimezone(UTC):{_STAMP}}.db"
        partial = target.with_name(target.name + ".part")
        try:
            with told():
                self._drop_unfinished()
                _copy(source, partial)
            self._label(partial, number, now)
            with told():
                partial.replace(target)
        except BaseException:
            with contextlib.suppress(OSError):
                self._drop_unfinished()
            raise
        self._made.add(_Mark.of(target))
        from db.slot_copies import keep_slots  # noqa: PLC0415  Today stands before it

        keep_slots(self._folder)
        return target

    def _next_number(self) -> int:
        """Return a number above all of ours; what cannot be read has it in its name."""
        beside = self.beside()
        numbers = [copy.number for copy in beside.copies]
        numbers += [_number_of(path) for path in beside.unreadable]
        return max(numbers, default=0) + 1

    def _label(self, partial: Path, number: int, now: datetime) -> None:
        """Write number and time into the copy, make it still, and the whole durable."""
        connection = Connection(partial, self._key)
        try:
            connection.run("PRAGMA synchronous = OFF")  # the file is synced as a whole
            connection.value("PRAGMA journal_mode = MEMORY")
            with connection.transaction():
                said = {"number": number, "at": now.astimezone(UTC).isoformat()}
                set_meta(connection, _LABEL, said)
        finally:
            connection.close()
        with told(), partial.open("rb+") as file:
            os.fsync(file.fileno())

    def _copy(self, path: Path) -> Copy | None:
        """Return what the file at *path* says of itself, None where it is not ours."""
        if not _is_plain(path):
            return None
        mark = _Mark.of(path)
        if mark not in self._labels:
            try:
                self._labels[mark] = self._label_of(path)
            except NotPermitted:
                return None
        label = self._labels[mark]
        if label is None:
            return None
        return Copy(path=path, number=label[0], made_at=label[1], size=mark.size)

    def _label_of(self, path: Path) -> tuple[int, datetime] | None:
        """Read the label; what another key wrote is never opened by SQLite."""
        if paged_file(path, self._key) is None:
            return None
        try:
            connection = Connection(path, self._key, still=True)
            try:
                said = meta(connection, _LABEL)
                return int(said["number"]), datetime.fromisoformat(said["at"])
            finally:
                connection.close()
        except DiskTrouble:
            raise
        except (UserError, ValueError, KeyError, TypeError):
            return None

    def _next_proof(self) -> _Proof | None:
        """Return what to prove next, newest first, as far as it has a use."""
        with _vanished_passed():
            copies = self.kept()[::-1]
            wanted = KEEP if len({c.number for c in copies}) > KEEP else 1
            sound: set[int] = set()
            for copy in copies:
                mark = _Mark.of(copy.path)
                if len(sound) >= wanted:
                    break
                if mark in self._sound:
                    sound.add(copy.number)
                elif mark not in self._unsound and (
                    file := paged_file(copy.path, self._key)
                ):
                    return _Proof(copy, file, mark)
            if wanted == KEEP and len(sound) == KEEP:
                self._rotate(copies, min(sound))
        return None

    def _go_on(self, proof: _Proof) -> None:
        end = min(proof.at + _AT_A_TIME, proof.file.size)
        if not proof.file.has_its_length or not proof.file.pages.are_sound(
            proof.at, end
        ):
            self._refuse(proof)
        if end == proof.file.size:
            self._sound.add(proof.mark)
        else:
            self._proof = _Proof(proof.copy, proof.file, proof.mark, end)

    def _refuse(self, proof: _Proof) -> None:
        self._unsound.add(proof.mark)
        if proof.mark not in self._made:
            name = proof.copy.path.name
            raise StoreDamaged(
                f"The backup {name} has gone bad on the disk; older ones are kept for "
                "it. Make a new one, and tell your IT desk."
            )
        proof.copy.path.unlink(missing_ok=True)
        raise StoreDamaged(_UNPROVED)

    def _rotate(self, copies: list[Copy], lowest: int) -> None:
        """Remove our own copies that are older than the three that are proved."""
        with told():
            for copy in copies:
                if copy.number < lowest:
                    copy.path.unlink(missing_ok=True)

    def _drop_unfinished(self) -> None:
        for path in self._place.iterdir():
            if _is_unfinished(path):
                path.unlink(missing_ok=True)


def verify(path: Path, key: bytes) -> None:
    """Refuse a copy of which any page cannot be read with the key; write nothing."""
    file = paged_file(path, key)
    if file is None or not file.has_its_length:
        raise StoreDamaged(_UNPROVED)
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415  seldom

    spans = [(at, min(at + _PIECE, file.size)) for at in range(0, file.size, _PIECE)]
    with ThreadPoolExecutor(_HANDS, "proving") as hands:
        if not all(hands.map(lambda span: file.pages.are_sound(*span), spans)):
            raise StoreDamaged(_UNPROVED)


def is_linked(folder: Path) -> bool:
    """Say whether the backups of the store in *folder* would lie somewhere else."""
    place = folder / FOLDER
    if place.is_symlink():
        return True
    if not place.exists():
        return False
    return not place.is_dir() or place.resolve() != folder.resolve() / FOLDER


def _copy(source: Path, target: Path) -> None:
    """Copy the file for its owner alone; it is made durable with its label.

    Where the system copies by itself it takes a third of the time; what it does not
    copy, all of it on some file systems, is read and written.
    """
    with source.open("rb", buffering=0) as read, created(target) as file:
        _copy_in_the_system(read.fileno(), file, source.stat().st_size)
        while content := read.read(_PIECE):
            write_all(file, content)


def _copy_in_the_system(source: int, target: int, size: int) -> None:
    if sys.platform != "linux":
        return
    try:
        while size > 0 and (copied := os.copy_file_range(source, target, size)):
            size -= copied
    except OSError as fault:
        if fault.errno not in _CANNOT_COPY:
            raise


def _is_plain(path: Path) -> bool:
    return path.is_file() and not path.is_symlink()


def _is_unfinished(path: Path) -> bool:
    return _UNFINISHED.fullmatch(path.name) is not None and _is_plain(path)


def _number_of(path: Path) -> int:
    named = _OURS.fullmatch(path.name)
    return int(named[1]) if named else 0


@contextlib.contextmanager
def _vanished_passed() -> Iterator[None]:
    """Pass over a copy that somebody took away meanwhile."""
    with contextlib.suppress(FileNotFoundError):
        yield
