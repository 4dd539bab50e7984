"""What the commands say of keys, sheets and restores that were cut short or damaged."""

import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from db import restoring
from db.store import Options
from db.vault import Vault, has_store, sheet_opener
from iomdesk.__main__ import _has_store
from iomdesk.errors import UserError
from iomdesk.exchange.actions import Order, import_people
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.commands.conftest import PASSPHRASE, Answer, a_vault

Run = Callable[..., Answer]
CODE = re.compile(r"(?:[0-9A-Z]{4}-){6}[0-9A-Z]{4}")
OFFICER = ("--officer", "DC Marsh")


def newest_backup(store: str) -> Path:
    vault = a_vault(Path(store))
    with vault.held():
        held = vault.open(vault.key(PASSPHRASE))
        copy = held.make_backup()
        held.close()
    return copy


def code_in(answer: Answer) -> str:
    found = CODE.search(answer.out)
    assert found, answer.out
    return found[0]


def opens(store: str, code: str) -> bool:
    try:
        return bool(sheet_opener(code)(a_vault(Path(store)).slots()))
    except UserError:
        return False


def test_a_flipped_bit_is_told_by_check_and_by_any_other_command(
    run: Run, store: str
) -> None:
    path = Path(store) / "slots.json"
    sound = path.read_bytes()
    plain = json.loads(sound)
    sealed = plain["slots"][1]["sealed"]
    path.write_bytes(sound.replace(sealed.encode(), sealed[::-1].encode()))

    first, second = run("check", store), run("check", store)
    path.write_bytes(sound.replace(b"sheet", b"sheat"))
    third = run("cases", store)

    assert first.code == 1
    assert "keys: slots.json was damaged, and was made whole" in first.out
    assert second.code == 0, second.out
    assert "slots.json was damaged" in third.err
    assert path.read_bytes() == sound


def test_a_new_sheet_takes_the_place_of_the_one_before(run: Run, store: str) -> None:
    first = run("sheet", store)

    second = run("sheet", store)

    assert first.code == second.code == 0
    assert "no longer open the store" in second.out
    assert not opens(store, code_in(first))
    assert opens(store, code_in(second))
    assert run("cases", store).err == ""


def test_a_sheet_that_nobody_saw_is_told_until_there_is_one_that_was_seen(
    run: Run, store: str
) -> None:
    vault = a_vault(Path(store))
    lost = vault.new_sheet(vault.key(PASSPHRASE))

    told, checked = run("cases", store), run("check", store)
    again = run("new", store, *OFFICER)

    assert "may never have been seen" in told.err
    assert "may never have been seen" in checked.err
    assert again.code == 0
    assert "nobody saw its first recovery sheet" in again.err
    assert opens(store, code_in(again))
    assert not opens(store, lost)
    assert run("cases", store).err == ""
    assert "already" in run("new", store, *OFFICER).err


