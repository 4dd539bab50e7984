"""The hub's store in one SQLCipher file, its key in a file that only it can read."""

import json
import os
import secrets
import stat
import threading
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from db.connection import Connection, Row, prove_encrypted
from db.files import lock, private_folder, replace_file
from db.hub.store import TableStore, statements
from iomdesk.errors import StoreDamaged

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

    def among(self, column: str, values: Collection[str]) -> tuple[str, object]:
        return f"{column} IN (SELECT value FROM json_each(?))", json.dumps(list(values))


class FileDatabase:
    """One file; writers of several processes wait for each other."""

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
    """Return the hub's store in *folder*, made with its key if it is not there."""
    private_folder(folder)
    key, path = folder / "hub.key", folder / "hub.db"
    if not path.exists():
        with lock(folder / "lock"):
            _make(path, key)
    return TableStore(FileDatabase(path, _key(key)))


def _make(path: Path, key: Path) -> None:
    if not key.exists():
        replace_file(key, secrets.token_hex(32).encode())
    database = FileDatabase(path, _key(key))
    with database.transaction() as sql:
        if not sql.rows("SELECT 1 FROM sqlite_master WHERE name = 'counter'"):
            for statement in statements("BLOB"):
                sql.run(statement)
    database.close()


def _key(path: Path) -> bytes:
    """Return the store's key; one that others may read is refused."""
    if os.name == "posix" and stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise StoreDamaged(
            f"Others can read the hub's key in {path}. Take their rights away "
            "(chmod 600), and treat the key as known."
        )
    return bytes.fromhex(path.read_text("ascii").strip())
