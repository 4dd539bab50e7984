"""Tests that kill a process in the middle of writing the store's only keys."""

import random
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest

from db.files import KeptFile
from db.keys import new_key, open_with_passphrase, with_passphrase
from db.slot_file import from_json, to_json
from db.slots import PassphraseCost, Slots, new_slots
from iomdesk.errors import WrongKey
from tests.proof import HowMany

CHEAP = PassphraseCost(memory_kib=8 * 1024, rounds=1, lanes=1)
KILLS = 44
KILLED = -9

CHANGE_FOR_EVER = """
import sys
from pathlib import Path
from db.files import KeptFile
from db.keys import open_with_passphrase, with_passphrase
from db.slot_file import from_json, to_json
from db.slots import PassphraseCost
cost = PassphraseCost(memory_kib=8 * 1024, rounds=1, lanes=1)
file = KeptFile(path=Path(sys.argv[1]), parse=from_json)
slots, number = file.read().value, int(sys.argv[2])
key = open_with_passphrase(slots, f"passphrase number {number}", cost)
print(number, flush=True)
while True:
    number += 1
    slots = with_passphrase(slots, key, f"passphrase number {number}", cost)
    file.write(to_json(slots))
    print(number, flush=True)
"""

DIE_AT_STEP = """
import os, signal, sys
from pathlib import Path
from db.files import KeptFile
file = KeptFile(path=Path(sys.argv[1]), parse=bytes)
left = int(sys.argv[2])
def dying(name):
    true = getattr(os, name)
    def step(*args, **options):
        global left
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
        return true(*args, **options)
    return step
for name in ("open", "write", "fsync", "replace", "unlink", "close"):
    setattr(os, name, dying(name))
file.write(b"new")
"""


def slots_file(folder: Path) -> KeptFile[Slots]:
    return KeptFile(path=folder / "slots.json", parse=from_json)


def change_until_killed(path: Path, number: int) -> int:
    """Return the last passphrase that a killed process said was written."""
    command = [sys.executable, "-c", CHANGE_FOR_EVER, str(path), str(number)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        told = process.stdout.readline()
        with suppress(subprocess.TimeoutExpired):
            process.wait(timeout=random.uniform(0, 0.06))
        process.kill()
        told += process.stdout.read()
    assert process.returncode == KILLED
    whole_lines = told[: told.rfind("\n")].splitlines()
    return int(whole_lines[-1])


def passphrase_that_opens(slots: Slots, key: bytes, numbers: list[int]) -> int | None:
    for number in numbers:
        with suppress(WrongKey):
            opened = open_with_passphrase(slots, f"passphrase number {number}", CHEAP)
            assert opened == key
            return number
    return None


@pytest.mark.kill
@pytest.mark.proof
def test_a_change_of_passphrase_that_is_killed_leaves_the_old_or_the_new_one(
    tmp_path: Path, how_many: HowMany
) -> None:
    key, file, number = new_key(), slots_file(tmp_path), 0
    first = with_passphrase(new_slots(), key, "passphrase number 0", CHEAP)
    file.write(to_json(first))
    fallbacks = 0

    for _ in range(how_many(5, KILLS)):
        last = change_until_killed(file.path, number)
        reading = file.read()
        opened = passphrase_that_opens(reading.value, key, [last, last + 1])
        assert opened is not None
        fallbacks += reading.is_previous
        number = opened

    assert fallbacks == 0


@pytest.mark.kill
def test_a_write_that_is_killed_at_any_step_leaves_the_old_or_the_new_file(
    tmp_path: Path,
) -> None:
    file = KeptFile(path=tmp_path / "file", parse=bytes)
    found: list[bytes] = []
    killed = True

    while killed:
        file.write(b"older")
        file.write(b"old")
        command = [sys.executable, "-c", DIE_AT_STEP, str(file.path), str(len(found))]
        killed = subprocess.run(command, check=False).returncode == KILLED
        found.append(file.path.read_bytes())

    assert set(found) == {b"old", b"new"}
    assert found == sorted(found, reverse=True)
    assert len(found) > 15