def test_new_with_another_passphrase_says_whose_is_asked_for(
    run: Run, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = a_vault(Path(store))
    vault.new_sheet(vault.key(PASSPHRASE))
    monkeypatch.setenv("IOMDESK_PASSPHRASE", "another long phrase")

    refused = run("new", store, *OFFICER)

    assert refused.code == 1
    assert "Its passphrase is another one" in refused.err


@pytest.mark.parametrize("left", ["lock", "unfinished.new", "lock unfinished.new"])
def test_what_new_leaves_on_the_doorstep_is_not_in_its_way(
    run: Run, tmp_path: Path, left: str
) -> None:
    folder = tmp_path / "store"
    folder.mkdir()
    for name in left.split():
        (folder / name).touch()

    assert run("new", str(folder), *OFFICER).code == 0


@pytest.mark.parametrize("name", ["letter.txt", "store.db.txt", "slots"])
def test_what_is_other_peoples_is_never_taken_for_leftovers_of_new(
    run: Run, tmp_path: Path, name: str
) -> None:
    folder = tmp_path / "store"
    a_vault(folder).new(PASSPHRASE, _officer())
    (folder / "unfinished").write_bytes(b"iomdesk: a store is being made here\n")
    (folder / name).write_text("dear")
    before = {path.name for path in folder.iterdir()}

    refused = run("new", str(folder), *OFFICER)

    assert refused.code == 1
    assert "holds other things" in refused.err
    assert {path.name for path in folder.iterdir()} == before
    assert "not finished" in run("cases", str(folder)).err


def test_a_restore_that_was_cut_short_is_gone_on_with_by_any_command(
    run: Run, store: str
) -> None:
    copy, vault = newest_backup(store), a_vault(Path(store))
    key = vault.key(PASSPHRASE)
    restoring.begin(vault.folder, copy, key, ())
    restoring._set_aside(vault.folder)
    assert not (vault.folder / "store.db").exists()

    told, again = run("cases", store, "--json"), run("cases", store, "--json")

    assert "A restore that was interrupted is finished" in told.err
    assert told.json == again.json
    assert told.json["count"] == 1
    assert again.err == ""


def test_a_restore_that_never_began_is_undone_and_said(run: Run, store: str) -> None:
    (Path(store) / "restoring.db").write_bytes(b"half of it")

    told = run("check", store)

    assert "the store is as it was" in told.err
    assert told.code == 0
    assert not (Path(store) / "restoring.db").exists()


def test_what_was_set_aside_can_be_put_back_with_its_log(
    run: Run, store: str, tmp_path: Path
) -> None:
    copy = newest_backup(store)
    held = a_vault(Path(store))
    kept = held.open(held.key(PASSPHRASE))
    people = tmp_path / "more.csv"
    people.write_text("Surname,Forename,DOB,CRN\nBrown,Ann,15/02/2001,X100002\n")
    import_people(kept, {"more.csv": people.read_bytes()}, Order())
    log = (held.folder / "store.db-wal").read_bytes()
    before = (held.folder / "store.db").read_bytes()
    kept.close()
    (held.folder / "store.db").write_bytes(before)
    (held.folder / "store.db-wal").write_bytes(log)  # as a kill would leave it

    assert run("restore", str(copy), store).code == 0
    assert run("cases", store, "--json").json["count"] == 1
    (aside,) = (held.folder / "aside").iterdir()
    assert run("restore", str(aside / "store.db"), store).code == 0

    assert run("cases", store, "--json").json["count"] == 2


@pytest.mark.parametrize("what", ["empty", "other", "itself", "folder", "text"])
def test_what_is_no_backup_of_the_store_is_refused_and_nothing_changed(
    run: Run, store: str, tmp_path: Path, what: str
) -> None:
    path = tmp_path / "copy.db"
    if what == "other":
        run("new", str(tmp_path / "other"), *OFFICER)
        path = tmp_path / "other" / "store.db"
    elif what == "itself":
        path = Path(store) / "store.db"
    elif what == "folder":
        path.mkdir()
    else:
        path.write_bytes(b"" if what == "empty" else b"dear" * 3000)

    refused = run("restore", str(path), store)

    assert refused.code == 1
    assert "inside IOM Desk" not in refused.err
    assert run("check", store).code == 0
    assert not list(Path(store).glob("restoring*"))


def test_an_emptied_store_is_told_by_every_command_and_restore_mends_it(
    run: Run, store: str
) -> None:
    copy = newest_backup(store)
    (Path(store) / "store.db").write_bytes(b"")

    for words in (("cases", store), ("check", store), ("due", store)):
        refused = run(*words)
        assert refused.code == 1
        assert "iomdesk restore" in refused.err
    assert (Path(store) / "store.db").read_bytes() == b""

    assert run("restore", str(copy), store).code == 0
    assert run("check", store).code == 0
    assert run("cases", store, "--json").json["count"] == 1


@pytest.mark.parametrize(
    "names",
    ["", "lock", "store.db", "slots.json", "restoring.head", "unfinished slots.json"],
)
def test_the_window_and_the_commands_agree_whether_a_store_is_there(
    tmp_path: Path, names: str
) -> None:
    for name in names.split():
        mark = b"iomdesk: a store is being made here\n" if "un" in name else b""
        (tmp_path / name).write_bytes(mark)
    found = names not in {"", "lock", "unfinished slots.json"}

    assert _has_store(tmp_path) == has_store(tmp_path) == found
    assert Vault(folder=tmp_path, options=Options(kinds=SHIPPED)).exists == found


def _officer() -> Officer:
    return Officer(id=OfficerId("o"), name="M")
