"""Words found in what was recorded, and the log of who looked."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Answer

Run = Callable[..., Answer]


@pytest.fixture
def visited(run: Run, store: str, tmp_path: Path) -> str:
    """Return a store whose one person was visited: a grey van stood outside."""
    visit = json.loads(run("schema", "visit", "--example").out)
    for extra in ("photos", "signature"):
        visit.pop(extra, None)
    path = tmp_path / "visit.json"
    path.write_text(json.dumps(visit | {"seen": "A grey van stood outside."}))
    assert run("visit", store, "X100001", "--input", str(path)).code == 0
    return store


def test_words_of_a_visit_are_found_by_their_beginnings(run: Run, visited: str) -> None:
    found = run("find", visited, "van grey", "--json").json
    told = run("find", visited, "gre")

    assert [one["kind"] for one in found] == ["visit"]
    assert told.out.startswith("DOOLEY, Wendell  X100001  visit  ")
    assert run("find", visited, "lorry", "--json").json == []


def test_a_finished_search_is_one_row_of_the_log_with_how_many_it_showed(
    run: Run, visited: str
) -> None:
    before = len(run("accesses", visited, "--json").json)
    run("find", visited, "van")
    rows = run("accesses", visited, "--json").json

    assert len(rows) == before + 2  # the search, and the reading of the log before it
    assert (rows[0]["operation"], rows[0]["detail"]) == ("consultation", {"shown": 1})
    assert "case_id" not in rows[0]


def test_the_log_of_one_person_names_nobody_else(run: Run, visited: str) -> None:
    run("case", visited, "X100001")
    about = run("accesses", visited, "X100001", "--json").json
    told = run("accesses", visited, "X100001", "--limit", "1")

    assert {row["case_id"] for row in about} == {
        run("case", visited, "X100001", "--json").json["id"]
    }
    assert "1 row" in told.out


def test_a_person_who_is_not_here_has_no_log(run: Run, store: str) -> None:
    refused = run("accesses", store, "X999")

    assert refused.code == 1
    assert "X999" in refused.err
