"""What attacks got through a command, until each is mended."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Answer

Run = Callable[..., Answer]


@pytest.mark.parametrize("place", ["store/store.db", "people.csv", "link"])
def test_a_sheet_is_written_over_nothing(
    run: Run, store: str, tmp_path: Path, place: str
) -> None:
    (tmp_path / "link").symlink_to(tmp_path / "behind")
    target = tmp_path / place
    before = target.read_bytes() if target.exists() else None

    refused = run("pack", "to-sheet", "ogrs3", "--out", str(target))

    assert refused.code == 1
    assert (target.read_bytes() if target.exists() else None) == before
    assert run("check", store).code == 0


@pytest.mark.parametrize("mode", [0o700, 0o755, 0o777])
def test_an_export_is_for_its_owner_alone(
    run: Run, store: str, tmp_path: Path, mode: int
) -> None:
    out = tmp_path / "out"
    out.mkdir()
    out.chmod(mode)

    assert run("export", store, "--out", str(out)).code == 0

    assert not [path for path in out.rglob("*") if path.stat().st_mode & 0o077]


@pytest.mark.parametrize("name", ["＝1+1", " \u200b=1+1", "\ufeff＠SUM(1)"])
def test_no_cell_is_a_formula(run: Run, store: str, tmp_path: Path, name: str) -> None:
    person = tmp_path / "person.json"
    person.write_text(f'{{"person": {{"surname": "{name}"}}}}', "utf-8")
    assert run("case", store, "X100001", "--input", str(person)).code == 0

    assert run("export", store, "--out", str(tmp_path / "out")).code == 0

    said = (tmp_path / "out" / "people.csv").read_text("utf-8-sig")
    assert f",'{name.strip()}" in said or f",'{name}" in said


@pytest.mark.parametrize(
    "words",
    [
        ["cases", "STORE", "--limit", "9" * 23],
        ["due", "STORE", "--on", "9999-12-31", "--days", "1"],
        ["case", "STORE", "\udcff"],
        ["settle", "STORE", "x", "--value", "[" * 200_000],
        ["enrol", "STORE", "--hub", "http://[::1", "--code", "x"],
    ],
    ids=["limit", "calendar", "bytes", "deep", "url"],
)
def test_a_command_says_why(run: Run, store: str, words: list[str]) -> None:
    said = run(*(store if word == "STORE" else word for word in words))

    assert "inside IOM Desk" not in said.err
