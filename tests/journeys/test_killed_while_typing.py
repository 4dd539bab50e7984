"""The window is killed in the middle of a visit; what was typed is there again."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from iomdesk.clock import system_clock
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import UnitOfWork
from tests.builders import a_case
from tests.ui.open_desks import PASSPHRASE, a_vault

ROOT = Path(__file__).parents[2]
KEYS = 60
BEHIND = 1.0
"""Seconds that a draft may lag behind the keys."""


@may(Role.OFFICER)
def put(work: UnitOfWork) -> str:
    return work.save(a_case()).id


@pytest.fixture
def typing(tmp_path: Path, officer: Officer) -> Iterator[subprocess.Popen[str]]:
    """Return a process that types into a visit, and prints each key with its time."""
    vault = a_vault(tmp_path / "own", system_clock)
    vault.new(PASSPHRASE, officer)
    store = vault.open(vault.key(PASSPHRASE))
    case_id = store.do(put)
    store.close()
    child = subprocess.Popen(
        [sys.executable, "-m", "tests.journeys.typing_child", vault.folder, case_id],
        cwd=ROOT, stdout=subprocess.PIPE, text=True,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )  # fmt: skip
    yield child
    child.kill()
    child.communicate()


@pytest.mark.kill
def test_a_draft_is_at_most_a_second_behind_when_the_window_is_killed(
    typing: subprocess.Popen[str], tmp_path: Path
) -> None:
    assert typing.stdout
    times: dict[int, float] = {}
    for line in typing.stdout:
        number, at = line.split()
        times[int(number)] = float(at)
        if int(number) == KEYS:
            break
    typing.kill()
    typing.wait()

    vault = a_vault(tmp_path / "own", system_clock)
    with vault.held():
        store = vault.open(vault.key(PASSPHRASE))
        (draft,) = store.queries.drafts()
        fresh = store.freshness.fresh
        store.close()

    kept = len(str(draft.body["visit"]["seen"]))
    assert times[KEYS] - times[min(kept + 1, KEYS)] <= BEHIND
    assert fresh
