"""The hub's store, each test once over a file and once over PostgreSQL."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.hub.connect import open_hub_store
from db.hub.store import TableStore
from iomdesk.ids import new_id
from tests.hub.postgresql import running, server_programs


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    programs = server_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed here: the hub over it is not tested")
    with running(programs) as url:
        yield url


@pytest.fixture(params=["file", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty hub store."""
    if request.param == "file":
        return str(tmp_path / "hub")
    url = request.getfixturevalue("postgresql")
    schema = f"t{new_id().replace('-', '')}"
    _make_schema(url, schema)
    return f"{url}&options=-csearch_path%3D{schema}"


@pytest.fixture
def open_hub(address: str) -> Iterator[Callable[[], TableStore]]:
    """Return a maker of one more hub process's view of the same store."""
    opened: list[TableStore] = []

    def make() -> TableStore:
        opened.append(open_hub_store(address))
        return opened[-1]

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def hub_store(open_hub: Callable[[], TableStore]) -> TableStore:
    return open_hub()


def _make_schema(url: str, schema: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
