"""Open a SQLCipher file with a raw key, and prove that it is encrypted."""

import contextlib
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from db.faults import driver_told, told
from iomdesk.errors import StoreDamaged

Row = tuple[Any, ...]

_PLAIN = b"SQLite format 3\x00"
_MEMORY = ":memory:"
_CACHE_KIB = 16_384
_FOR_WRITING = ("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON")


class Connection:
    """A keyed connection; one statement a call, faults as sentences.

    A *still* file, such as a backup, is one that nobody writes: not a byte is written
    for reading it, beside it neither.
    """

    def __init__(
        self, path: Path, key: bytes, *, read_only: bool = False, still: bool = False
    ) -> None:
        self.path = path
        with driver_told(path):
            self._raw = _open_still(path, key) if still else _open(path, key)
        try:
            self._prepare(read_only=read_only or still, still=still)
        except BaseException:
            self._raw.close()
            raise

    def _prepare(self, *, read_only: bool, still: bool) -> None:
        with driver_told(self.path):
            if not self.value("PRAGMA cipher_version"):
                raise StoreDamaged("This program was built without encryption. Stop.")
            for pragma in (
                *(() if still else _FOR_WRITING),
                "foreign_keys = ON",
                "temp_store = MEMORY",
                f"cache_size = -{_CACHE_KIB}",
                "busy_timeout = 5000",
                f"query_only = {'ON' if read_only else 'OFF'}",
            ):
                self._raw.execute(f"PRAGMA {pragma}")

    @property
    def raw(self) -> Any:
        """Return the driver's own connection, for authorizers and hooks."""
        return self._raw

    def run(self, sql: str, values: Sequence[object] = ()) -> int:
        """Execute one statement; return the number of the last row inserted."""
        with driver_told(self.path):
            cursor = self._raw.execute(sql, values)
            return int(cursor.lastrowid or 0)

    def run_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with driver_told(self.path):
            self._raw.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        with driver_told(self.path):
            found: list[Row] = self._raw.execute(sql, values).fetchall()
            return found

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield rows one by one, so that a long read needs little memory."""
        with driver_told(self.path):
            yield from self._raw.execute(sql, values)

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        with driver_told(self.path):
            found: Row | None = self._raw.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Return the first column of the first row, or None."""
        found = self.row(sql, values)
        return None if found is None else found[0]

    def prove_writable(self) -> None:
        """Refuse a file that can only be read; nothing is written for it."""
        self.run("BEGIN IMMEDIATE")
        self._raw.rollback()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commit what the block does, or nothing of it."""
        self.run("BEGIN IMMEDIATE")
        try:
            yield
            self.run("COMMIT")
        except BaseException:
            if self._raw.in_transaction:
                self._raw.rollback()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Let the block see one moment of the store."""
        self.run("BEGIN")
        try:
            yield
        finally:
            if self._raw.in_transaction:
                self._raw.rollback()

    @contextmanager
    def writable(self) -> Iterator[None]:
        """Let the block make temporary tables on a reading connection."""
        before = self.value("PRAGMA query_only")
        self.run("PRAGMA query_only = OFF")
        try:
            yield
        finally:
            self.run(f"PRAGMA query_only = {before}")

    def close(self) -> None:
        self._raw.close()


def _open(path: Path, key: bytes) -> Any:
    if path.name == _MEMORY:
        return _keyed(_MEMORY, key)
    _make_private(path)
    return _keyed(str(path.absolute()), key)  # a folder may be called “file:…”


def _open_still(path: Path, key: bytes) -> Any:
    """Open for reading alone; a journal left beside it is not passed over.

    DANGER: a store in use must never be read so, nor by any other way around its log:
    every commit since the last checkpoint would be missing, in silence.
    """
    return _keyed(f"{path.absolute().as_uri()}?mode=ro&nolock=1", key, uri=True)


def _keyed(name: str, key: bytes, *, uri: bool = False) -> Any:
    raw = sqlcipher.connect(
        name, isolation_level=None, check_same_thread=False, cached_statements=256,
        uri=uri,
    )  # fmt: skip
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw


def _make_private(path: Path) -> None:
    """Make the file for its owner alone: SQLite gives its log the same rights."""
    with told(), contextlib.suppress(FileExistsError, FileNotFoundError):
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))


def prove_encrypted(path: Path) -> None:
    """Refuse a store file that can be read without its key.

    Its first bytes must not be SQLite's, and opening without a key must fail.
    """
    with told(), path.open("rb") as file:
        head = file.read(len(_PLAIN))
    if head and (head == _PLAIN or _opens_bare(path)):
        raise StoreDamaged(
            "The store is not encrypted. Do not use it; tell your force's IT desk."
        )


def _opens_bare(path: Path) -> bool:
    with driver_told(path):
        bare = sqlcipher.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
    try:
        bare.execute("PRAGMA cipher_log_level = NONE")
        bare.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        return False
    finally:
        bare.close()
    return True
