"""A case closed, opened again, given to others, edited; a visit put into the diary."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from iomdesk.dates import input_instant
from iomdesk.errors import InputRefused
from tests.commands.conftest import Answer

Run = Callable[..., Answer]


def test_a_case_is_closed_and_opened_again(run: Run, store: str) -> None:
    closed = run("close", store, "X100001", "--why", "moved", "--words", "to Gwent")
    twice = run("close", store, "X100001", "--why", "moved")
    opened = run("reopen", store, "X100001", "--json")

    assert closed.code == 0
    assert "Moved outside the area: to Gwent" in closed.out
    assert (twice.code, "already closed" in twice.err) == (1, True)
    assert "closed_on" not in opened.json


def test_a_reason_that_is_none_is_answered_with_those_that_are(
    run: Run, store: str
) -> None:
    refused = run("close", store, "X100001", "--why", "bored", "--json")

    assert refused.code == 1
    assert "licence_end" in refused.err
    assert "closed_on" not in run("case", store, "X100001", "--json").json


def test_a_closed_case_takes_no_visit(run: Run, store: str) -> None:
    run("close", store, "X100001", "--why", "moved")

    refused = run("planned", store, "X100001", "--for", "2031-03-02T10:00")

    assert refused.code == 1
    assert "Open it again first" in refused.err


def test_who_is_not_named_keeps_the_case(run: Run, store: str) -> None:
    run("reassign", store, "X100001", "--officer", "PC Lowe", "--team", "North")
    moved = run("reassign", store, "X100001", "--team", "South", "--json").json
    nobody = run("reassign", store, "X100001", "--officer", "", "--json").json

    assert (moved["officer"], moved["team"]) == ("PC Lowe", "South")
    assert ("officer" in nobody, nobody["team"]) == (False, "South")


def test_a_case_is_given_to_somebody_or_stays(run: Run, store: str) -> None:
    refused = run("reassign", store, "X100001")

    assert refused.code == 1
    assert "Name the officer, the team or both." in refused.err


def test_an_edit_changes_what_it_names_alone(
    run: Run, store: str, tmp_path: Path
) -> None:
    changes = tmp_path / "changes.json"
    changes.write_text(json.dumps({"tier": "A1", "person": {"surname": "Dooley-Ash"}}))

    edited = run("edit", store, "X100001", "--input", str(changes), "--json")

    assert edited.code == 0, edited.err
    assert edited.json["person"]["surname"] == "Dooley-Ash"
    assert edited.json["person"]["born_on"] == "2001-02-14"
    assert run("cases", store, "--search", "dooley-ash", "--json").json["count"] == 1


def test_a_planned_visit_is_due_on_its_day(run: Run, store: str) -> None:
    planned = run("planned", store, "X100001", "--for", "2031-07-02T10:00", "--json")
    due = run("due", store, "--on", "2031-07-01", "--json").json

    assert planned.json["planned_for"] == "2031-07-02T09:00:00Z"
    assert "2031-07-02" in {row["due_on"] for row in due}


def test_a_kind_of_visit_that_is_none_is_refused(run: Run, store: str) -> None:
    refused = run(
        "planned", store, "X100001", "--for", "2031-07-02T10:00", "--kind", "doorstep"
    )

    assert refused.code == 1
    assert "not a kind of visit" in refused.err


def test_a_time_is_typed_by_an_english_clock_or_with_its_zone() -> None:
    assert input_instant("2026-12-03T10:00") == datetime(2026, 12, 3, 10, tzinfo=UTC)
    assert input_instant("2026-07-03 10:00") == datetime(2026, 7, 3, 9, tzinfo=UTC)
    assert input_instant("2026-07-03T10:00+02:00").hour == 8


@pytest.mark.parametrize(
    "text",
    ["", "2026-12-03", "soon", "25:77", "2026-02-30T10:00", "0001-01-01T00:00+14:00"],
)
def test_what_is_no_time_is_refused_in_words(text: str) -> None:
    with pytest.raises(InputRefused, match="is not a time"):
        input_instant(text)


def test_an_hour_that_the_clocks_leave_out_is_refused() -> None:
    with pytest.raises(InputRefused, match="clocks go forward"):
        input_instant("2026-03-29T01:30")
