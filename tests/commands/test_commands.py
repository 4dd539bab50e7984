"""Every command: what it says, how it ends, and that no traceback reaches a person."""

import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from iomdesk.assessments.loading import find_instrument, shipped_instruments
from iomdesk.ports import CaseFilter, Operation
from tests.commands.conftest import PASSPHRASE, Answer, a_vault

Run = Callable[..., Answer]
ROOT = Path(__file__).parents[2]
IN_USE = sorted({one.code for one in shipped_instruments()})


def example(run: Run, kind: str, folder: Path) -> Path:
    path = folder / f"{kind}.json"
    path.write_text(run("schema", kind, "--example").out)
    return path


def test_a_new_store_prints_its_recovery_code_once(run: Run, tmp_path: Path) -> None:
    made = run("new", str(tmp_path / "store"))
    again = run("new", str(tmp_path / "store"))

    assert made.code == 0
    assert "recovery sheet" in made.out
    assert again.code == 1
    assert "already" in again.err


def test_people_are_listed_and_found(run: Run, store: str) -> None:
    found = run("cases", store, "--search", "dool", "--json").json
    nobody = run("cases", store, "--search", "zzz", "--json").json

    assert [row["surname"] for row in found["cases"]] == ["Dooley"]
    assert nobody == {"count": 0, "cases": []}
    assert run("cases", store).out.startswith("DOOLEY, Wendell")


def test_a_person_is_shown_by_any_reference(run: Run, store: str) -> None:
    assert run("case", store, "x100001", "--json").json["person"]["surname"] == "Dooley"
    refused = run("case", store, "X999", "--json")

    assert refused.code == 1
    assert refused.json["error"]["code"] == "not_found"
    assert "X999" in refused.err


@pytest.mark.parametrize("kind", ["visit", "plan", "case"])
def test_an_example_fits_its_schema_and_passes_its_own_command(
    run: Run, store: str, tmp_path: Path, kind: str
) -> None:
    schema = run("schema", kind).json
    path = example(run, kind, tmp_path)

    jsonschema.validate(json.loads(path.read_text()), schema)
    words = (kind, store, "new" if kind == "case" else "X100001")
    done = run(*words, "--input", str(path), "--json")

    assert done.code == 0, done.err
    assert done.json["id"]


def for_adults(code: str) -> bool:
    return find_instrument(code).applicability.most_age is None


@pytest.mark.parametrize("code", IN_USE)
def test_an_instruments_example_fits_its_schema_and_completes(
    run: Run, store: str, tmp_path: Path, code: str
) -> None:
    schema = run("schema", code).json
    path = example(run, code, tmp_path)
    born = "2001-02-14" if for_adults(code) else "2012-02-14"
    person = tmp_path / "person.json"
    person.write_text(json.dumps({"person": {"sex": "Male", "born_on": born}}))
    run("case", store, "X100001", "--input", str(person))

    jsonschema.validate(json.loads(path.read_text()), schema)
    done = run("assess", store, "X100001", code, "--input", str(path), "--json")

    assert done.code == 0, done.err
    assert done.json["completed_at"]


@pytest.mark.parametrize("name", ["serial_da", "selection", "crime_harm", "crime_cost"])
def test_an_example_of_a_score_fits_its_schema_and_is_scored(
    run: Run, tmp_path: Path, name: str
) -> None:
    path = example(run, name, tmp_path)

    jsonschema.validate(json.loads(path.read_text()), run("schema", name).json)
    scored = run("score", name, "--input", str(path), "--json")

    assert scored.code == 0, scored.err
    assert scored.json["working"]


def test_a_force_scores_with_its_own_matrix_and_a_list_keeps_its_order(
    run: Run, tmp_path: Path
) -> None:
    matrix = ROOT / "tests/data/selection/norfolk-shape.toml"
    one = {"assessment_date": "2026-11-22", "needs": 4}
    path = tmp_path / "people.json"
    path.write_text(json.dumps([one, one | {"needs": -1}]))

    scored = run("score", "selection", "--input", str(path), "--table", str(matrix))
    refused = run("score", "ogrs3", "--input", str(path), "--table", str(matrix))

    assert scored.json[0]["matrix"] == "norfolk-shape"
    assert scored.json[1]["error"]["field"] == "needs"
    assert "takes no table" in refused.err


def test_documents_are_written_and_the_copy_is_logged(
    run: Run, store: str, tmp_path: Path
) -> None:
    run("visit", store, "X100001", "--input", str(example(run, "visit", tmp_path)))

    for form, start in (("pdf", b"%PDF-"), ("docx", b"PK")):
        out = tmp_path / f"visit.{form}"
        words = (
            "document",
            store,
            "X100001",
            "visit",
            "--format",
            form,
            "--out",
            str(out),
        )
        done = run(*words)
        assert done.code == 0, done.err
        assert out.read_bytes().startswith(start)

    vault = a_vault(Path(store))
    held = vault.open(vault.key(PASSPHRASE))
    operations = [row.operation for row in held.queries.access_log()]
    held.close()
    assert operations.count(Operation.DISCLOSURE) == 2


