"""The store's folder from outside: new, unlock, passphrase, recovery, restore."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from db.connection import Connection
from db.slots import PassphraseCost, UnknownSlot
from db.store import STORE_FILE, Options
from db.vault import Vault, force_key_opener, sheet_opener
from iomdesk.cases.case import RiskLevel
from iomdesk.errors import (
    NotFound,
    StoreDamaged,
    StoreInUse,
    StoreRevoked,
    UserError,
    WrongKey,
)
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.ports import CaseFilter
from iomdesk.records.ids import OfficerId
from tests.builders import a_case
from tests.db.test_store import put, set_risk

CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)
WORDS = "correct horse battery"


@pytest.fixture
def vault(tmp_path: Path) -> Vault:
    return Vault(
        folder=tmp_path / "store",
        cost=CHEAP,
        floor=CHEAP,
        options=Options(kinds=SHIPPED),
    )


def made(vault: Vault) -> str:
    code = vault.new(WORDS, Officer(id=OfficerId("o"), name="DC Marsh"))
    assert code is not None
    return code


def test_a_new_store_opens_with_its_passphrase_and_no_other(vault: Vault) -> None:
    made(vault)

    store = vault.open(vault.key(WORDS))

    assert store.officer.name == "DC Marsh"
    store.close()
    with pytest.raises(WrongKey, match="not right"):
        vault.key("correct horse batterz")


def test_after_a_change_only_the_new_passphrase_opens(vault: Vault) -> None:
    made(vault)
    key = vault.key(WORDS)

    vault.change_passphrase(key, "another long phrase")

    assert vault.key("another long phrase") == key
    with pytest.raises(WrongKey):
        vault.key(WORDS)


def test_the_recovery_sheet_sets_a_new_passphrase(vault: Vault) -> None:
    code = made(vault)

    vault.recover(sheet_opener(code), "a passphrase after all")

    vault.open(vault.key("a passphrase after all")).close()


def test_a_force_recovers_with_its_own_key(tmp_path: Path) -> None:
    from db.force_keys import new_force_key_pair

    private, public = new_force_key_pair()
    vault = Vault(
        folder=tmp_path / "store",
        cost=CHEAP,
        floor=CHEAP,
        options=Options(kinds=SHIPPED),
    )

    code = vault.new(WORDS, Officer(id=OfficerId("o"), name="M"), public)
    vault.recover(force_key_opener(private), "the force was here")

    assert code is None
    vault.open(vault.key("the force was here")).close()


def test_a_backup_is_put_back_and_what_was_there_is_kept_aside(vault: Vault) -> None:
    made(vault)
    key = vault.key(WORDS)
    store = vault.open(key)
    case = a_case()
    store.do(put, case)
    copy = store.make_backup()
    store.do(set_risk, case.id, RiskLevel.HIGH)
    store.close()

    aside = vault.restore(copy, key)

    again = vault.open(key)
    assert again.queries.cases(CaseFilter())[0].risk == ""
    assert again.freshness.fresh
    assert aside is not None
    assert aside.exists()
    again.close()


def test_a_damaged_backup_is_not_put_back(vault: Vault) -> None:
    made(vault)
    key = vault.key(WORDS)
    store = vault.open(key)
    store.do(put, a_case())
    copy = store.make_backup()
    store.close()
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)

    with pytest.raises(StoreDamaged):
        vault.restore(copy, key)

    store = vault.open(key)
    assert store.queries.count_cases(CaseFilter()) == 1
    store.close()


def test_three_backups_are_kept_with_the_ways_to_open_them(vault: Vault) -> None:
    made(vault)
    store = vault.open(vault.key(WORDS))

    copies = [store.make_backup() for _ in range(5)]
    store.backups.prove_all()

    kept = sorted((vault.folder / "backups").glob("*.db"))
    assert kept == copies[2:]
    assert (vault.folder / "backups" / "slots.json").exists()
    store.close()


def test_a_second_process_is_told_that_the_store_is_in_use(vault: Vault) -> None:
    made(vault)
    script = (
        "import sys; from pathlib import Path\n"
        "from iomdesk.__main__ import usual_doors\n"
        "from iomdesk.errors import StoreInUse\n"
        "vault = usual_doors().vault(Path(sys.argv[1]))\n"
        "try:\n with vault.held(): print('held')\n"
        "except StoreInUse as said: print(said)"
    )
    words = [sys.executable, "-c", script, str(vault.folder)]

    with vault.held():
        second = subprocess.run(words, capture_output=True, text=True, check=True)
    third = subprocess.run(words, capture_output=True, text=True, check=True)

    assert "in use" in second.stdout or "open" in second.stdout
    assert third.stdout.strip() == "held"


def test_holding_twice_in_one_process_is_refused_as_well(vault: Vault) -> None:
    made(vault)

    with vault.held(), pytest.raises(StoreInUse), vault.held():
        pass


def test_a_folder_with_other_things_is_not_taken(tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("dear")

    with pytest.raises(UserError, match="empty folder"):
        made(
            Vault(
                folder=tmp_path, cost=CHEAP, floor=CHEAP, options=Options(kinds=SHIPPED)
            )
        )


def test_a_folder_without_a_store_says_so(vault: Vault) -> None:
    with pytest.raises(NotFound, match="no store"):
        vault.key(WORDS)


@pytest.mark.parametrize("size", [0, 100, 5000])
def test_a_truncated_store_is_refused_or_found(vault: Vault, size: int) -> None:
    made(vault)
    key = vault.key(WORDS)
    store = vault.open(key)
    for n in range(50):
        store.do(put, a_case(crn=f"X{n}"))
    store.close()
    path = vault.folder / STORE_FILE
    path.write_bytes(path.read_bytes()[:size])

    with pytest.raises(StoreDamaged):
        open_fresh(vault, key)


def open_fresh(vault: Vault, key: bytes) -> None:
    """Open the store as the window does: what is missing is told at once."""
    store = vault.open(key)
    freshness = store.freshness
    store.close()
    if not freshness.fresh:
        raise StoreDamaged(freshness.sentence)


def test_a_backup_holds_all_commits_while_writing_goes_on(vault: Vault) -> None:
    made(vault)
    key = vault.key(WORDS)
    store = vault.open(key)
    saved: list[int] = []
    stop = threading.Event()

    def write() -> None:
        while not stop.is_set():
            store.do(put, a_case(crn=f"Y{len(saved)}"))
            saved.append(1)

    writer = threading.Thread(target=write)
    writer.start()
    try:
        counts = [(len(saved), store.make_backup()) for _ in range(6)]
    finally:
        stop.set()
        writer.join()
    store.close()

    for before, copy in counts[-3:]:
        assert backup_holds(copy, key) >= before


def backup_holds(copy: Path, key: bytes) -> int:
    connection = Connection(copy, key, read_only=True)
    held = int(connection.value("SELECT count(*) FROM caseload"))
    assert connection.rows("PRAGMA integrity_check") == [("ok",)]
    connection.close()
    return held


def _sealed_keys(vault: Vault) -> list[bytes]:
    slots = vault.slots().slots
    return [slot.sealed for slot in slots if not isinstance(slot, UnknownSlot)]


def _anywhere(folder: Path, secret: bytes) -> list[str]:
    forms = (secret, secret.hex().encode())
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [p.name for p in files if any(f in p.read_bytes() for f in forms)]


def test_once_its_keys_are_destroyed_nothing_opens_the_store_or_a_backup(
    vault: Vault,
) -> None:
    code = made(vault)
    store = vault.open(vault.key(WORDS))
    copy = store.make_backup()
    sealed = _sealed_keys(vault)
    assert all(_anywhere(vault.folder, each) for each in sealed)

    vault.destroy_keys()
    store.close()

    assert [_anywhere(vault.folder, each) for each in sealed] == [[], []]
    with pytest.raises(StoreRevoked, match=r"revoked this laptop.*destroyed on"):
        vault.key(WORDS)
    with pytest.raises(StoreRevoked):
        vault.recover(sheet_opener(code), "another long phrase")
    assert copy.exists()


def test_a_passphrase_that_was_changed_opens_no_backup_either(vault: Vault) -> None:
    made(vault)
    key = vault.key(WORDS)
    store = vault.open(key)
    store.make_backup()
    store.close()
    sealed = _sealed_keys(vault)[0]

    vault.change_passphrase(key, "another long phrase")

    assert _anywhere(vault.folder, sealed) == []
