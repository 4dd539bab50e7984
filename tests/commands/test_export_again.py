"""An export goes on past what it cannot read, and is completed by the next one."""

import csv
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from iomdesk.commands.exporting import GAPS
from iomdesk.plain_copy import PART
from tests.commands.conftest import PASSPHRASE, Answer, a_vault
from tests.commands.places import disclosures, seen
from tests.proof import HowMany

Run = Callable[..., Answer]
ROOT = Path(__file__).parents[2]


@pytest.fixture
def desk(run: Run, store: str, tmp_path: Path) -> str:
    """Return a store with two people; the first has a visit with two pictures."""
    people = tmp_path / "more.csv"
    people.write_text("Surname,Forename,DOB,CRN\nBerge,Alton,01/03/1975,X100002\n")
    assert run("import", store, str(people)).code == 0
    from rehearsal.story import a_photo, a_signature

    said = json.loads(run("schema", "visit", "--example").out)
    said |= {"photos": {"hall": {"file": "hall.jpg"}}}
    said |= {"signature": {"file": "signature.png"}}
    (tmp_path / "hall.jpg").write_bytes(a_photo())
    (tmp_path / "signature.png").write_bytes(a_signature())
    (tmp_path / "visit.json").write_text(json.dumps(said))
    done = run("visit", store, "X100001", "--input", str(tmp_path / "visit.json"))
    assert done.code == 0, done.err
    return store


def in_store(store: str, sql: str, *values: object) -> list[Any]:
    vault = a_vault(Path(store))
    held = vault.open(vault.key(PASSPHRASE))
    with held.writing() as connection:
        rows: list[Any] = connection.rows(sql, values)
    held.close()
    return rows


def late(store: str, name: str) -> None:
    in_store(store, "UPDATE blob SET complete = 0 WHERE hash = ?", name)


def damaged(store: str, name: str) -> None:
    in_store(store, "UPDATE chunk SET data = x'00' WHERE hash = ?", name)


def cut_short(store: str, name: str) -> None:
    in_store(store, "DELETE FROM chunk WHERE hash = ?", name)


def a_picture(store: str) -> str:
    ((name,),) = in_store(store, "SELECT hash FROM blob ORDER BY size DESC LIMIT 1")
    return str(name)


@pytest.mark.parametrize("spoil", [late, damaged, cut_short])
def test_an_export_goes_on_past_a_picture_and_lists_it(
    run: Run, desk: str, tmp_path: Path, spoil: Callable[[str, str], None]
) -> None:
    whole = tmp_path / "whole"
    assert run("export", desk, "--out", str(whole)).code == 0
    picture = a_picture(desk)
    spoil(desk, picture)
    out = tmp_path / "out"

    done = run("export", desk, "--out", str(out), "--json")
    told = run("export", desk, "--out", str(out))

    (gap,) = done.json["missing"]
    expected = {n: c for n, c in seen(whole).items() if not n.endswith(picture)}
    assert done.code == 0
    assert done.json["people"] == 2
    assert gap["file"].endswith(picture)
    assert GAPS in told.out
    assert {GAPS, *expected} == set(seen(out))
    assert all(seen(out)[n] == c for n, c in expected.items() if n != "SHA256SUMS")
    (row,) = csv.DictReader((out / GAPS).read_text("utf-8-sig").splitlines())
    assert row["file"] == gap["file"]
    logged = [row for row in disclosures_of(desk) if row["to"] == str(out)]
    assert len(logged) == 4
    assert picture not in str(logged)


