"""Damage in any copy of slots.json: each way still opens, it is told and mended."""

import errno
import json
import os
import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from attrs import evolve

from db.check import CheckReport, check
from db.slot_file import from_json
from db.slots import digest
from db.vault import Vault, sheet_opener
from iomdesk.errors import StoreDamaged, StoreTooNew, WrongKey
from tests.faults.steps import OFFICER, OTHER, WORDS, a_vault
from tests.proof import HowMany

PLACES = ("slots.json", "slots.json.previous", "backups/slots.json")
Damage = Callable[[bytes], bytes]


@pytest.fixture
def code(tmp_path: Path) -> str:
    """Make a store with a backup in “store”; return the code of its sheet."""
    vault = a_vault(tmp_path / "store")
    code = vault.new(WORDS, OFFICER)
    assert code
    vault.sheet_seen()
    with vault.held():
        store = vault.open(vault.key(WORDS))
        store.make_backup()
        store.close()
    return code


@pytest.fixture
def vault(tmp_path: Path, code: str) -> Vault:
    del code
    return a_vault(tmp_path / "store")


def checked(vault: Vault) -> CheckReport:
    """Open the store as a command does and check it."""
    again = a_vault(vault.folder)
    with again.held():
        store = again.open(again.key(WORDS))
        report = check(store)
        store.close()
    return report


def told(report: CheckReport) -> str:
    return " ".join(f.sentence for f in report.faults)


def copies(vault: Vault) -> dict[str, bytes]:
    return {name: (vault.folder / name).read_bytes() for name in PLACES}


def assert_opens_by_both(vault: Vault, code: str) -> None:
    key = a_vault(vault.folder).key(WORDS)
    assert sheet_opener(code)(a_vault(vault.folder).slots()) == key


def flipped(content: bytes, at: int) -> bytes:
    """Return *content* with one hex digit made another, or one bit of a byte."""
    old = content[at : at + 1]
    digits = b"0123456789abcdef"
    new = digits[digits.index(old) ^ 1] if old in digits else content[at] ^ 4
    return content[:at] + bytes([new]) + content[at + 1 :]


@pytest.mark.proof
@pytest.mark.parametrize("place", PLACES)
def test_a_flip_anywhere_is_told_and_mended_and_never_copied(
    vault: Vault, code: str, place: str, how_many: HowMany
) -> None:
    sound = copies(vault)
    content = sound[place]
    some = min(how_many(6, len(content)), len(content))
    for turn, at in enumerate(random.sample(range(len(content)), some)):
        (vault.folder / place).write_bytes(flipped(content, at))

        again = a_vault(vault.folder)
        if turn % 20:  # the check of a whole store takes its time
            again.key(WORDS)
            said = " ".join(fault.sentence for fault in again.told)
        else:
            report = checked(vault)
            said = told(report)
            assert not report.ok
            assert checked(vault).ok

        assert "slots.json" in said, at
        assert copies(vault) == sound
        assert_opens_by_both(vault, code)


