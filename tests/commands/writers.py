"""Commands that write a file outside the store."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Answer
from tests.packs.packs import TEXT

Run = Callable[..., Answer]


def the_document(run: Run, store: str, work: Path) -> list[str]:
    example = work / "visit.json"
    example.write_text(run("schema", "visit", "--example").out)
    assert run("visit", store, "X100001", "--input", str(example)).code == 0
    return ["document", store, "X100001", "visit", "--format", "pdf", "--out"]


def the_sheet(run: Run, store: str, work: Path) -> list[str]:
    del run, store, work
    return ["pack", "to-sheet", "ogrs3", "--out"]


def the_toml(run: Run, store: str, work: Path) -> list[str]:
    sheet = work / "ogrs3.xlsx"
    assert run(*the_sheet(run, store, work), str(sheet)).code == 0
    return ["pack", "from-sheet", str(sheet), "--out"]


def the_signed(run: Run, store: str, work: Path) -> list[str]:
    del store
    assert run("pack", "keys", "--out", str(work)).code == 0
    tool = work / "tool.toml"
    tool.write_text(TEXT)
    key = str(work / "packs-private.pem")
    return ["pack", "sign", str(tool), "--key", key, "--out"]


WRITERS = {
    "document": the_document,
    "pack to-sheet": the_sheet,
    "pack from-sheet": the_toml,
    "pack sign": the_signed,
}


every_writer = pytest.mark.proof("writer", list(WRITERS), sample=1)
