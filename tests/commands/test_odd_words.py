"""Whatever is typed, a command ends, and with a sentence that says why."""

import io
import random
import shutil
import signal
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from attrs import evolve

from iomdesk.__main__ import main, usual_doors
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId
from rehearsal.desks import DISPUTED, DemoDesks
from rehearsal.story import Story
from tests.commands.conftest import PASSPHRASE, Answer, a_vault
from tests.commands.odd_words import NAMES, Slot, make_zoo, slots, typed, zoo_names
from tests.packs.packs import TEXT
from tests.proof import HowMany

NEEDS = "pathway-needs.json"
PATIENCE_SECONDS = 20
SLOTS = slots()


RULES = """
code = "rules"
version = "1"
force = "Example Constabulary"
effective_from = 2026-04-01
values = {"due.visit.months.high" = 2}
"""


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with a store of one person, keys, a force file and a zoo."""
    place = tmp_path_factory.mktemp("odd")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(place)
        patch.setenv("IOMDESK_PASSPHRASE", PASSPHRASE)
        patch.setattr("db.process.forbid_dumps", lambda: None)
        Path("people.csv").write_text(
            "Surname,Forename,DOB,CRN\nDooley,Wendell,14/02/2001,X100001\n"
        )
        Path("tool.toml").write_text(TEXT)
        Path("rules.toml").write_text(RULES)
        for kind in (
            "visit",
            "plan",
            "case",
            "score",
            "ogrs3",
            "serial_da",
            "pathway-needs",
        ):
            example = said(["schema", kind, "--example"])
            Path(f"{kind}.json").write_text(example.out)
        for words in (
            ["new", "store"],
            ["import", "store", "people.csv"],
            ["visit", "store", "X100001", "--input", "visit.json"],
            ["assess", "store", "X100001", "pathway-needs", "--input", NEEDS],
            ["hub", "keys"],
            ["hub", "new", "--db", "team"],
            ["pack", "keys"],
            ["pack", "sign", "tool.toml", "--key", "packs-private.pem", "--replace"],
            ["pack", "sign", "rules.toml", "--key", "packs-private.pem", "--replace"],
            ["pack", "to-sheet", "ogrs3", "--out", "ogrs3.xlsx"],
        ):
            done = said(words)
            assert done.code == 0, done.err
        (place / "store" / "reserve").unlink()
        recovery = Path("recovery-public.pem").read_text()
        packs = Path("packs-public.pem").read_text()
        Path("force.toml").write_text(
            f"[recovery]\npublic_key = '''{recovery}'''\n"
            f"[packs]\npublic_key = '''{packs}'''\n"
        )
        assert said(["pack", "trust", "force.toml", "--store", "store"]).code == 0
        make_zoo(place / "zoo")
    return place


GOOD = {
    "store": "store",
    "case": "X100001",
    "files": "people.csv",
    "visit input": "visit.json",
    "plan input": "plan.json",
    "case input": "case.json",
    "close why": "moved",
    "planned at": "2026-12-03T10:00",
    "planned kind": "home",
    "hub rules file": "rules.toml",
    "rules on": "2026-12-01",
    "rules set": "idle_minutes=3",
    "rules unset": "idle_minutes",
    "rules add": "rules.toml",
    "edit input": "case.json",
    "record input": "score.json",
    "record kind": "score",
    "assess input": "ogrs3.json",
    "score input": "serial_da.json",
    "score instrument": "serial_da",
    "pack lint files": "tool.toml",
    "out": "made",
    "new store": "fresh",
    "new force": "force.toml",
    "due on": "2026-12-01",
    "needs into": "7",
    "export out": "copies",
    "backup": "store/store.db",
    "instrument": "ogrs3",
    "key": "packs-private.pem",
    "file": "tool.toml",
    "pack trust file": "force.toml",
    "pack hand-over file": "force.toml",
    "pack from-sheet file": "ogrs3.xlsx",
    "pack keys out": "zoo/folder",
    "hub keys out": "zoo/folder",
    "hub serve host": "127.0.0.1",
    "hub serve port": "0",
    "schema kind": "visit",
    "document kind": "scores",
    "hub": "http://127.0.0.1:9",
    "recover key": "recovery-private.pem",
    "dir": "demo",
    "db": "team",
    "hub new db": "another",
}


@pytest.fixture
def place(
    template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Path]:
    """Return a copy of the template, where the process now is; a hang is a failure."""
    here = tmp_path / "here"
    shutil.copytree(template, here, symlinks=True, ignore=_pipes)
    make_pipe(here / "zoo" / "fifo")
    monkeypatch.chdir(here)
    monkeypatch.setenv("IOMDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("IOMDESK_NEW_PASSPHRASE", PASSPHRASE)
    monkeypatch.setenv("XDG_DATA_HOME", str(here / "share"))
    monkeypatch.setattr("db.process.forbid_dumps", lambda: None)
    monkeypatch.setattr("uvicorn.Server.run", lambda *_, **__: None)
    monkeypatch.setattr("iomdesk.commands.doors._PIPE_SECONDS", 0.05)
    monkeypatch.setattr("rehearsal.story.Story.run", only_what_is_given)

    def stuck(*_: object) -> None:
        raise TimeoutError("the command hangs")

    before = signal.signal(signal.SIGALRM, stuck)
    yield here
    signal.alarm(0)
    signal.signal(signal.SIGALRM, before)


def _pipes(folder: str, names: list[str]) -> set[str]:
    return {name for name in names if (Path(folder) / name).is_fifo()}


def make_pipe(path: Path) -> None:
    import os

    os.mkfifo(path)


RUN = Story.run


def only_what_is_given(story: Story, given: Path | None, **_: bool) -> dict[str, Json]:
    """Stand in for the demo on our own files, which has a test of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("rehearsal.desks.DemoDesks.run", no_desks)
        return RUN(story, given, pictures=False) if given else {"ok": True}


