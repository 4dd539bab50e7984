"""A process that takes one step of a command after another, and is killed before one.

Run as: python -m tests.faults.steps WHAT. Each line on standard input names a step and
a folder; the work is done in a fork that kills itself before that step, and the answer
is “killed” or “done”. A step is whatever changes the disk: a file opened for writing,
written, synced, renamed, removed, cut or set aside, a folder made, a statement of SQL.
The process ends with its input, so also when the test that started it is killed.
"""

import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from db.connection import Connection
from db.slots import PassphraseCost
from db.store import Options
from db.vault import Vault, sheet_opener
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId

CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)
WORDS = "correct horse battery"
OTHER = "another long phrase"
OFFICER = Officer(id=OfficerId("o"), name="DC Marsh")

_SEEN = {"rename", "remove", "mkdir", "rmdir", "truncate", "chmod", "link", "symlink"}
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC


def a_vault(folder: Path) -> Vault:
    return Vault(folder=folder, cost=CHEAP, floor=CHEAP, options=Options(kinds=SHIPPED))


def newest_backup(folder: Path) -> Path:
    return max((folder / "backups").glob("*.db"))


def new(folder: Path) -> None:
    a_vault(folder).new(WORDS, OFFICER)


def passphrase(folder: Path) -> None:
    vault = a_vault(folder)
    with vault.held():
        key = vault.key(WORDS)
        vault.open(key).close()
        vault.change_passphrase(key, OTHER)


def sheet(folder: Path) -> None:
    vault = a_vault(folder)
    with vault.held():
        vault.new_sheet(vault.key(WORDS))


def recover(folder: Path) -> None:
    code = (folder.parent / "code").read_text()
    a_vault(folder).recover(sheet_opener(code), OTHER)


def restore(folder: Path) -> None:
    vault = a_vault(folder)
    vault.restore(newest_backup(folder), vault.key(WORDS))


def opening(folder: Path) -> None:
    vault = a_vault(folder)
    with vault.held():
        vault.open(vault.key(WORDS)).close()


WORK: dict[str, Callable[[Path], None]] = {
    work.__name__: work for work in (new, passphrase, sheet, recover, restore, opening)
}


class Countdown:
    """Kills this process before step number *left*."""

    def __init__(self, left: int) -> None:
        self._left = left

    def step(self) -> None:
        if self._left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        self._left -= 1

    def heard(self, event: str, args: tuple[Any, ...]) -> None:
        if event == "open":
            if isinstance(args[2], int) and args[2] & _WRITES:
                self.step()
        elif event.startswith("os.") and event[3:] in _SEEN:
            self.step()

    def around(self, place: Any, name: str) -> None:
        true = getattr(place, name)

        def stepping(*args: Any, **options: Any) -> Any:
            self.step()
            return true(*args, **options)

        setattr(place, name, stepping)


def walk(what: str, left: int, folder: Path) -> None:
    countdown = Countdown(left)
    for name in ("fsync", "write", "posix_fallocate"):
        countdown.around(os, name)
    countdown.around(Connection, "run")
    sys.addaudithook(countdown.heard)
    WORK[what](folder)


def main() -> None:
    sys.dont_write_bytecode = True
    for line in sys.stdin:
        left, folder = line.rstrip("\n").split(" ", 1)
        child = os.fork()
        if child == 0:
            try:
                walk(sys.argv[1], int(left), Path(folder))
                os._exit(0)
            finally:
                os._exit(1)
        _, status = os.waitpid(child, 0)
        print({0: "done", signal.SIGKILL: "killed"}.get(status, "failed"), flush=True)


if __name__ == "__main__":
    main()
