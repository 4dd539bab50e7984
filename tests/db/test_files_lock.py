"""Tests of the lock that lets one process at a time have a store."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from db.files import lock
from iomdesk.errors import StoreInUse

HOLD = """
import sys
from pathlib import Path
from db.files import lock
with lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@contextmanager
def another_process_holding(path: Path) -> Iterator[subprocess.Popen[str]]:
    holder = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    with holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        yield holder
        holder.kill()


def test_a_second_process_is_refused_in_plain_words(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    with (
        another_process_holding(path),
        pytest.raises(StoreInUse, match="open in another window"),
        lock(path),
    ):
        pass


def test_a_second_store_of_the_same_process_is_refused_too(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    with lock(path), pytest.raises(StoreInUse), lock(path):
        pass


@pytest.mark.kill
def test_a_killed_process_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with another_process_holding(path) as holder:
        holder.kill()
        holder.wait()

    with lock(path):
        assert path.exists()


def test_the_lock_can_be_taken_again_and_again(tmp_path: Path) -> None:
    path = tmp_path / "lock"

    for _ in range(3):
        with lock(path):
            pass

    assert path.exists()


def test_a_refusal_leaves_the_lock_with_its_holder(tmp_path: Path) -> None:
    path = tmp_path / "lock"
    with another_process_holding(path):
        for _ in range(2):
            with pytest.raises(StoreInUse), lock(path):
                pass
