"""The hub's store in one SQLCipher file, its key in a file that only it can read."""

import json
import os
import re
import secrets
import stat
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2 as sqlcipher

from db.connection import Connection, Row, prove_encrypted
from db.files import lock, narrow, replace_file
from db.hub.store import TableStore, demand_hub, statements
from iomdesk.errors import InputRefused, NotFound, StoreDamaged
from iomdesk.plain_copy import demand_outside_stores

_BUSY_MS = 30_000


class FileSql:
    """A SQLCipher connection inside a transaction."""

    locks = False

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        self._connection.run(sql, values)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return self._connection.rows(sql, values)

    def insert(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[object]],
        *,
        passing_known: bool = False,
    ) -> None:
        word = "INSERT OR IGNORE" if passing_known else "INSERT"
        marks = ", ".join("?" * len(columns))
        self._connection.run_many(
            f"{word} INTO {table} ({', '.join(columns)}) VALUES ({marks})", rows
        )

    def has_table(self, name: str) -> bool:
        named = "SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?"
        return bool(self.rows(named, (name,)))

    def among(self, column: str, values: Collection[str]) -> tuple[str, object]:
        return f"{column} IN (SELECT value FROM json_each(?))", json.dumps(list(values))


class FileDatabase:
    """One file; writers of several processes wait for each other."""

    faults: tuple[type[Exception], ...] = (sqlcipher.Error,)

    def __init__(self, path: Path, key: bytes) -> None:
        if path.exists():
            prove_encrypted(path)
        self._connection = Connection(path, key)
        self._connection.run(f"PRAGMA busy_timeout = {_BUSY_MS}")
        self._lock = threading.Lock()

    @contextmanager
    def transaction(self) -> Iterator[FileSql]:
        with self._lock, self._connection.transaction():
            yield FileSql(self._connection)

    def close(self) -> None:
        with self._lock:
            self._connection.close()


def open_file_store(folder: Path) -> TableStore:
    """Return the hub's store in *folder*, which `new_file_store` made."""
    with _reaching(folder):
        if not _is_made(folder):
            raise NotFound(_NO_HUB.format(folder))
        narrow(folder.glob(f"{DB}*"))
        store = TableStore(FileDatabase(folder / DB, _key(folder / KEY)))
    try:
        demand_hub(store, _NO_HUB.format(folder))
    except BaseException:
        store.close()
        raise
    return store


def new_file_store(folder: Path) -> TableStore:
    """Return a new hub's store in *folder*, with its key; one cut short is finished."""
    demand_outside_stores(folder.parent)
    with _reaching(folder):
        if folder.exists() and not {p.name for p in folder.iterdir()} <= _BEGUN:
            raise InputRefused(_OTHER_THINGS.format(folder))
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)  # one that is there stays
        with lock(folder / LOCK):
            _make(folder)
    return open_file_store(folder)


def _make(folder: Path) -> None:
    key = folder / KEY
    if not key.exists():
        replace_file(key, secrets.token_hex(32).encode())
    database = FileDatabase(folder / DB, _key(key))
    try:
        with database.transaction() as sql:
            if sql.has_table("iomdesk_hub"):
                raise InputRefused(f"There is a hub in {folder} already.")
            for statement in statements("BLOB"):
                sql.run(statement)
    finally:
        database.close()


def _is_made(folder: Path) -> bool:
    return (folder / DB).is_file() and (folder / KEY).is_file()


def _key(path: Path) -> bytes:
    """Return the store's key; one that others may read is refused."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise StoreDamaged(
            f"Others can read the hub's key in {path}. Take their rights away "
            "(chmod 600), and treat the key as known."
        )
    said = path.read_bytes()[: _KEY_LETTERS + 2].decode("ascii", "replace").strip()
    if not re.fullmatch(f"[0-9a-f]{{{_KEY_LETTERS}}}", said):
        raise StoreDamaged(
            f"{path} is no key of a hub. Put back the one it was made with."
        )
    return bytes.fromhex(said)


@contextmanager
def _reaching(folder: Path) -> Iterator[None]:
    """Say in a sentence what the system says of a folder that cannot be used."""
    try:
        yield
    except OSError as fault:
        raise NotFound(f"{folder} cannot be used: {fault.strerror}.") from fault


DB, KEY, LOCK = "hub.db", "hub.key", "lock"
_BEGUN = {DB, f"{DB}-wal", f"{DB}-shm", f"{DB}-journal", KEY, LOCK}
_KEY_LETTERS = 64
_NO_HUB = (
    "There is no hub in {}. Name the one that “iomdesk hub new” made, with --db, or "
    "make one."
)
_OTHER_THINGS = "{} holds other things. Name a new folder for the hub, or an empty one."
