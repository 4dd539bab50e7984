"""The hub's store, each test once over a file and once over PostgreSQL."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from db.hub.connect import new_hub_store, open_hub_store
from db.hub.store import TableStore
from iomdesk.records.ids import new_id
from tests.hub.attacking import NAME, PHOTO, SURNAME, Hub
from tests.hub.postgresql import running, server_programs
from tests.hub.raw_desk import RawDesk
from tests.hub.serving import served


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    programs = server_programs()
    if programs is None:
        missing = "PostgreSQL is not installed here: the hub over it is not tested"
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with running(programs) as url:
        yield url


@pytest.fixture(params=["file", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the address of an empty hub store."""
    at = bare_address(request, request.param, tmp_path)
    new_hub_store(at).close()
    return at


def bare_address(request: pytest.FixtureRequest, kind: str, folder: Path) -> str:
    """Return an address at which nothing is yet."""
    if kind == "file":
        return str(folder / "hub")
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


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Serve one hub for all attacks; at the end it must have said nothing at all."""
    folder = tmp_path_factory.mktemp("hub")
    db = str(folder / "hub")
    store = new_hub_store(db)
    with served(db, folder / "said") as process:
        yield Hub(process, store)
        alive = process.is_alive
        store.close()
    assert alive
    assert process.said == ""


@pytest.fixture
def ann(hub: Hub) -> RawDesk:
    """A desk with a case of its own, pushed, with a photo."""
    desk = hub.desk(new_id())
    said = desk.content(new_id(), patch={"surname": SURNAME})
    assert desk.push(said).status == 200
    case_id = said["case_id"]
    offer = {"hash": NAME, "size": len(PHOTO), "media_type": "image/png"}
    offers = [offer | {"case_id": case_id}]
    assert desk.post("/1/missing", {"offers": offers}).status == 200
    assert desk.ask("PUT", f"/1/chunk/{NAME}/0", PHOTO).status == 200
    return desk


@pytest.fixture
def mallory(hub: Hub) -> RawDesk:
    """An enrolled desk of a team of its own: it has a key, and means ill."""
    return hub.desk(new_id())


def _make_schema(url: str, schema: str) -> None:
    import psycopg

    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE SCHEMA {schema}".encode())
