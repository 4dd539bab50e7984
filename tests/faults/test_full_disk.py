"""A disk that is really full: a sentence, nothing lost, and drafts still fit."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from db.check import check
from db.files import make_reserve
from db.migrate import migrations
from db.store import RESERVE, EncryptedStore, Options, create
from db.vault import Vault
from iomdesk.drafts import save_draft
from iomdesk.errors import DiskFull
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.ports import CaseFilter, Draft
from iomdesk.records.ids import OfficerId
from tests.builders import a_case
from tests.conftest import NOON
from tests.faults.disks import MEGABYTE, fill, small_disk_at
from tests.faults.worker import CHEAP, KEY, SLOW_STEP, keep_picture, put, put_many

OFFICER = Officer(id=OfficerId("o"), name="M")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 24 MB; only root may make one."""
    with small_disk_at(tmp_path / "disk") as place:
        yield place


@pytest.fixture
def store(small_disk: Path) -> Iterator[EncryptedStore]:
    folder = small_disk / "store"
    store = create(folder, KEY, OFFICER, Options(kinds=SHIPPED, clock=lambda: NOON))
    make_reserve(folder / RESERVE)
    store.do(put, a_case(crn="X1"))
    yield store
    store.close()


def a_draft(text: str) -> Draft:
    return Draft(
        id="draft",
        form="visit",
        case_id=None,
        body={"text": text},
        started_at=NOON,
        saved_at=NOON,
    )


WRITES: dict[str, Callable[[EncryptedStore], Any]] = {
    "a record": lambda store: store.do(
        put, a_case(crn="X2", establishment="z" * MEGABYTE)
    ),
    "an import": lambda store: store.do(put_many, [f"X{n}" for n in range(3, 2000)]),
    "a photograph": lambda store: store.do(keep_picture, os.urandom(MEGABYTE)),
    "a backup": lambda store: store.make_backup(),
}


@pytest.mark.parametrize("what", list(WRITES))
def test_a_full_disk_is_a_sentence_and_what_was_saved_stays(
    store: EncryptedStore, small_disk: Path, what: str
) -> None:
    ballast = fill(small_disk)

    with pytest.raises(DiskFull, match="room"):
        WRITES[what](store)

    assert store.queries.count_cases(CaseFilter()) == 1
    ballast.unlink()
    report = check(store)
    assert report.ok, report.faults
    WRITES[what](store)


def test_what_is_typed_fits_on_a_full_disk_thanks_to_the_reserve(
    store: EncryptedStore, small_disk: Path
) -> None:
    fill(small_disk)

    for n in range(20):
        store.do(save_draft, a_draft(f"{n} " + "word " * 20_000))

    held = store.queries.draft("draft")
    assert held is not None
    assert held.body["text"].startswith("19 ")
    assert not (store.folder / RESERVE).exists()


def test_without_the_reserve_even_a_draft_would_not_fit(
    store: EncryptedStore, small_disk: Path
) -> None:
    """The test above bites: it is the reserve that makes the room."""
    (store.folder / RESERVE).unlink()
    fill(small_disk)

    with pytest.raises(DiskFull):
        type_much(store)


def type_much(store: EncryptedStore) -> None:
    for n in range(200):
        store.do(save_draft, a_draft(f"{n} " + "word " * 20_000))


def test_a_full_disk_while_migrating_leaves_the_store_as_it_was(
    small_disk: Path,
) -> None:
    folder = small_disk / "store"
    store = create(folder, KEY, OFFICER, Options(kinds=SHIPPED))
    for n in range(30):
        store.do(put, a_case(crn=f"X{n}", establishment="z" * 20_000))
    store.close()
    ballast = fill(small_disk)

    with pytest.raises(DiskFull):
        EncryptedStore(
            folder, KEY, Options(kinds=SHIPPED, steps=(*migrations(), SLOW_STEP))
        )

    ballast.unlink()
    again = EncryptedStore(folder, KEY, Options(kinds=SHIPPED))
    assert again.queries.count_cases(CaseFilter()) == 30
    assert check(again).ok
    again.close()


def test_a_full_disk_while_changing_the_passphrase_leaves_the_old_one(
    small_disk: Path,
) -> None:
    vault = Vault(
        folder=small_disk / "store",
        cost=CHEAP,
        floor=CHEAP,
        options=Options(kinds=SHIPPED),
    )
    vault.new("the first passphrase", OFFICER)
    key = vault.key("the first passphrase")
    fill(small_disk)

    with pytest.raises(DiskFull):
        vault.change_passphrase(key, "the second passphrase")

    assert vault.key("the first passphrase") == key