def test_a_kind_of_record_that_is_damaged_is_gone_past(
    run: Run, desk: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from db.queries import StoreQueries
    from iomdesk.errors import StoreDamaged
    from iomdesk.visits.visit import Visit

    read = StoreQueries.records

    def torn(self: Any, kind: Any, *args: Any, **kwargs: Any) -> Any:
        if kind is Visit:
            raise StoreDamaged("The store is damaged.")
        return read(self, kind, *args, **kwargs)

    monkeypatch.setattr(StoreQueries, "records", torn)

    done = run("export", desk, "--out", str(tmp_path / "out"), "--json")

    assert done.code == 0
    assert [Path(gap["file"]).name for gap in done.json["missing"]] == [
        "visit.json"
    ] * 2
    assert len(list((tmp_path / "out").glob("*/case.json"))) == 2
    assert "visit" not in str([row["records"] for row in disclosures_of(desk)])


def disclosures_of(store: str) -> list[Any]:
    return [row for row in disclosures(store) if isinstance(row, dict)]


def test_a_late_picture_comes_with_the_next_export(
    run: Run, desk: str, tmp_path: Path
) -> None:
    picture, out = a_picture(desk), tmp_path / "out"
    late(desk, picture)
    assert run("export", desk, "--out", str(out)).code == 0
    in_store(desk, "UPDATE blob SET complete = 1")

    again = run("export", desk, "--out", str(out), "--json")

    assert again.json["missing"] == []
    assert not (out / GAPS).exists()
    assert len(list(out.glob(f"*/{picture}"))) == 1
    summed = subprocess.run(
        ["sha256sum", "--check", "--strict", "SHA256SUMS"], cwd=out, check=False,
        capture_output=True, text=True,
    )  # fmt: skip
    assert summed.returncode == 0, summed.stderr
    assert (
        summed.stdout.count(": OK")
        == len(seen(out))
        - len(list(out.iterdir()))
        + (sum(path.is_file() for path in out.iterdir()))
        - 1
    )


def test_the_next_export_renews_its_own_files_and_leaves_all_others(
    run: Run, desk: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("export", desk, "--out", str(out)).code == 0
    person = next(path for path in out.iterdir() if path.is_dir())
    (out / "notes.txt").write_text("mine")
    (person / "notes.txt").write_text("mine")
    (out / "people.csv").write_text("altered by hand")
    (person / "history.json").unlink()
    (person / "history.json").symlink_to(tmp_path / "elsewhere")
    change = tmp_path / "change.json"
    change.write_text('{"person": {"surname": "Doolittle"}}')
    assert run("case", desk, "X100001", "--input", str(change)).code == 0

    again = run("export", desk, "--out", str(out), "--json")

    cases = [path.read_text() for path in out.glob("*/case.json")]
    assert again.code == 0
    assert sum("Doolittle" in text for text in cases) == 1
    assert (out / "notes.txt").read_text() == "mine"
    assert (person / "notes.txt").read_text() == "mine"
    assert (out / "people.csv").read_text() == "altered by hand"
    assert (person / "history.json").is_symlink()
    assert not (tmp_path / "elsewhere").exists()
    assert {Path(gap["file"]).name for gap in again.json["missing"]} == {
        "people.csv",
        "history.json",
    }


def test_a_person_whose_folder_is_somebody_elses_is_listed(
    run: Run, desk: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"
    assert run("export", desk, "--out", str(out)).code == 0
    first, second = sorted(path for path in out.iterdir() if path.is_dir())
    for path in (*first.iterdir(), *second.iterdir()):
        path.unlink()
    first.rmdir()
    second.rmdir()
    first.symlink_to(tmp_path)
    second.write_text("a file")
    before = set(seen(tmp_path))

    again = run("export", desk, "--out", str(out), "--json")

    assert again.code == 0
    assert {gap["file"][:36] for gap in again.json["missing"]} >= {
        first.name[:36],
        second.name[:36],
    }
    assert second.read_text() == "a file"
    assert set(seen(tmp_path)) - before <= {f"out/{GAPS}"}


def test_two_desks_do_not_share_a_folder(run: Run, desk: str, tmp_path: Path) -> None:
    other, out = str(tmp_path / "other"), tmp_path / "out"
    assert run("new", other).code == 0
    assert run("export", desk, "--out", str(out)).code == 0
    before = seen(out)

    refused = run("export", other, "--out", str(out))

    assert refused.code == 1
    assert "another desk" in refused.err
    assert seen(out) == before


@pytest.mark.kill
@pytest.mark.proof
def test_an_export_that_is_killed_is_completed_by_the_next(
    run: Run, desk: str, tmp_path: Path, how_many: HowMany
) -> None:
    rows = [f"Name{n},Fore,14/02/2001,Z{n:06d}" for n in range(40)]
    people = tmp_path / "many.csv"
    people.write_text("Surname,Forename,DOB,CRN\n" + "\n".join(rows) + "\n")
    assert run("import", desk, str(people)).code == 0
    whole = tmp_path / "whole"
    assert run("export", desk, "--out", str(whole)).code == 0
    stops = how_many(1, 12)

    for stop in range(stops):
        out = tmp_path / f"out-{stop}"
        files = 3 + 85 * stop // stops
        logged = log_length(desk)
        assert killed_after(desk, out, files) == -signal.SIGKILL
        rows_logged = log_length(desk) - logged
        people_out = sum(path.is_dir() for path in out.iterdir())
        done = run("export", desk, "--out", str(out), "--json")

        assert done.json["missing"] == []
        assert people_out <= rows_logged < 42
        assert seen(out) == seen(whole)
        assert not list(out.rglob(f"{PART}*"))


def log_length(store: str) -> int:
    ((count,),) = in_store(
        store, "SELECT count(*) FROM access WHERE operation = 'disclosure'"
    )
    return int(count)


def killed_after(desk: str, out: Path, files: int) -> int:
    """Export in a process of its own, and kill it at its file number *files*."""
    script = (
        "import os, signal, sys\n"
        "from attrs import evolve; from iomdesk.__main__ import main, usual_doors\n"
        "import iomdesk.plain_copy as plain_copy\n"
        "from tests.commands.conftest import a_vault\n"
        "put, count = plain_copy._put, iter(range(int(sys.argv[3])))\n"
        "def putting(*args, **kwargs):\n"
        "    if next(count, None) is None: os.kill(os.getpid(), signal.SIGKILL)\n"
        "    put(*args, **kwargs)\n"
        "plain_copy._put = putting\n"
        "words = ['export', sys.argv[1], '--out', sys.argv[2]]\n"
        "sys.exit(main(words, evolve(usual_doors(), vault=a_vault)))"
    )
    words = [sys.executable, "-c", script, desk, str(out), str(files)]
    known = {"IOMDESK_PASSPHRASE": PASSPHRASE, "PATH": os.environ["PATH"]}
    return subprocess.run(
        words, cwd=ROOT, env=known, timeout=60, check=False
    ).returncode
