"""What is scored of a person, at the terminal: recorded, listed, withdrawn, added."""

import json
from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import Answer

Run = Callable[..., Answer]


def recorded(run: Run, store: str, folder: Path) -> str:
    path = folder / "score.json"
    path.write_text(run("schema", "score", "--example").out)
    done = run("record", store, "X100001", "score", "--input", str(path), "--json")
    assert done.code == 0, done.err
    return str(done.json["id"])


def test_a_recorded_score_is_listed_printed_and_withdrawn(
    run: Run, store: str, tmp_path: Path
) -> None:
    score = recorded(run, store, tmp_path)
    out = str(tmp_path / "scores.pdf")
    printed = run(
        "document", store, "X100001", "scores", "--format", "pdf", "--out", out
    )

    (listed,) = run("scores", store, "X100001", "--json").json
    gone = run("withdraw", store, "X100001", score, "--why", "Another person's.")
    again = run("withdraw", store, "X100001", score, "--why", "Again.")

    assert printed.code == 0, printed.err
    assert (listed["id"], listed["how"], listed["tool"]) == (score, "recorded", "OGRS3")
    assert gone.code == 0
    assert "already withdrawn" in again.err
    assert "withdrawn: Another person's." in run("scores", store, "X100001").out


def test_a_score_that_cannot_be_taken_is_said_with_its_field(
    run: Run, store: str, tmp_path: Path
) -> None:
    path = tmp_path / "score.json"
    said = run("schema", "score", "--example").json | {"version": ""}
    path.write_text(json.dumps(said))

    refused = run("record", store, "X100001", "score", "--input", str(path), "--json")

    assert refused.code == 1
    assert refused.json["error"]["field"] == "version"
    assert run("scores", store, "X100001", "--json").json == []


def test_needs_add_up_to_the_same_in_every_set(
    run: Run, store: str, tmp_path: Path
) -> None:
    path = tmp_path / "needs.json"
    path.write_text(run("schema", "pathway-needs-9", "--example").out)
    none = run("needs", store, "X100001")
    done = run("assess", store, "X100001", "pathway-needs-9", "--input", str(path))

    nine = run("needs", store, "X100001", "--json").json
    seven = run("needs", store, "X100001", "--set", "7", "--json").json
    other = run("needs", store, "X100001", "--set", "11")

    assert "No assessment of needs" in none.err
    assert done.code == 0, done.err
    assert (nine["set"], len(nine["pathways"])) == ("9", 9)
    assert (seven["set"], len(seven["pathways"])) == ("7", 7)
    for total in ("points", "needs", "not_known"):
        assert nine[total] == seven[total]
    assert "There are: 7, 9, oasys-8" in other.err
    assert "9 points, 9 needs" in run("needs", store, "X100001").out


def test_a_score_that_is_not_here_is_answered_with_all_there_are(
    run: Run, tmp_path: Path
) -> None:
    path = tmp_path / "any.json"
    path.write_text("{}")

    refused = run("score", "tarot", "--input", str(path))

    assert refused.code == 1
    assert "serial_da" in refused.err
    assert "crime_cost" in refused.err
