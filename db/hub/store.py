"""The hub's store over either database: one transaction at a time to the rules."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from functools import cached_property
from importlib.resources import files
from typing import Protocol

from db.hub.blobs import AccessTable, BlobTable
from db.hub.cases import CaseTable
from db.hub.changes import ChangeTable
from db.hub.desks import DeskTable, SettingTable, WrongCodeTable
from db.hub.sql import Sql
from db.hub.stream import StreamTable
from iomdesk.errors import NotFound

SCHEMA = 1


class Database(Protocol):
    """A database that gives transactions; *faults* are what its driver raises."""

    @property
    def faults(self) -> tuple[type[Exception], ...]: ...

    def transaction(self) -> AbstractContextManager[Sql]: ...

    def close(self) -> None: ...


class TableWork:
    """One transaction at the hub."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    @property
    def version(self) -> int:
        """Return the version of the tables, 0 where they are none of ours."""
        if not self._sql.has_table("iomdesk_hub"):
            return 0
        return int(self._sql.rows("SELECT version FROM iomdesk_hub")[0][0])

    @cached_property
    def settings(self) -> SettingTable:
        return SettingTable(self._sql)

    @cached_property
    def desks(self) -> DeskTable:
        return DeskTable(self._sql)

    @cached_property
    def wrong_codes(self) -> WrongCodeTable:
        return WrongCodeTable(self._sql)

    @cached_property
    def changes(self) -> ChangeTable:
        return ChangeTable(self._sql)

    @cached_property
    def cases(self) -> CaseTable:
        return CaseTable(self._sql)

    @cached_property
    def stream(self) -> StreamTable:
        return StreamTable(self._sql)

    @cached_property
    def blobs(self) -> BlobTable:
        return BlobTable(self._sql)

    @cached_property
    def access(self) -> AccessTable:
        return AccessTable(self._sql)


class TableStore:
    """The hub's store over a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self.faults = database.faults

    @contextmanager
    def work(self) -> Iterator[TableWork]:
        with self._database.transaction() as sql:
            yield TableWork(sql)

    def close(self) -> None:
        self._database.close()


def demand_hub(store: TableStore, sentence: str) -> None:
    """Refuse with *sentence* a database that no hub made."""
    with store.work() as work:
        if work.version != SCHEMA:
            raise NotFound(sentence)


def statements(bytes_word: str) -> list[str]:
    """Return the schema's statements in the words of one database."""
    text = files("db.hub").joinpath("schema.sql").read_text("utf-8")
    lines = [line for line in text.splitlines() if not line.startswith("--")]
    parts = "\n".join(lines).replace("{bytes}", bytes_word).split(";")
    return [part.strip() for part in parts if part.strip()]
