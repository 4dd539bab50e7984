"""Open a SQLCipher file with a raw key, and prove that it is encrypted."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from iomdesk.errors import DiskFull, StoreDamaged, UserError

Row = tuple[Any, ...]

_PLAIN = b"SQLite format 3\x00"
_CACHE_KIB = 16_384

_DAMAGED = (
    "The store is damaged: a part of it cannot be read. Nothing was changed. "
    "Run “iomdesk check”, then restore the newest good backup."
)
_FULL = (
    "There is no room on the disk. Nothing was lost: what you typed is kept. "
    "Free some space, then try again."
)


class Connection:
    """A keyed connection; one statement a call, faults as sentences."""

    def __init__(self, path: Path, key: bytes, *, read_only: bool = False) -> None:
        self.path = path
        self._raw = _open(path, key)
        try:
            self._prepare(read_only=read_only)
        except BaseException:
            self._raw.close()
            raise

    def _prepare(self, *, read_only: bool) -> None:
        with faults():
            if not self.value("PRAGMA cipher_version"):
                raise StoreDamaged("This program was built without encryption. Stop.")
            for pragma in (
                "journal_mode = WAL",
                "synchronous = FULL",
                "secure_delete = ON",
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
        with faults():
            cursor = self._raw.execute(sql, values)
            return int(cursor.lastrowid or 0)

    def run_many(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with faults():
            self._raw.executemany(sql, rows)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        with faults():
            found: list[Row] = self._raw.execute(sql, values).fetchall()
            return found

    def each(self, sql: str, values: Sequence[object] = ()) -> Iterator[Row]:
        """Yield rows one by one, so that a long read needs little memory."""
        with faults():
            yield from self._raw.execute(sql, values)

    def row(self, sql: str, values: Sequence[object] = ()) -> Row | None:
        with faults():
            found: Row | None = self._raw.execute(sql, values).fetchone()
            return found

    def value(self, sql: str, values: Sequence[object] = ()) -> Any:
        """Return the first column of the first row, or None."""
        found = self.row(sql, values)
        return None if found is None else found[0]

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
    raw = sqlcipher.connect(
        str(path), isolation_level=None, check_same_thread=False, cached_statements=256
    )
    raw.execute("PRAGMA cipher_log_level = NONE")
    raw.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
    return raw


def prove_encrypted(path: Path) -> None:
    """Refuse a store file that can be read without its key.

    Its first bytes must not be SQLite's, and opening without a key must fail.
    """
    with path.open("rb") as file:
        head = file.read(len(_PLAIN))
    if head and (head == _PLAIN or _opens_bare(path)):
        raise StoreDamaged(
            "The store is not encrypted. Do not use it; tell your force's IT desk."
        )


def _opens_bare(path: Path) -> bool:
    bare = sqlcipher.connect(f"file:{path}?mode=ro&immutable=1", uri=True)
    try:
        bare.execute("PRAGMA cipher_log_level = NONE")
        bare.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except sqlcipher.DatabaseError:
        return False
    finally:
        bare.close()
    return True


@contextmanager
def faults() -> Iterator[None]:
    """Turn the driver's faults into sentences; what is ours to mend flies on."""
    try:
        yield
    except sqlcipher.DatabaseError as fault:
        said = str(fault)
        if "disk is full" in said or "disk I/O error" in said:
            raise DiskFull(_FULL) from fault
        if _is_damage(said):
            raise StoreDamaged(_DAMAGED) from fault
        if "database is locked" in said:
            raise UserError("The store is busy. Wait a moment and try again.") from None
        raise


def _is_damage(said: str) -> bool:
    words = ("malformed", "not a database", "encrypted", "corrupt", "hmac")
    return any(word in said for word in words)
