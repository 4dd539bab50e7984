"""Apply db/migrations/*.sql in order, each in a transaction, a verified copy first."""

from collections.abc import Callable, Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from attrs import frozen

from db.connection import Connection
from iomdesk.errors import StoreDamaged, StoreTooNew

MAJOR = 1
"""Programs of another major version do not read each other's stores."""


@frozen(kw_only=True)
class Migration:
    number: int
    sql: str


def migrations() -> tuple[Migration, ...]:
    """Return what ships with this program, oldest first."""
    found = sorted(
        (f for f in files("db").joinpath("migrations").iterdir() if _is_sql(f.name)),
        key=lambda f: f.name,
    )
    return tuple(
        Migration(number=int(f.name[:4]), sql=f.read_text("utf-8")) for f in found
    )


def migrate(
    connection: Connection, steps: Sequence[Migration], keep: Callable[[], object]
) -> bool:
    """Bring the store up to the last of *steps*; return True where it is newer.

    *keep* makes the verified copy, and is called once before the first step of a
    store that already holds something.
    """
    version = int(connection.value("PRAGMA user_version"))
    major, minor = divmod(version, 1000)
    if version and major > MAJOR:
        raise StoreTooNew(
            "A newer version of IOM Desk wrote this store. Update this laptop first; "
            "nothing was changed."
        )
    if version and minor > steps[-1].number:
        return True
    waiting = [step for step in steps if step.number > minor]
    if waiting and version:
        keep()
    for step in waiting:
        _apply(connection, step)
    return False


def _apply(connection: Connection, step: Migration) -> None:
    with connection.transaction():
        for statement in statements(step.sql):
            connection.run(statement)
        connection.run(f"PRAGMA user_version = {MAJOR * 1000 + step.number}")


def statements(sql: str) -> Iterator[str]:
    """Yield the statements of *sql*; a trigger's body is one with its trigger."""
    whole = ""
    for line in sql.splitlines():
        if line.lstrip().startswith("--"):
            continue
        whole += line + "\n"
        ends = line.rstrip().endswith(";")
        in_trigger = "CREATE TRIGGER" in whole and not line.rstrip().endswith("END;")
        if ends and not in_trigger:
            yield whole.strip()
            whole = ""
    if whole.strip():
        yield whole.strip()


def schema(connection: Connection) -> list[str]:
    """Return the schema as statements, in an order that does not depend on history."""
    rows = connection.rows(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY type, name"
    )
    return [" ".join(str(row[0]).split()) for row in rows]


def in_memory() -> Connection:
    """Return an empty store of this version that never touches the disk."""
    fresh = Connection(Path(":memory:"), bytes(32))
    migrate(fresh, migrations(), lambda: None)
    return fresh


def demand_schema(connection: Connection, expected: Sequence[str]) -> None:
    """Refuse a store whose tables are not what its version says."""
    if schema(connection) != list(expected):
        raise StoreDamaged(
            "The store's tables are not what its version says. Restore a backup."
        )


def _is_sql(name: str) -> bool:
    return name.endswith(".sql")
