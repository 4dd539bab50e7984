"""The files of an open store: its own, or a private copy where its disk fails."""

import contextlib
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from attrs import field, frozen

from db import backup
from db.connection import Connection, prove_encrypted
from db.due_stale import is_due_stale
from db.files import demand_plain, give_up_reserve, narrow_store
from db.freshness import Freshness, stand
from db.head import Head, HeadFile
from db.merging import tune
from db.meta import meta, set_meta
from db.migrate import Migration, migrate, migrations
from db.officer import officer_of
from db.pages import PAGE
from db.read_only import NEWER, allow_only_access_log
from db.reading_away import UNWRITABLE, ReadingAway
from db.turns import Turns
from iomdesk.clock import Clock, london_date, system_clock
from iomdesk.errors import DiskFull, DiskTrouble, StoreDamaged
from iomdesk.kinds.registry import Kinds

STORE_FILE = "store.db"
RESERVE = "reserve"
_EMPTY = (
    "The store's file store.db is gone or was cut to nothing. Nothing was changed. Put "
    "the newest good backup in its place with “iomdesk restore”; what lies here is "
    "kept aside."
)


@frozen(kw_only=True)
class Options:
    """How a store is opened, and for which kinds of record.

    Only where *make* is said a new store is made: never of a file that was emptied.
    """

    kinds: Kinds
    clock: Clock = system_clock
    steps: Sequence[Migration] = field(factory=migrations)
    make: bool = False


class StoreFiles:
    """Opens the files, and opens them elsewhere where the disk does not serve."""

    def __init__(self, folder: Path, key: bytes, options: Options) -> None:
        self._options = options
        self._folder = folder
        self._key = key
        self.turns = Turns()
        self._head_written: Head | None = None
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
            self._head_written = None
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
                refresh_when_stale(
                    self._writer, self._options.kinds, self._options.clock()
                )
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


def refresh_when_stale(connection: Connection, kinds: Kinds, now: datetime) -> None:
    """Bring the due list up, inside the caller's transaction, where it is stale."""
    from db.due import refresh_due  # noqa: PLC0415  every rule, seldom at a start

    on = london_date(now)
    if is_due_stale(connection, on):
        refresh_due(connection, kinds, on)


def _demand_store(path: Path) -> None:
    """Refuse a file of no whole page: SQLite would begin an empty store in it."""
    demand_plain(path)
    if not path.exists() or path.stat().st_size < PAGE:
        raise StoreDamaged(_EMPTY)
