"""Commands as people type them, each in a process of its own."""

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from db import private_copy
from db.store import Options
from db.vault import Vault
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.ports import Operation
from iomdesk.records.ids import OfficerId
from tests.builders import a_case
from tests.faults.worker import CHEAP, put

WORDS = "correct horse battery staple"


COMMAND = """
import sys
from attrs import evolve
from db.slots import PassphraseCost
from db.store import Options
from db.vault import Vault
from iomdesk.__main__ import main, usual_doors
from iomdesk.kinds.shipped import SHIPPED
CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)
options = Options(kinds=SHIPPED)
vault = lambda folder, **_: Vault(
    folder=folder, cost=CHEAP, floor=CHEAP, options=options
)
sys.exit(main(sys.argv[1:], evolve(usual_doors(), vault=vault)))
"""


class Said:
    """What a command said, and its exit code."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.code = done.returncode
        self.out, self.err = done.stdout, done.stderr

    @property
    def words(self) -> str:
        return self.out + self.err


def run(*words: object, under: list[str] | None = None, before: str = "") -> Said:
    """Run one command in a process of its own, *under* strace or after *before*."""
    env = os.environ | {"IOMDESK_PASSPHRASE": WORDS}
    line = [*(under or []), sys.executable, "-c", before + COMMAND, *map(str, words)]
    return Said(
        subprocess.run(line, env=env, capture_output=True, text=True, check=False)
    )


def made(folder: Path, people: int = 3) -> Vault:
    """Make a store with people in it and two backups beside it."""
    vault = Vault(
        folder=folder, cost=CHEAP, floor=CHEAP, options=Options(kinds=SHIPPED)
    )
    vault.new(WORDS, Officer(id=OfficerId("o"), name="M"))
    store = vault.open(vault.key(WORDS))
    for n in range(people):
        store.do(put, a_case(surname=f"Person{n}", crn=f"X{n}"))
    for _ in range(2):
        store.make_backup()
    store.backups.prove_all()
    store.close()
    return vault


def consultations(vault: Vault) -> list[Any]:
    store = vault.open(vault.key(WORDS))
    try:
        rows = store.queries.access_log()
        return [r for r in rows if r.operation is Operation.CONSULTATION]
    finally:
        store.close()


def litter() -> list[str]:
    return [p.name for p in private_copy._MEMORY.glob("iomdesk-reading-*")]
