"""The hub's store in PostgreSQL, by URL; any number of hub processes may share it."""

from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager
from queue import Empty, LifoQueue

import psycopg

from db.connection import Row
from db.hub.store import TableStore, demand_hub, statements
from iomdesk.errors import InputRefused, UserError

_MAKING = 4_607_182
"""The advisory lock under which the tables are made, once."""


class PostgreSql:
    """A PostgreSQL connection inside a transaction."""

    locks = True

    def __init__(self, connection: psycopg.Connection) -> None:
        self._connection = connection

    def run(self, sql: str, values: Sequence[object] = ()) -> None:
        self._connection.execute(_marked(sql), values)

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        return self._connection.execute(_marked(sql), values).fetchall()

    def insert(
        self,
        table: str,
        columns: Sequence[str],
        rows: Sequence[Sequence[object]],
        *,
        passing_known: bool = False,
    ) -> None:
        if passing_known:
            self._insert_new(table, columns, rows)
            return
        names = ", ".join(columns)
        copying = f"COPY {table} ({names}) FROM STDIN".encode()
        with self._connection.cursor() as cursor, cursor.copy(copying) as copy:
            for row in rows:
                copy.write_row(row)

    def _insert_new(
        self, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]
    ) -> None:
        """Add rows of text that are not there yet, in one statement."""
        if not rows:
            return
        arrays = ", ".join("%s::text[]" for _ in columns)
        sql = (
            f"INSERT INTO {table} ({', '.join(columns)})"
            f" SELECT * FROM unnest({arrays}) ON CONFLICT DO NOTHING"
        )
        values = [[row[n] for row in rows] for n in range(len(columns))]
        self._connection.execute(sql.encode(), values)

    def has_table(self, name: str) -> bool:
        return self.rows("SELECT to_regclass(?)", (name,))[0][0] is not None

    def among(self, column: str, values: Collection[str]) -> tuple[str, object]:
        return f"{column} = ANY(?)", list(values)


class PostgreDatabase:
    """Connections to one database, taken and put back; a broken one is thrown away."""

    faults: tuple[type[Exception], ...] = (psycopg.Error,)

    def __init__(self, url: str) -> None:
        self._url = url
        self._idle: LifoQueue[psycopg.Connection] = LifoQueue()

    @contextmanager
    def transaction(self) -> Iterator[PostgreSql]:
        connection = self._take()
        try:
            with connection.transaction():
                yield PostgreSql(connection)
        finally:
            if not connection.broken:
                self._idle.put(connection)

    def close(self) -> None:
        while not self._idle.empty():
            self._idle.get_nowait().close()

    def _take(self) -> psycopg.Connection:
        try:
            connection = self._idle.get_nowait()
        except Empty:
            return self._connect()
        if connection.closed:
            return self._take()
        return connection

    def _connect(self) -> psycopg.Connection:
        try:
            return psycopg.connect(self._url, autocommit=True, prepare_threshold=2)
        except (psycopg.Error, UnicodeError) as fault:
            raise UserError(
                "The hub's database cannot be reached. See that it runs, and that the "
                "address and the rights are right."
            ) from fault


def open_postgresql_store(url: str) -> TableStore:
    """Return the hub's store in the database at *url*, which a hub made."""
    store = TableStore(PostgreDatabase(url))
    try:
        demand_hub(store, _NO_HUB)
    except psycopg.Error as fault:
        store.close()
        raise UserError(_NO_RIGHTS) from fault
    except BaseException:
        store.close()
        raise
    return store


def new_postgresql_store(url: str) -> TableStore:
    """Make a hub's tables in the database at *url*, which has none of these names."""
    database = PostgreDatabase(url)
    try:
        with database.transaction() as sql:
            sql.run("SELECT pg_advisory_xact_lock(?)", (_MAKING,))
            if sql.has_table("iomdesk_hub"):
                raise InputRefused("There is a hub in this database already.")
            for statement in statements("BYTEA"):
                sql.run(statement)
    except psycopg.errors.DuplicateTable as fault:
        raise InputRefused(_OTHER_TABLES) from fault
    except psycopg.Error as fault:
        raise UserError(_NO_RIGHTS) from fault
    finally:
        database.close()
    return open_postgresql_store(url)


def _marked(sql: str) -> bytes:
    return sql.replace("?", "%s").encode()


_NO_HUB = (
    "There is no hub in this database. Name the one that “iomdesk hub new” made, with "
    "--db, or make one."
)
_NO_RIGHTS = (
    "The database does not let the hub make and read its tables. Give its user the "
    "rights, and a schema of its own."
)
_OTHER_TABLES = (
    "The database has tables of another program under the names that a hub needs. Give "
    "the hub a database, or a schema, of its own."
)