def test_what_is_due_is_listed_oldest_first(run: Run, store: str) -> None:
    rows = run("due", store, "--days", "4000", "--json").json

    assert [row["due_on"] for row in rows] == sorted(row["due_on"] for row in rows)
    assert all(row["why"] for row in rows)


def test_a_store_is_checked_and_its_lists_made_anew(run: Run, store: str) -> None:
    checked = run("check", store, "--json")
    rebuilt = run("check", store, "--rebuild", "--json")

    assert (checked.code, checked.json["ok"]) == (0, True)
    assert rebuilt.json["ok"]
    assert rebuilt.json["digest"] == checked.json["digest"]


def test_a_damaged_store_fails_its_check_with_a_sentence(run: Run, store: str) -> None:
    path = Path(store) / "store.db"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)

    checked = run("check", store)

    assert checked.code == 1
    assert "damaged" in checked.out + checked.err


def test_a_dry_run_writes_nothing(run: Run, store: str, tmp_path: Path) -> None:
    people = tmp_path / "more.csv"
    people.write_text("Surname,Forename,DOB,CRN\nBerge,Alton,01/03/1975,X100002\n")

    said = run("import", store, str(people), "--dry-run", "--json").json

    assert (said["new"], said["dry_run"]) == (1, True)
    assert run("cases", store, "--json").json["count"] == 1


def test_an_import_names_who_was_new_and_is_read_again_later(
    run: Run, store: str, tmp_path: Path
) -> None:
    people = tmp_path / "more.csv"
    people.write_text("Surname,Forename,DOB,CRN\nBerge,Alton,01/03/1975,X100002\n")

    told = run("import", store, str(people)).out
    kept = run("imports", store, "--newest", "1").out
    said = run("imports", store, "--json").json

    assert "  Who was new:\n    BERGE, Alton (X100002), line 2\n" in told
    assert "  Who was new:\n    BERGE, Alton (X100002), line 2\n" in kept
    assert said[0]["people"][0]["name"] == "BERGE, Alton"


def test_everything_is_exported_in_open_formats(
    run: Run, store: str, tmp_path: Path
) -> None:
    out = tmp_path / "out"

    done = run("export", store, "--out", str(out), "--json")

    (person,) = [path for path in out.iterdir() if path.is_dir()]
    case: Any = json.loads((person / "case.json").read_text())
    assert done.json["people"] == 1
    assert case[0]["person"]["surname"] == "Dooley"
    assert "Dooley" in (out / "people.csv").read_text("utf-8-sig")
    assert run("export", store, "--out", str(tmp_path)).code == 1


