"""An open store: one door for writing, a second connection for reading."""

import contextlib
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from attrs import evolve, field, frozen

from db import backup
from db.connection import Connection, prove_encrypted
from db.due_stale import is_due_stale
from db.fault import Fault
from db.files import demand_plain, give_up_reserve, narrow_store
from db.freshness import Freshness, Stand, stand
from db.head import HeadFile
from db.kept_rows import altered_sentences, forget, kept_files, take_in
from db.merging import merge, tune
from db.meta import meta, set_meta
from db.migrate import Migration, migrate, migrations
from db.officer import officer_of, officer_said
from db.pages import PAGE
from db.queries import StoreQueries
from db.read_only import NEWER, allow_only_access_log
from db.reading_away import UNWRITABLE, ReadingAway, Stopped
from iomdesk.clock import Clock, system_clock
from iomdesk.errors import (
    DiskFull,
    DiskTrouble,
    ReadOnlyStore,
    StoreClosed,
    StoreDamaged,
)
from iomdesk.ids import CaseId, new_id
from iomdesk.permissions import Officer, demand
from iomdesk.ports import Commit, Operation, UnitOfWork

if TYPE_CHECKING:
    from db.unit_of_work import StoreWork

P = ParamSpec("P")
T = TypeVar("T")

STORE_FILE = "store.db"
RESERVE = "reserve"
_EMPTY = (
    "The store's file store.db is gone or was cut to nothing. Nothing was changed. Put "
    "the newest good backup in its place with “iomdesk restore”; what lies here is "
    "kept aside."
)


@frozen(kw_only=True)
class Options:
    """How a store is opened; tests give their own clock and steps.

    Only where *make* is said a new store is made: never of a file that was emptied.
    """

    clock: Clock = system_clock
    steps: Sequence[Migration] = field(factory=migrations)
    make: bool = False


