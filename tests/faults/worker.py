"""A process that writes and says what was acknowledged, until it is killed.

Run as: python -m tests.faults.worker WHAT FOLDER SEED. Each acknowledged step is one
line on standard output, written only after the store said that it is durable.
"""

import random
import sys
from datetime import UTC, datetime
from pathlib import Path

from attrs import evolve

from db.migrate import Migration, migrations
from db.slots import PassphraseCost
from db.store import EncryptedStore, Options
from db.vault import Vault
from iomdesk.cases.case import Case
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Role, may
from iomdesk.ports import Draft, UnitOfWork
from iomdesk.records.ids import CaseId
from tests.builders import a_case

KEY = bytes(range(32))
CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)
PICTURE_BYTES = 600_000


def say(line: str) -> None:
    print(line, flush=True)


@may(Role.OFFICER)
def put(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


@may(Role.OFFICER)
def note(work: UnitOfWork, case_id: CaseId, text: str) -> None:
    case = work.get(Case, case_id)
    work.save(evolve(case, establishment=text))


@may(Role.OFFICER)
def keep_picture(work: UnitOfWork, content: bytes) -> str:
    return work.put_blob(content, "image/png")


@may(Role.OFFICER)
def type_on(work: UnitOfWork, text: str) -> None:
    work.save_draft(
        Draft(
            id="draft",
            form="visit",
            case_id=None,
            body={"text": text},
            started_at=work.now,
            saved_at=work.now,
        )
    )


def writes(store: EncryptedStore, chance: random.Random) -> None:
    """Save, type and keep pictures without end."""
    case = a_case(crn="X1")
    store.do(put, case)
    say(f"case {case.id}")
    for n in range(1_000_000):
        text = f"{n}-" + "x" * chance.randrange(4000)
        if n % 3 == 0:
            store.do(note, case.id, text)
            say(f"note {text}")
        elif n % 3 == 1:
            store.do(type_on, text)
            say(f"draft {text}")
        else:
            name = store.do(keep_picture, chance.randbytes(PICTURE_BYTES))
            say(f"blob {name}")


def imports(store: EncryptedStore, chance: random.Random) -> None:
    """Take in people in chunks, as an import does."""
    for n in range(1_000):
        names = [f"{n}/{chance.randrange(10**9)}" for _ in range(20)]
        store.do(put_many, names)
        say(f"chunk {' '.join(names)}")


@may(Role.OFFICER)
def put_many(work: UnitOfWork, names: list[str]) -> None:
    for name in names:
        work.save(a_case(surname="Imported", crn=name))


def backups(store: EncryptedStore, chance: random.Random) -> None:
    """Write a little and back up, over and over."""
    case = a_case(crn="X2")
    store.do(put, case)
    say(f"case {case.id}")
    for n in range(1_000_000):
        text = f"{n}-" + "y" * chance.randrange(2000)
        store.do(note, case.id, text)
        say(f"note {text}")
        say(f"backup {store.make_backup().name}")


def passphrases(folder: Path) -> None:
    """Change the passphrase over and over."""
    vault = Vault(
        folder=folder, cost=CHEAP, floor=CHEAP, options=Options(kinds=SHIPPED)
    )
    key = vault.key("passphrase number 0")
    for n in range(1, 1_000_000):
        say(f"trying {n}")
        vault.change_passphrase(key, f"passphrase number {n}")
        say(f"changed {n}")


SLOW_STEP = Migration(
    number=len(migrations()) + 1,
    sql="CREATE TABLE later AS SELECT content.* FROM content, (SELECT 1 FROM link"
    " LIMIT 40);\nCREATE INDEX later_body ON later (body);\n",
)


def migrate_store(folder: Path) -> None:
    """Open the store with a program that knows one step more."""
    say("ready")
    options = Options(kinds=SHIPPED, steps=(*migrations(), SLOW_STEP))
    EncryptedStore(folder, KEY, options).close()
    say("migrated")


def main() -> None:
    what, folder, seed = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if what == "passphrases":
        passphrases(folder)
        return
    if what == "migrations":
        migrate_store(folder)
        return
    options = Options(kinds=SHIPPED, clock=lambda: datetime.now(UTC))
    store = EncryptedStore(folder, KEY, options)
    say("open")
    chance = random.Random(seed)
    {"writes": writes, "imports": imports, "backups": backups}[what](store, chance)


if __name__ == "__main__":
    main()