def test_a_score_needs_no_store(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "score.json"
    path.write_text(json.dumps({"sex": "male"}))

    refused = run("score", "ogrs3", "--input", str(path), "--json")

    assert refused.code == 1
    assert refused.json["error"]["field"]
    assert run("instruments", "--json").json


def test_force_keys_are_a_private_and_a_public_file(run: Run, tmp_path: Path) -> None:
    said = run("hub", "keys", "--out", str(tmp_path), "--json").json
    again = run("hub", "keys", "--out", str(tmp_path))

    private = tmp_path / "recovery-private.pem"
    assert said["fingerprint"]
    assert private.stat().st_mode & 0o077 == 0
    assert again.code == 1


def test_a_force_key_under_a_passphrase_recovers_a_store(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOMDESK_KEY_PASSPHRASE", "the force's own words")
    made = run("hub", "keys", "--out", str(tmp_path))
    public = (tmp_path / "recovery-public.pem").read_text()
    force, private = tmp_path / "force.toml", str(tmp_path / "recovery-private.pem")
    force.write_text(f"[recovery]\npublic_key = '''\n{public}'''\n")
    folder = str(tmp_path / "forced")
    assert run("new", folder, "--force", str(force)).code == 0

    recovered = run("recover", folder, "--key", private)
    monkeypatch.setenv("IOMDESK_KEY_PASSPHRASE", "somebody else's words")
    wrong = run("recover", folder, "--key", private)
    monkeypatch.delenv("IOMDESK_KEY_PASSPHRASE")
    missing = run("recover", folder, "--key", private)

    assert "under the passphrase" in made.out
    assert recovered.code == 0
    assert "passphrase is not right" in wrong.err
    assert "IOMDESK_KEY_PASSPHRASE" in missing.err


BAD: dict[str, bytes] = {
    "empty": b"",
    "binary": bytes(range(256)),
    "a list": b"[1, 2]",
    "a number": b"7",
    "deep": b"[" * 100_000,
    "an unknown field": b'{"colour": "red"}',
    "a wrong type": b'{"kind": 7, "started_at": [], "situation": {}, "person": 3}',
    "windows text": '{"seen": "café"}'.encode("cp1252"),
    "lone surrogate": b'{"situation": "\\ud800"}',
}


@pytest.mark.parametrize("what", list(BAD))
@pytest.mark.parametrize("command", ["visit", "plan", "case", "assess"])
def test_a_bad_input_file_is_a_sentence_and_nothing_is_written(
    run: Run, store: str, tmp_path: Path, command: str, what: str
) -> None:
    path = tmp_path / "bad.json"
    path.write_bytes(BAD[what])
    before = run("check", store, "--json").json["digest"]
    words = [command, store, "X100001"] + (["ogrs3"] if command == "assess" else [])

    done = run(*words, "--input", str(path), "--json")

    assert done.code == 1
    assert set(done.json) == {"error"}
    assert "Traceback" not in done.err
    assert "inside IOM Desk" not in done.err
    assert run("check", store, "--json").json["digest"] == before


@pytest.mark.parametrize("name", ["missing.json", "."])
def test_a_file_that_cannot_be_read_is_a_sentence(
    run: Run, store: str, tmp_path: Path, name: str
) -> None:
    done = run("visit", store, "X100001", "--input", str(tmp_path / name))

    assert done.code == 1
    assert done.err.count("\n") == 1


def test_wrong_usage_ends_with_two(run: Run) -> None:
    with pytest.raises(SystemExit) as ended:
        run("nonsense")

    assert ended.value.code == 2


def test_a_fault_of_ours_shows_no_traceback_and_no_personal_data(
    run: Run, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object, **__: object) -> None:
        raise KeyError("Wendell Dooley of Frankwell Court")

    monkeypatch.setattr("db.queries.StoreQueries.cases", fail)

    done = run("cases", store)

    assert done.code == 1
    assert "Tell your IT desk" in done.err
    assert "Dooley" not in done.err + done.out
    assert "Traceback" not in done.err


def test_the_wrong_passphrase_is_refused(
    run: Run, store: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOMDESK_PASSPHRASE", "not the passphrase")

    done = run("cases", store)

    assert (done.code, done.err) == (1, "The passphrase is not right. Try again.\n")


def test_a_process_that_is_interrupted_keeps_what_was_done(tmp_path: Path) -> None:
    folder = tmp_path / "store"
    vault = a_vault(folder)
    from iomdesk.permissions import Officer
    from iomdesk.records.ids import OfficerId

    vault.new(PASSPHRASE, Officer(id=OfficerId("o"), name="M"))
    script = (
        "import sys; from pathlib import Path; from functools import partial\n"
        "from attrs import evolve; from iomdesk.__main__ import main, usual_doors\n"
        "from tests.commands.conftest import a_vault\n"
        "print('ready', flush=True)\n"
        "sys.exit(main(['import', sys.argv[1], sys.argv[2]],"
        " evolve(usual_doors(), vault=a_vault)))"
    )
    people = tmp_path / "people.csv"
    rows = [f"Name{n},Fore,14/02/2001,Z{n:06d}" for n in range(6000)]
    people.write_text("Surname,Forename,DOB,CRN\n" + "\n".join(rows) + "\n")
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(folder), str(people)],
        cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        env={"IOMDESK_PASSPHRASE": PASSPHRASE, "PATH": ""},
    )  # fmt: skip
    assert child.stdout
    child.stdout.readline()
    time.sleep(2.5)
    child.send_signal(signal.SIGINT)
    _, err = child.communicate(timeout=60)

    assert "Traceback" not in err
    store = vault.open(vault.key(PASSPHRASE))
    assert store.queries.count_cases(CaseFilter()) % 200 == 0
    store.close()


def test_a_case_reads_at_a_terminal_by_the_words_of_its_form(
    run: Run, store: str
) -> None:
    said = run("case", store, "X100001").out

    assert "  Date of birth: 14 February 2001" in said
    assert "number: X100001" in said
    assert not any(word in said for word in ("{", "born_on", "None"))
    assert max(len(line) for line in said.splitlines()) <= 104


def test_a_number_that_looks_like_a_card_is_taken_once_it_is_said_what_it_is(
    run: Run, store: str, tmp_path: Path
) -> None:
    path = example(run, "visit", tmp_path)
    said = json.loads(path.read_text()) | {"seen": "Seized: 4111 1111 1111 1111."}
    path.write_text(json.dumps(said))
    words = ("visit", store, "X100001", "--input", str(path))

    refused = run(*words)
    done = run(*words, "--no-card", "exhibit", "--json")

    assert refused.code == 1
    assert "--no-card" in refused.err
    assert "4111" not in refused.err
    assert done.code == 0, done.err
    assert done.json["seen"] == said["seen"]
