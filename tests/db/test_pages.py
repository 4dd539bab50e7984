"""The pages of a file are proved as SQLCipher proves them."""

from pathlib import Path

import pytest

from db.connection import Connection
from db.pages import PAGE, Pages
from db.store import STORE_FILE, EncryptedStore, Options, create
from iomdesk.errors import StoreDamaged
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from tests.builders import a_case
from tests.conftest import KEY
from tests.sync.desks import put


@pytest.fixture
def file(tmp_path: Path, officer: Officer) -> Path:
    store = create(tmp_path / "own", KEY, officer, Options(kinds=SHIPPED))
    for n in range(30):
        store.do(put, a_case(crn=f"X{n:06d}"))
    store.checkpoint()
    store.close()
    return store.folder / STORE_FILE


def pages_of(file: Path) -> Pages:
    return Pages(file, KEY, file.read_bytes()[:PAGE])


def cipher_faults(file: Path) -> int:
    connection = Connection(file, KEY, read_only=True)
    try:
        return len(connection.rows("PRAGMA cipher_integrity_check"))
    finally:
        connection.close()


def test_every_page_of_a_store_is_sound(file: Path) -> None:
    assert cipher_faults(file) == 0
    assert pages_of(file).are_sound(0, file.stat().st_size)


@pytest.mark.parametrize("within", [0, PAGE // 2, PAGE - 80, PAGE - 1])
def test_a_bit_anywhere_in_any_page_is_noticed(file: Path, within: int) -> None:
    sound, pages = file.read_bytes(), pages_of(file)
    for page in range(1, len(sound) // PAGE, 3):
        at = page * PAGE
        content = bytearray(sound)
        content[at + within] ^= 1
        file.write_bytes(content)

        assert not pages.are_sound(at, at + PAGE)
        assert pages.are_sound(0, at)


def test_sqlcipher_sees_the_same_pages_damaged(file: Path) -> None:
    content = bytearray(file.read_bytes())
    for page in (2, 5, 9):
        content[page * PAGE + 100] ^= 1
    file.write_bytes(content)

    pages, count = pages_of(file), len(content) // PAGE
    ours = [n for n in range(count) if not pages.are_sound(n * PAGE, (n + 1) * PAGE)]
    assert ours == [2, 5, 9]
    assert cipher_faults(file) == 3


def test_a_page_in_the_place_of_another_and_a_torn_one_are_noticed(file: Path) -> None:
    content = file.read_bytes()
    pages = pages_of(file)
    file.write_bytes(content[: 2 * PAGE] + content[3 * PAGE : 4 * PAGE])

    assert pages.are_sound(0, 2 * PAGE)
    assert not pages.are_sound(2 * PAGE, 3 * PAGE)
    assert not pages.are_sound(0, 4 * PAGE)

    file.write_bytes(content[: 2 * PAGE + 17])
    assert not pages.are_sound(0, 2 * PAGE + 17)


def test_a_damaged_store_pushes_no_good_backup_out(file: Path) -> None:
    store = EncryptedStore(file.parent, KEY, Options(kinds=SHIPPED))
    good = [store.make_backup() for _ in range(3)]
    store.close()
    content = bytearray(file.read_bytes())
    content[-PAGE // 2] ^= 1
    file.write_bytes(content)
    damaged = EncryptedStore(file.parent, KEY, Options(kinds=SHIPPED))

    damaged.make_backup()
    with pytest.raises(StoreDamaged, match="could not be verified"):
        damaged.backups.prove_all()

    damaged.close()
    assert sorted((file.parent / "backups").iterdir()) == good
