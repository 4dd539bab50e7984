"""One way to ask either database; only what differs between them stands here."""

from collections.abc import Collection, Sequence
from typing import Protocol

from db.connection import Row


class Sql(Protocol):
    """A connection inside a transaction; parameters are written as question marks."""

    @property
    def locks(self) -> bool:
        """Say whether rows must be locked one by one, as others write meanwhile."""

    def run(self, sql: str, values: Sequence[object] = ()) -> None: ...

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]: ...

    def insert(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[object]],
        *,
        passing_known: bool = False,
    ) -> None:
        """Add many rows at once; *passing_known* leaves those that are there."""

    def has_table(self, name: str) -> bool: ...

    def among(self, column: str, values: Collection[str]) -> tuple[str, object]:
        """Return a condition that *column* is one of *values*, and its parameter."""


def first(rows: Sequence[Row]) -> Row | None:
    return rows[0] if rows else None


def upsert(table: str, key: str, columns: Sequence[str]) -> str:
    """Return the statement that puts a row in, or in place of the one with its key."""
    marks = ", ".join("?" * len(columns))
    news = ", ".join(f"{c} = excluded.{c}" for c in columns if c != key)
    return (
        f"INSERT INTO {table} ({', '.join(columns)}) VALUES ({marks})"
        f" ON CONFLICT ({key}) DO UPDATE SET {news}"
    )


def for_update(sql: Sql) -> str:
    return " FOR UPDATE" if sql.locks else ""


def for_share(sql: Sql) -> str:
    return " FOR SHARE" if sql.locks else ""