def no_desks(demo: DemoDesks, case_id: CaseId) -> dict[str, Json]:
    """Stand in for the demo's hub and other desk."""
    del case_id
    shutil.copytree(demo.folder / "desk-a", demo.folder / DISPUTED)
    return {"same_everywhere": True}


def said(words: list[str]) -> Answer:
    """Run a command in this process, as a script would."""
    out, err = io.StringIO(), io.StringIO()
    doors = evolve(
        usual_doors(),
        vault=partial(a_vault),
        window=lambda _: 0,
        out=out,
        err=err,
    )
    stdin, stderr = sys.stdin, sys.stderr
    sys.stdin, sys.stderr = io.TextIOWrapper(io.BytesIO(b"")), err
    try:
        code = main(words, doors)
    except SystemExit as ended:  # argparse: wrong usage
        code = int(ended.code or 0)
    finally:
        sys.stdin, sys.stderr = stdin, stderr
    return Answer(code=code, out=out.getvalue(), err=err.getvalue())


@pytest.mark.proof("slot", SLOTS, sample=10)
def test_every_command_says_why(place: Path, slot: Slot, how_many: HowMany) -> None:
    del place
    odd = [*NAMES, *zoo_names()]
    chosen = random.sample(odd, how_many(6, len(odd)))

    silent = {word[:40]: fault for word in chosen if (fault := fault_of(slot, word))}

    assert silent == {}


def fault_of(slot: Slot, odd: str) -> str:
    """Return what is wrong with how a command ends that is given an odd word."""
    signal.alarm(PATIENCE_SECONDS)
    try:
        done = said(typed(slot, odd, GOOD))
    except Exception as fault:  # noqa: BLE001  a traceback is what is looked for
        return repr(fault)
    told = (done.err or done.out).strip()  # what is found is the answer of some
    if "inside IOM Desk" in told or "Traceback" in told:
        return told
    if done.code == 1:
        return "" if told.endswith((".", "?")) else f"no sentence: {told}"
    return "" if done.code == 0 or "error: " in told else f"no reason: {told}"


NO_GOOD = {"enrol", "sync", "settle", "restore", "recover", "withdraw", "demo"}
NO_GOOD |= {"grant", "twins", "revoke", "reassign"}
"""Commands that end well only with a hub, a conflict, a secret, an empty folder, or one
of two options."""


def test_the_good_words_are_good(place: Path) -> None:
    """Or the odd word would never be looked at."""
    del place
    refused = {}
    for slot in SLOTS:
        if slot.command[-1] in NO_GOOD:
            continue
        done = said(typed(slot, good_word(slot), GOOD))
        if done.code and not any(w in done.err for w in ("--replace", "already")):
            refused[str(slot)] = done.err[:200]

    alone = {"import mapping", "score table", "hub serve certificate", "hub serve key"}
    assert set(refused) == alone, refused


def good_word(slot: Slot) -> str:
    from tests.commands.odd_words import _good, arguments, commands

    (parser,) = [parser for path, parser in commands() if path == slot.command]
    (action,) = [one for one in arguments(parser) if one.dest == slot.dest]
    return _good(slot, action, GOOD)
