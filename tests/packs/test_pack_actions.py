"""Packs are added to a real store, stay there, and are proved again by the check."""

from collections.abc import Callable

import pytest
from sqlcipher3.dbapi2 import DatabaseError

from db import slot_copies
from db.check import check
from db.keys import with_sheet
from db.slots import new_slots
from db.store import EncryptedStore, Options
from db.vault import Vault
from iomdesk.assessments.catalogue import catalogue
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.packs.actions import add_pack, trust_force
from iomdesk.packs.linting import InstrumentFaulty
from iomdesk.packs.signing import PackRefused
from iomdesk.resources import resource_text
from tests.conftest import KEY
from tests.packs.packs import PUBLIC, TEXT, a_pack

OGRS3 = resource_text("instruments/ogrs3-1.toml")


@pytest.fixture
def trusting(store: EncryptedStore) -> EncryptedStore:
    store.do(trust_force, [PUBLIC])
    return store


def test_without_a_key_of_a_force_nothing_is_added_and_it_says_what_to_do(
    store: EncryptedStore,
) -> None:
    with pytest.raises(PackRefused, match="iomdesk pack trust"):
        store.do(add_pack, a_pack(), "a.toml")


def test_a_pack_is_in_the_catalogue_and_named_in_the_access_log(
    trusting: EncryptedStore,
) -> None:
    added = trusting.do(add_pack, a_pack(), "a.toml")

    assert added.is_new
    assert catalogue(trusting.queries).version("made-up", "1") == added.instrument
    assert trusting.queries.access_log()[0].detail["pack"] == "made-up 1"


def test_the_same_again_changes_nothing(trusting: EncryptedStore) -> None:
    trusting.do(add_pack, a_pack(), "a.toml")
    before = trusting.queries.packs()

    again = trusting.do(add_pack, a_pack("# Said otherwise.\n" + TEXT), "b.toml")

    assert not again.is_new
    assert trusting.queries.packs() == before


@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("Heroin", "Opiates"),
        OGRS3.replace("Current conviction", "This conviction"),
    ],
    ids=["a pack", "an instrument that ships"],
)
def test_a_version_in_other_words_is_refused(
    trusting: EncryptedStore, other: str
) -> None:
    trusting.do(add_pack, a_pack(), "a.toml")

    with pytest.raises(PackRefused, match="A version never changes"):
        trusting.do(add_pack, a_pack(other), "b.toml")


def test_a_new_version_of_an_instrument_that_ships_takes_its_place(
    trusting: EncryptedStore,
) -> None:
    newer = OGRS3.replace('version = "1"', 'version = "2"')
    trusting.do(add_pack, a_pack(newer.replace("2009-03-01", "2026-11-01")), "b.toml")

    today = trusting.clock().date()
    assert catalogue(trusting.queries).newest("ogrs3", today).version == "2"


def test_a_faulty_pack_is_refused_with_its_faults(trusting: EncryptedStore) -> None:
    faulty = TEXT.replace('item = "which"', 'item = "whch"')

    with pytest.raises(InstrumentFaulty, match=r"a\.toml, items\.how_often"):
        trusting.do(add_pack, a_pack(faulty), "a.toml")
    assert trusting.queries.packs() == []


def test_a_force_file_without_a_key_for_packs_is_refused(store: EncryptedStore) -> None:
    with pytest.raises(PackRefused, match="names no key for packs"):
        store.do(trust_force, [])


def test_packs_are_there_after_locking_and_in_a_backup(
    trusting: EncryptedStore, open_store: Callable[..., EncryptedStore]
) -> None:
    slots, _ = with_sheet(new_slots(), KEY)
    slot_copies.write(trusting.folder, slots)
    trusting.do(add_pack, a_pack(), "a.toml")
    packs, copy = trusting.queries.packs(), trusting.make_backup()
    trusting.close()

    again = open_store(again=True)
    assert again.queries.packs() == packs
    again.close()
    Vault(folder=trusting.folder, options=Options(kinds=SHIPPED)).restore(copy, KEY)
    restored = open_store(again=True)

    assert restored.queries.packs() == packs
    assert restored.queries.pack_keys() == [PUBLIC]
    assert check(restored).ok


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE pack SET text = replace(text, 'Heroin', 'Opiates')", "force signed"),
        ("UPDATE pack SET signature = replace(signature, '1', '2')", "force signed"),
        ("UPDATE pack SET version = '9'", "another name than its own"),
    ],
)
def test_the_check_finds_a_pack_that_was_tampered_with(
    trusting: EncryptedStore, statement: str, said: str
) -> None:
    trusting.do(add_pack, a_pack(), "a.toml")
    assert check(trusting).ok
    rule = "CREATE TRIGGER pack_never_changes BEFORE UPDATE ON pack\nBEGIN SELECT"
    rule += " RAISE(ABORT, 'a pack never changes'); END"
    with trusting.writing() as connection:
        connection.run("DROP TRIGGER pack_never_changes")
        connection.run(statement)
        connection.run(rule)

    found = check(trusting).faults

    assert [fault.part for fault in found] == ["packs"]
    assert said in found[0].sentence


@pytest.mark.parametrize("statement", ["DELETE FROM pack", "UPDATE pack SET text = ''"])
def test_the_store_itself_lets_no_pack_be_changed_or_dropped(
    trusting: EncryptedStore, statement: str
) -> None:
    trusting.do(add_pack, a_pack(), "a.toml")

    with pytest.raises(DatabaseError, match="a pack"), trusting.writing() as writing:
        writing.run(statement)