DAMAGES: dict[str, Damage] = {
    "empty": lambda _: b"",
    "cut": lambda content: content[: len(content) // 2],
    "cut in the last line": lambda content: content[:-3],
    "trailing bytes": lambda content: content + b"\0\0\0",
    "trailing text": lambda content: content + b'{"format": 1}\n',
    "zeros": lambda content: bytes(len(content)),
    "no text": lambda _: bytes(range(128, 256)),
    "huge": lambda content: content + b" " * (1 << 20),
    "a store without ways": lambda content: json.dumps(
        json.loads(content) | {"slots": []}
    ).encode(),
    "another format": lambda content: content.replace(
        b'"format": 1', b'"format": 7', 1
    ),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_damaged_any_way_is_told_and_made_whole_again(
    vault: Vault, code: str, place: str, damage: str
) -> None:
    sound = copies(vault)
    (vault.folder / place).write_bytes(DAMAGES[damage](sound[place]))

    report = checked(vault)

    assert "slots.json" in told(report)
    assert copies(vault) == sound
    assert_opens_by_both(vault, code)


@pytest.mark.parametrize(("first", "second"), [(0, 1), (1, 0)])
def test_ways_damaged_in_different_copies_open_each_from_the_other(
    vault: Vault, code: str, first: int, second: int
) -> None:
    sound = copies(vault)
    for place, slot in ((PLACES[0], first), (PLACES[1], second), (PLACES[2], second)):
        plain = json.loads(sound[place])
        sealed = plain["slots"][slot]["sealed"]
        damaged = sealed[:-1] + ("0" if sealed[-1] != "0" else "1")
        (vault.folder / place).write_bytes(
            sound[place].replace(sealed.encode(), damaged.encode())
        )

    assert not checked(vault).ok
    assert_opens_by_both(vault, code)
    assert {digest(from_json(held)) for held in copies(vault).values()} == {
        digest(from_json(sound[PLACES[0]]))
    }


def test_a_line_that_is_no_json_costs_one_way_and_not_the_file(
    vault: Vault, code: str
) -> None:
    sound = copies(vault)
    lines = sound[PLACES[0]].splitlines(keepends=True)
    (sheet,) = (n for n, line in enumerate(lines) if b'"sheet"' in line)
    (words,) = (n for n, line in enumerate(lines) if b'"passphrase"' in line)
    for place, n in ((PLACES[0], sheet), (PLACES[1], words), (PLACES[2], words)):
        torn = [*lines[:n], lines[n].replace(b'"', b"\xff"), *lines[n + 1 :]]
        (vault.folder / place).write_bytes(b"".join(torn))

    assert not checked(vault).ok
    assert_opens_by_both(vault, code)
    assert {digest(from_json(held)) for held in copies(vault).values()} == {
        digest(from_json(sound[PLACES[0]]))
    }


@pytest.mark.parametrize("places", [PLACES[:1], PLACES[:2], PLACES[1:], PLACES[2:]])
def test_the_ways_of_another_store_are_not_taken_for_ours(
    vault: Vault, code: str, tmp_path: Path, places: tuple[str, ...]
) -> None:
    other = a_vault(tmp_path / "other")
    other.new(WORDS, OFFICER)
    sound, foreign = copies(vault), (other.folder / "slots.json").read_bytes()
    for place in places:
        (vault.folder / place).write_bytes(foreign)

    report = checked(vault)

    assert "another store" in told(report)
    assert copies(vault) == sound
    assert_opens_by_both(vault, code)
    kept = [p.read_bytes() for p in vault.folder.rglob("slots.json.other")]
    assert foreign in kept


def test_a_sheet_damaged_in_every_copy_is_told_until_there_is_a_new_one(
    vault: Vault,
) -> None:
    for place, content in copies(vault).items():
        sheet = json.loads(content)["slots"][1]["sealed"]
        (vault.folder / place).write_bytes(
            content.replace(sheet.encode(), sheet[::-1].encode())
        )

    first, second = checked(vault), checked(vault)

    assert "every copy" in told(first)
    assert "new recovery sheet" in told(second)
    code = a_vault(vault.folder).new_sheet(a_vault(vault.folder).key(WORDS))
    a_vault(vault.folder).sheet_seen()
    assert_opens_by_both(vault, code)
    assert checked(vault).ok


def test_a_passphrase_damaged_in_every_copy_is_set_anew_by_the_sheet(
    vault: Vault, code: str
) -> None:
    for place, content in copies(vault).items():
        (vault.folder / place).write_bytes(
            content.replace(b'"passphrase"', b'"qassphrase"')
        )
    with pytest.raises(StoreDamaged, match="recovery sheet"):
        a_vault(vault.folder).key(WORDS)

    vault.recover(sheet_opener(code), OTHER)

    assert a_vault(vault.folder).key(OTHER)


def test_a_backup_takes_the_sound_ways_and_not_the_damaged(
    vault: Vault, code: str
) -> None:
    with vault.held():
        store = vault.open(vault.key(WORDS))
        content = (vault.folder / "slots.json").read_bytes()
        (vault.folder / "slots.json").write_bytes(flipped(content, len(content) // 2))
        store.make_backup()
        store.close()

    assert (vault.folder / "backups" / "slots.json").read_bytes() == content
    assert_opens_by_both(vault, code)


def put_back(vault: Vault, change: Callable[[], object], places: list[str]) -> None:
    """Put slots files of before *change* back after it."""
    old = copies(vault)
    change()
    for place in places:
        (vault.folder / place).write_bytes(old[place])


def test_older_ways_put_back_in_all_copies_are_told_until_they_are_replaced(
    vault: Vault,
) -> None:
    key = vault.key(WORDS)
    put_back(vault, lambda: vault.change_passphrase(key, OTHER), list(PLACES))

    reports = [checked(vault) for _ in range(2)]

    for report in reports:
        assert "older" in told(report)
        assert "Change the passphrase" in told(report)
    vault.change_passphrase(key, WORDS)
    assert checked(vault).ok


def test_an_older_sheet_put_back_is_told(vault: Vault) -> None:
    put_back(vault, lambda: vault.new_sheet(vault.key(WORDS)), list(PLACES))

    assert "older" in told(checked(vault))


@pytest.mark.parametrize("place", PLACES)
def test_older_ways_put_back_in_one_copy_open_nothing(vault: Vault, place: str) -> None:
    key = vault.key(WORDS)
    put_back(vault, lambda: vault.change_passphrase(key, OTHER), [place])

    with pytest.raises(WrongKey):
        a_vault(vault.folder).key(WORDS)
    assert a_vault(vault.folder).key(OTHER) == key
    with pytest.raises(WrongKey):
        a_vault(vault.folder).key(WORDS)
    assert len(set(copies(vault).values())) == 1


def test_a_passphrase_changed_while_the_store_is_open_raises_no_alarm(
    vault: Vault,
) -> None:
    with vault.held():
        key = vault.key(WORDS)
        store = vault.open(key)
        a_vault(vault.folder).change_passphrase(key, OTHER)
        with store.writing():
            pass
        store.close()
    again = a_vault(vault.folder)

    store = again.open(again.key(OTHER))

    assert store.told == ()
    assert store.freshness.fresh
    assert check(store).ok
    store.close()


def test_an_old_backup_put_back_raises_no_alarm_about_the_ways(
    vault: Vault, tmp_path: Path
) -> None:
    key = vault.key(WORDS)
    (backup,) = (vault.folder / "backups").glob("*.db")
    shutil.copy(backup, tmp_path / "copy.db")
    vault.change_passphrase(key, OTHER)

    vault.restore(tmp_path / "copy.db", key)

    again = a_vault(vault.folder)
    store = again.open(again.key(OTHER))
    assert store.told == ()
    assert check(store).ok
    store.close()


def test_a_file_of_a_newer_program_is_not_passed_over_for_its_spare(
    vault: Vault,
) -> None:
    (vault.folder / "slots.json").write_text('{"format": 2, "ways": []}')

    with pytest.raises(StoreTooNew, match="Update the program"):
        vault.key(WORDS)
    assert (vault.folder / "slots.json").read_text() == '{"format": 2, "ways": []}'


def test_a_full_disk_leaves_damage_told_and_the_store_open(
    vault: Vault, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = (vault.folder / "slots.json").read_bytes()
    (vault.folder / "slots.json").write_bytes(content[:-40])

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patched:
        patched.setattr(os, "replace", full)
        report = checked(vault)

    assert "could not be mended" in told(report)
    assert_opens_by_both(vault, code)
    assert (vault.folder / "slots.json").read_bytes() == content


def test_ways_taken_away_are_not_brought_back_from_an_older_copy(
    vault: Vault,
) -> None:
    key = vault.key(WORDS)
    slots = vault.slots()
    older = (vault.folder / "slots.json").read_bytes()
    assert slots.sheet
    rest = tuple(slot for slot in slots.slots if slot != slots.sheet)
    vault._keep(key, evolve(slots, slots=rest))
    (vault.folder / "slots.json.previous").write_bytes(older)

    report = checked(vault)

    assert "new recovery sheet" in told(report)
    assert vault.slots().sheet is None
