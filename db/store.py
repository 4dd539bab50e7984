"""An open store: one door for writing, a second connection for reading."""

import contextlib
from collections.abc import Callable, Hashable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, ParamSpec, TypeVar

from attrs import evolve

from db import backup
from db.connection import Connection
from db.due_stale import is_due_stale
from db.fault import Fault
from db.files import give_up_reserve
from db.freshness import Freshness, Stand, stand
from db.kept_rows import altered_sentences, forget, kept_files, take_in
from db.merging import merge
from db.meta import set_meta
from db.officer import officer_said
from db.queries import StoreQueries
from db.reading_away import Stopped
from db.small_tables import mark_small_tables
from db.store_files import (
    RESERVE,
    STORE_FILE,
    Options,
    StoreFiles,
    refresh_when_stale,
)
from iomdesk.bank import NoCard
from iomdesk.clock import Clock, london_date
from iomdesk.errors import (
    DiskFull,
    DiskTrouble,
    ReadOnlyStore,
    StoreClosed,
)
from iomdesk.kinds.registry import Kinds
from iomdesk.permissions import Officer, as_of, demand
from iomdesk.ports import Commit, Operation, UnitOfWork
from iomdesk.records.ids import CaseId, new_id

if TYPE_CHECKING:
    from db.unit_of_work import StoreWork

__all__ = ["RESERVE", "STORE_FILE", "EncryptedStore", "Options", "create"]

P = ParamSpec("P")
T = TypeVar("T")


class EncryptedStore(StoreFiles):
    """The officer's cases on this machine. Opened with the raw key.

    *told* is what opening it found and mended.
    """

    told: tuple[Fault, ...] = ()

    def __init__(self, folder: Path, key: bytes, options: Options) -> None:
        super().__init__(folder, key, options)
        self._watchers: list[Callable[[Commit], None]] = []
        self.no_cards: dict[str, NoCard] = {}
        self._take_in_kept()

    def _take_in_kept(self) -> None:
        """Take in what was looked at while the store could not be written, once."""
        if self.read_only or not kept_files(self._folder, self._key):
            return
        with contextlib.suppress(DiskTrouble):
            with self._writing() as connection:
                take_in(self._folder, connection, self._key)
            forget(self._folder, self._key)

    def accept_missing_work(self) -> None:
        """Go on from what is here, after a person was told what is missing."""
        with self.turns.lock:
            with self._writer.transaction():
                mark_small_tables(self._writer, anew=True)
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
        return as_of(self._officer, self._options.clock())

    @property
    def kinds(self) -> Kinds:
        return self._options.kinds

    @property
    def clock(self) -> Clock:
        return self._options.clock

    @property
    def queries(self) -> StoreQueries:
        return StoreQueries(self.reading(), self.kinds, self.refresh_due)

    def reading(self) -> Connection:
        """Return the second connection, for long reads on the reading thread."""
        with self.turns.lock:
            self._demand_open()
            if self._reader is None:
                self._reader = Connection(self._file, self._key, read_only=True)
            return self._reader

    @contextlib.contextmanager
    def own_reading(self) -> Iterator[Connection]:
        """Yield a reading connection for the block alone."""
        with self.turns.lock:
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
        return self.do_as(None, action, *args, **kwargs)

    def do_as(
        self,
        by: Hashable,
        action: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        demand(action, self._officer)
        name = getattr(action, "__name__", "action").replace("_", " ")
        result, commit = self._done(name, lambda work: action(work, *args, **kwargs))
        self.announce(evolve(commit, by=by))
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
        self.turns.note_work()
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
        with self.turns.lock:
            self._demand_open()
            former = [c for c in (self._reader, self._writer) if c is not None]
            if not stopped.only_looks or not self._read_away(stopped.trouble):
                return False
            self._former += former
            return True

    def _work(self, name: str) -> "StoreWork":
        from db.unit_of_work import StoreWork  # noqa: PLC0415  not to read Today

        now = self._options.clock()
        officer = as_of(self._officer, now)
        return StoreWork(self._writer, self.kinds, officer, now, name, self.no_cards)

    def log(
        self, operation: Operation, case_id: str | None = None, **detail: object
    ) -> None:
        """Add a row to the access log; allowed also where nothing else is."""
        case = CaseId(case_id) if case_id else None
        self._done("log", lambda work: work.log(operation, case, detail))

    def refresh_due(self) -> None:
        """Bring the due list up to the records that were altered since."""
        if self.read_only or not is_due_stale(
            self.reading(), london_date(self._options.clock())
        ):
            return
        try:
            self._refresh_due()
        except DiskFull:
            if not give_up_reserve(self._folder / RESERVE):
                raise
            self._refresh_due()

    def _refresh_due(self) -> None:
        with self._writing():
            refresh_when_stale(self._writer, self.kinds, self._options.clock())

    def tidy(self) -> bool:
        """Merge a little of the indexes while idle; True while there is more."""
        if self.read_only:
            return False
        with self._writing():
            return merge(self._writer)

    @contextlib.contextmanager
    def _writing(
        self, *, log_only: bool = False, is_first: bool = True
    ) -> Iterator[Connection]:
        """Commit what the block writes, then move the head if it lies further on."""
        with self.turns.first() if is_first else self.turns.last():
            self._demand_open()
            if self.read_only and not log_only:
                raise ReadOnlyStore(self.read_only_words)
            with self._writer.transaction():
                yield self._writer
                if not self.read_only:
                    mark_small_tables(self._writer)
                after = self._stand().head()
            if self._away is not None:
                self._away.keep(self._writer)
            if self.freshness.fresh and after != self._head_written:
                self._head.write(after)
                self._head_written = after

    writing = _writing

    def writing_last(self) -> contextlib.AbstractContextManager[Connection]:
        """Write what nobody waits for: an officer who saves goes first."""
        return self._writing(is_first=False)

    def announce(self, commit: Commit) -> None:
        """Tell every watcher what was altered, once."""
        if commit.alters:
            for seen in self._watchers:
                seen(commit)

    def watch(self, seen: Callable[[Commit], None]) -> None:
        self._watchers.append(seen)

    @property
    def backups(self) -> backup.Backups:
        """Return the copies beside the store."""
        with self.turns.lock:
            self._demand_open()
            return self._backups

    def make_backup(self) -> Path:
        """Keep a copy beside the store; writing goes on meanwhile."""
        copies = self.backups
        copies.demand_own_folder()
        with self.turns.lock:
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
        with self.turns.lock:
            self._writer.run("PRAGMA wal_checkpoint(TRUNCATE)")

    def close(self) -> None:
        """Drop both connections and the key; closing twice is no fault."""
        with self.turns.lock:
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


def create(
    folder: Path, key: bytes, officer: Officer, options: Options
) -> EncryptedStore:
    """Make an empty store in *folder* and return it open."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    store = EncryptedStore(folder, key, evolve(options, make=True))
    with store.writing() as connection:
        set_meta(connection, "store", new_id())
        set_meta(connection, "desk", new_id())
        set_meta(connection, "officer", officer_said(officer))
    store.become(officer)
    return store
