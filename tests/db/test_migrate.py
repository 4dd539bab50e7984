"""Versions of the store: what this program opens, how, and what it refuses."""

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

import pytest

from db.check import check
from db.connection import Connection, prove_encrypted
from db.migrate import (
    MAJOR,
    Migration,
    demand_schema,
    in_memory,
    migrations,
    schema,
    statements,
)
from db.store import STORE_FILE, EncryptedStore, Options
from iomdesk.errors import ReadOnlyStore, StoreDamaged, StoreTooNew
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.ports import CaseFilter, Operation
from tests.builders import a_case
from tests.conftest import KEY
from tests.db.test_store import put


def set_version(folder: Path, major: int, minor: int) -> None:
    connection = Connection(folder / STORE_FILE, KEY)
    connection.run(f"PRAGMA user_version = {major * 1000 + minor}")
    connection.close()


def test_the_migrations_add_up_to_the_schema() -> None:
    written = Connection(Path(":memory:"), bytes(32))
    for statement in statements(files("db").joinpath("schema.sql").read_text("utf-8")):
        written.run(statement)

    assert schema(written) == schema(in_memory())


def test_a_store_whose_tables_are_not_its_versions_is_refused() -> None:
    expected = schema(in_memory())
    altered = in_memory()
    altered.run("DROP INDEX link_number")

    with pytest.raises(StoreDamaged, match="tables"):
        demand_schema(altered, expected)


def test_a_newer_minor_version_opens_for_reading_and_the_access_log(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    store = open_store()
    store.do(put, a_case())
    store.close()
    set_version(tmp_path / "store", MAJOR, 900)

    newer = open_store(again=True)
    newer.log(Operation.CONSULTATION, None)

    assert newer.read_only
    assert newer.queries.count_cases(CaseFilter()) == 1
    assert newer.queries.access_log()[0].operation is Operation.CONSULTATION
    with pytest.raises(ReadOnlyStore, match="reading only"):
        newer.do(put, a_case())


def test_nothing_but_the_access_log_gets_past_a_newer_minor_version(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    open_store().close()
    set_version(tmp_path / "store", MAJOR, 900)
    newer = open_store(again=True)

    for statement in (
        "DELETE FROM meta",
        "UPDATE meta SET value = '1'",
        "INSERT INTO meta VALUES ('a', '1')",
        "DROP TABLE meta",
        "CREATE TABLE more (a)",
    ):
        with (
            pytest.raises(Exception, match=r"authoriz|prohibited"),
            newer.writing(log_only=True) as connection,
        ):
            connection.run(statement)


def test_a_newer_major_version_is_refused_with_a_sentence(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    open_store().close()
    set_version(tmp_path / "store", MAJOR + 1, 1)

    with pytest.raises(StoreTooNew, match="Update this laptop"):
        open_store(again=True)


def test_a_verified_copy_is_kept_before_a_migration(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    store = open_store()
    store.do(put, a_case())
    store.close()
    step = Migration(number=len(migrations()) + 1, sql="CREATE TABLE more (a);\n")

    newer = EncryptedStore(
        tmp_path / "store", KEY, Options(kinds=SHIPPED, steps=(*migrations(), step))
    )

    copies = list((tmp_path / "store" / "backups").glob("*.db"))
    assert len(copies) == 1
    newer.verify_backup(copies[0])
    newer.close()


def test_a_plain_file_is_never_taken_for_a_store(tmp_path: Path) -> None:
    import sqlite3

    plain = sqlite3.connect(tmp_path / STORE_FILE)
    plain.execute("CREATE TABLE link (a)")
    plain.close()

    with pytest.raises(StoreDamaged, match="not encrypted"):
        EncryptedStore(tmp_path, KEY, Options(kinds=SHIPPED))


def test_an_encrypted_file_passes_the_proof(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    open_store().close()

    prove_encrypted(tmp_path / "store" / STORE_FILE)

    assert not (tmp_path / "store" / STORE_FILE).read_bytes().startswith(b"SQLite")


def test_a_bit_flipped_in_any_page_is_found(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    store = open_store()
    for n in range(10):
        store.do(put, a_case(crn=f"X{n}"))
    store.close()
    path = tmp_path / "store" / STORE_FILE
    whole = path.read_bytes()

    missed = []
    for page in range(len(whole) // 4096):
        flipped = bytearray(whole)
        flipped[page * 4096 + (page * 37) % 4096] ^= 1 << page % 8
        path.write_bytes(flipped)
        if not is_found(open_store):
            missed.append(page)

    assert missed == []


def is_found(open_store: Callable[..., EncryptedStore]) -> bool:
    try:
        store = open_store(again=True)
    except StoreDamaged:
        return True
    found = not check(store).ok
    store.close()
    return found
