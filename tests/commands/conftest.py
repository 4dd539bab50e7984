"""The command line as a person types it, with a vault that costs little."""

import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve, frozen

from db.slots import PassphraseCost
from db.store import Options
from db.vault import Vault
from iomdesk.__main__ import main, usual_doors
from iomdesk.commands.doors import Doors
from iomdesk.kinds.registry import Kinds
from iomdesk.kinds.shipped import SHIPPED

CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)
PASSPHRASE = "correct horse battery"


@frozen(kw_only=True)
class Answer:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def a_vault(folder: Path, *, quick: bool = False, kinds: Kinds = SHIPPED) -> Vault:
    del quick
    return Vault(folder=folder, cost=CHEAP, floor=CHEAP, options=Options(kinds=kinds))


def spoken(doors: Doors, *words: str) -> Answer:
    """Return what one command said."""
    out, err = io.StringIO(), io.StringIO()
    code = main(list(words), evolve(doors, out=out, err=err))
    return Answer(code=code, out=out.getvalue(), err=err.getvalue())


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Answer]:
    """Return what runs one command and gives what it said."""
    monkeypatch.setenv("IOMDESK_PASSPHRASE", PASSPHRASE)
    # It holds for the whole process, and other tests must see a core being written.
    monkeypatch.setattr("db.process.forbid_dumps", lambda: None)

    return partial(spoken, evolve(usual_doors(), vault=partial(a_vault)))


@pytest.fixture
def store(run: Callable[..., Answer], tmp_path: Path) -> str:
    """Return the path of a store with one person, CRN X100001."""
    folder = str(tmp_path / "store")
    assert run("new", folder, "--officer", "DC Marsh").code == 0
    people = tmp_path / "people.csv"
    people.write_text("Surname,Forename,DOB,CRN\nDooley,Wendell,14/02/2001,X100001\n")
    assert run("import", folder, str(people)).code == 0
    return folder


@pytest.fixture
def words(
    run: Callable[..., Answer], store: str, tmp_path: Path, writer: str
) -> list[str]:
    """Return the words of a command that writes; the file's name comes after them."""
    from tests.commands.writers import WRITERS

    work = tmp_path / "work"
    work.mkdir()
    return WRITERS[writer](run, store, work)