class EncryptedStore:
    """The officer's cases on this machine. Opened with the raw key.

    *told* is what opening it found and mended.
    """

    told: tuple[Fault, ...] = ()

    def __init__(
        self, folder: Path, key: bytes, options: Options | None = None
    ) -> None:
        self._options = options or Options()
        self._folder = folder
        self._key = key
        self._lock = threading.RLock()
        self._watchers: list[Callable[[Commit], None]] = []
        self._open = True
        self._backups = backup.Backups(folder, key)
        self._away: ReadingAway | None = None
        self._former: list[Connection] = []
        self._in_spite_of: DiskTrouble | None = None
        narrow_store(folder)
        try:
            self._begin(folder)
        except DiskTrouble as trouble:
            if not self._begin_in_spite(trouble):
                raise
        self._take_in_kept()

    def _begin(self, place: Path) -> None:
        """Open the files in *place*: the store's folder, or a private copy of it."""
        self._file = place / STORE_FILE
        if not self._options.make:
            _demand_store(self._file)
        prove_encrypted(self._file) if self._file.exists() else None
        self._writer = Connection(self._file, self._key)
        self._reader: Connection | None = None
        try:
            self._writer.prove_writable()
            self.read_only = self._migrate()
            self._head = HeadFile(place / "head", self._key)
            self.freshness = self._prove_fresh()
            self._officer = officer_of(self._writer)
        except BaseException:
            self._writer.close()
            raise

    def _begin_in_spite(self, trouble: DiskTrouble) -> bool:
        """Open with the reserve where the disk is full, or else for reading away."""
        if isinstance(trouble, DiskFull) and give_up_reserve(self._folder / RESERVE):
            with contextlib.suppress(DiskTrouble):
                self._begin(self._folder)
                return True
        return self._read_away(trouble)

    def _read_away(self, trouble: DiskTrouble) -> bool:
        """Go on reading from a private copy where the store's own disk fails."""
        if self._away is not None or not isinstance(trouble, UNWRITABLE):
            return False
        away = ReadingAway(self._folder, self._key, trouble)
        before = dict(self.__dict__)
        try:
            self._in_spite_of = trouble
            self._begin(away.folder)
            with self._writer.transaction():
                _refresh_due(self._writer)
            away.begin(self._writer)
        except BaseException:
            away.close()
            self.__dict__.update(before)
            raise
        self._away = away
        self.read_only = True
        return True

    @property
    def read_only_words(self) -> str:
        """Say why the store is open for reading only, "" where it is not."""
        if not self.read_only:
            return ""
        return self._away.words if self._away else NEWER

    def _take_in_kept(self) -> None:
        """Take in what was looked at while the store could not be written, once."""
        if self.read_only or not kept_files(self._folder, self._key):
            return
        with contextlib.suppress(DiskTrouble):
            with self._writing() as connection:
                take_in(self._folder, connection, self._key)
            forget(self._folder, self._key)

    def _migrate(self) -> bool:
        if not self._options.make and not self._writer.value("PRAGMA user_version"):
            raise StoreDamaged(_EMPTY)
        newer = migrate(self._writer, self._options.steps, self._copy_before_migration)
        if newer:
            allow_only_access_log(self._writer)
        elif not meta(self._writer, "tuned"):
            with self._writer.transaction():
                tune(self._writer)
                set_meta(self._writer, "tuned", value=True)
        return newer

    def _copy_before_migration(self) -> object:
        if isinstance(self._in_spite_of, DiskFull):
            raise self._in_spite_of  # the step waits for room
        if self._in_spite_of:
            return None  # what is migrated is a copy, and goes
        pinned = backup.pin(self._writer, self._key)
        copy = self._backups.make(pinned, self._options.clock())
        self._backups.verify(copy)
        return copy

    def _prove_fresh(self) -> Freshness:
        found = stand(self._writer)
        freshness = Freshness.of(self._head.read(), found, self._writer)
        if freshness.fresh and not self.read_only:
            self._head.write(found.head())
        return freshness

    def accept_missing_work(self) -> None:
        """Go on from what is here, after a person was told what is missing."""
        with self._lock:
            self._head.write(self._stand().head())
            self.freshness = Freshness()

    def _stand(self) -> Stand:
        return stand(self._writer)

    def become(self, officer: Officer) -> None:
        """Go on as *officer*: after first run, or after enrolment."""
        self._officer = officer

    @property
    def folder(self) -> Path:
        return self._folder

    @property
    def officer(self) -> Officer:
        return self._officer

    @property
    def clock(self) -> Clock:
        return self._options.clock

    @property
    def queries(self) -> StoreQueries:
        return StoreQueries(self.reading(), self.refresh_due)

    def reading(self) -> Connection:
        """Return the second connection, for long reads on the reading thread."""
        with self._lock:
            self._demand_open()
            if self._reader is None:
                self._reader = Connection(self._file, self._key, read_only=True)
            return self._reader

    @contextlib.contextmanager
    def own_reading(self) -> Iterator[Connection]:
        """Yield a reading connection for the block alone."""
        with self._lock:
            self._demand_open()
            path, key = self._file, self._key
        own = Connection(path, key, read_only=True)
        try:
            yield own
        finally:
            own.close()

    def do(
        self,
        action: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Run *action* in one transaction and announce the commit once."""
        demand(action, self._officer)
        name = getattr(action, "__name__", "action").replace("_", " ")
        result, commit = self._done(name, lambda work: action(work, *args, **kwargs))
        self.announce(commit)
        return result

    def _done(self, name: str, act: "Callable[[StoreWork], T]") -> tuple[T, Commit]:
        """Do *act* in one transaction; where the disk stops it, in another way.

        A draft and what is looked at take the reserve of a full disk. What is looked
        at can also be noted elsewhere, so that nothing unlogged is read.
        """
        found = self._try(name, act)
        for way in (self._with_reserve, self._elsewhere):
            if isinstance(found, Stopped) and way(found):
                found = self._try(name, act)
        if isinstance(found, Stopped):
            raise found.trouble
        return found

    def _try(
        self, name: str, act: "Callable[[StoreWork], T]"
    ) -> tuple[T, Commit] | Stopped:
        """Return what *act* gave, or the disk's trouble that stopped it."""
        work: StoreWork | None = None
        try:
            with self._writing(log_only=True):
                work = self._work(name)
                result = act(work)
                work.finish()
        except DiskTrouble as trouble:
            return Stopped(trouble, work)
        except ReadOnlyStore:
            raise ReadOnlyStore(self.read_only_words) from None
        return result, work.commit

    def _with_reserve(self, stopped: Stopped) -> bool:
        """Give up the reserve so that what is typed or looked at is kept."""
        return stopped.takes_reserve and give_up_reserve(self._folder / RESERVE)

    def _elsewhere(self, stopped: Stopped) -> bool:
        with self._lock:
            self._demand_open()
            former = [c for c in (self._reader, self._writer) if c is not None]
            if not stopped.only_looks or not self._read_away(stopped.trouble):
                return False
            self._former += former
            return True

    def _work(self, name: str) -> "StoreWork":
        from db.unit_of_work import StoreWork  # noqa: PLC0415  not to read Today

        return StoreWork(self._writer, self._officer, self._options.clock(), name)

    def log(
        self, operation: Operation, case_id: str | None = None, **detail: object
    ) -> None:
        """Add a row to the access log; allowed also where nothing else is."""
        case = CaseId(case_id) if case_id else None
        self._done("log", lambda work: work.log(operation, case, detail))

    def refresh_due(self) -> None:
        """Bring the due list up to the records that were altered since."""
        if self.read_only or not is_due_stale(self.reading()):
            return
        try:
            with self._writing():
                _refresh_due(self._writer)
        except DiskFull:
            if not give_up_reserve(self._folder / RESERVE):
                raise
            with self._writing():
                _refresh_due(self._writer)

    def tidy(self) -> bool:
        """Merge a little of the indexes while idle; True while there is more."""
        if self.read_only:
            return False
        with self._writing():
            return merge(self._writer)

    @contextlib.contextmanager
    def _writing(self, *, log_only: bool = False) -> Iterator[Connection]:
        """Commit what the block writes, then move the head."""
        with self._lock:
            self._demand_open()
            if self.read_only and not log_only:
                raise ReadOnlyStore(self.read_only_words)
            with self._writer.transaction():
                yield self._writer
                after = self._stand().head()
            if self._away is not None:
                self._away.keep(self._writer)
            if self.freshness.fresh:
                self._head.write(after)

    writing = _writing

    def announce(self, commit: Commit) -> None:
        """Tell every watcher what was altered, once."""
        if commit != Commit():
            for seen in self._watchers:
                seen(commit)

    def watch(self, seen: Callable[[Commit], None]) -> None:
        self._watchers.append(seen)

    @property
    def backups(self) -> backup.Backups:
        """Return the copies beside the store."""
        with self._lock:
            self._demand_open()
            return self._backups

    def make_backup(self) -> Path:
        """Keep a copy beside the store; writing goes on meanwhile."""
        copies = self.backups
        copies.demand_own_folder()
        with self._lock:
            self._demand_open()
            pinned = backup.pin(self._writer, self._key)
        return copies.make(pinned, self._options.clock())

    def prove_backups(self) -> bool:
        """Prove a little of the copies while idle; True while there is more."""
        return not self.read_only and self.backups.prove()

    def verify_backup(self, copy: Path) -> None:
        """Refuse a backup of which any page cannot be read."""
        backup.verify(copy, self._key)

    def altered_rows(self) -> list[str]:
        """Return what is to be said of kept rows that are not as they were written."""
        return list(altered_sentences(self._folder, self._key))

    def checkpoint(self) -> None:
        with self._lock:
            self._writer.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Drop both connections and the key; closing twice is no fault."""
        with self._lock:
            if not self._open:
                return
            self._open = False
            if self._reader is not None:
                self._reader.close()
            for connection in (self._writer, *self._former):
                connection.close()
            self._head.close()
            if self._away is not None:
                self._away.close()
            self._key = b""
            self._backups = backup.Backups(self._folder, b"")
            self._watchers.clear()

    def _demand_open(self) -> None:
        if not self._open:
            raise StoreClosed("The store is locked. Unlock it and try again.")


def _refresh_due(connection: Connection) -> None:
    from db.due import refresh_due  # noqa: PLC0415  every rule, seldom at a start

    if is_due_stale(connection):
        refresh_due(connection)


def create(
    folder: Path, key: bytes, officer: Officer, options: Options | None = None
) -> EncryptedStore:
    """Make an empty store in *folder* and return it open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = EncryptedStore(folder, key, evolve(options or Options(), make=True))
    with store.writing() as connection:
        set_meta(connection, "store", new_id())
        set_meta(connection, "desk", new_id())
        set_meta(connection, "officer", officer_said(officer))
    store.become(officer)
    return store


def _demand_store(path: Path) -> None:
    """Refuse a file of no whole page: SQLite would begin an empty store in it."""
    demand_plain(path)
    if not path.exists() or path.stat().st_size < PAGE:
        raise StoreDamaged(_EMPTY)
