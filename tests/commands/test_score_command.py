"""What `iomdesk score` takes and says: the shape of an answer, and of a refusal."""

import io
import json
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from attrs import evolve

from iomdesk.__main__ import main, usual_doors
from iomdesk.assessments.score import score_names
from tests.assessments.test_ogrs3 import CASE as OGRS3
from tests.assessments.test_points_scores import OGP, OVP, TIER
from tests.assessments.test_reoffending import ANSWERS
from tests.assessments.test_sexual_scores import BOTH
from tests.commands.conftest import Answer

Run = Callable[..., Answer]
KEYS = {"instrument", "version", "official", "outputs", "band", "kind", "missing"}
FIGURES = {"p_1yr", "p_2yr", "percent_1yr", "percent_2yr"}
INPUTS: dict[str, dict[str, Any]] = {
    "ogrs3": OGRS3,
    "arp": BOTH | {"dynamic": ANSWERS},
    "vrp": BOTH | {"dynamic": ANSWERS},
    "svrp": BOTH,
    "csrp": BOTH,
    "osp_dc": BOTH,
    "osp_iic": BOTH,
    "rsr": BOTH,
    "ovp": OVP,
    "ogp": OGP,
    "needs": {"section": "drugs", "answers": {"motivation": 1}},
    "tier": TIER,
    "dash": {"ticks": 14},
}
WANTED: dict[str, set[str]] = {
    "ogrs3": FIGURES,
    "arp": {"p_2yr", "percent_2yr"},
    "vrp": {"p_2yr", "percent_2yr"},
    "svrp": {"p_2yr", "percent_2yr"},
    "csrp": {"p_2yr", "percent_2yr", "parts"},
    "osp_dc": {"points", "p_2yr", "percent", "band_reduced"},
    "osp_iic": {"p_2yr", "percent"},
    "rsr": {"p_2yr", "percent_2yr", "parts"},
    "ovp": {*FIGURES, "points"},
    "ogp": {*FIGURES, "points"},
    "needs": {"level"},
    "tier": {"tier", "provisional"},
    "dash": {"level", "refer_to_marac"},
}


def file_of(tmp_path: Path, said: object) -> str:
    path = tmp_path / "input.json"
    content = said if isinstance(said, bytes) else json.dumps(said).encode()
    path.write_bytes(content)
    return str(path)


def test_every_score_of_the_notes_is_there() -> None:
    assert set(INPUTS) <= set(score_names())


@pytest.mark.parametrize("name", list(INPUTS))
def test_a_score_has_the_agreed_keys_and_its_working(
    run: Run, tmp_path: Path, name: str
) -> None:
    done = run("score", name, "--input", file_of(tmp_path, INPUTS[name]), "--json")

    found = done.json
    assert (done.code, found["instrument"], found["official"]) == (0, name, False)
    assert set(found) >= {*KEYS, "working"}
    assert set(found["outputs"]) >= WANTED[name]
    assert found["kind"] in ("static", "dynamic")
    assert found["band"]
    assert all(set(one) == {"label", "value", "source"} for one in found["working"])
    assert found["working"]


def test_a_list_comes_back_in_its_order_and_ends_well(run: Run, tmp_path: Path) -> None:
    path = file_of(tmp_path, [{"ticks": 14}, {"ticks": "14"}, [], {"ticks": 1}])

    done = run("score", "dash", "--input", path, "--json")

    assert done.code == 0
    said = [one.get("band") or one["error"]["code"] for one in done.json]
    assert said == ["high", "ticks_not_a_whole_number", "not_an_object", "standard"]


def test_a_dash_reads_standard_input(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = SimpleNamespace(buffer=io.BytesIO(b'{"ticks": 14}'))
    monkeypatch.setattr("sys.stdin", typed)

    assert run("score", "dash", "--input", "-", "--json").json["band"] == "high"


def test_what_is_no_json_on_standard_input_is_said_of_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"14")))
    whole = run("score", "dash", "--input", "-", "--json")
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(b"{")))
    broken = run("score", "dash", "--input", "-", "--json")

    assert whole.json["error"]["code"] == "not_an_object"
    assert broken.json["error"]["message"].startswith("Standard input is not")


@pytest.mark.parametrize(
    "content", [b'\xef\xbb\xbf{"ticks": 14}', b'{\r\n"ticks": 14\r\n}\r\n', b" [] "]
)
def test_a_byte_order_mark_windows_lines_and_an_empty_list_are_taken(
    run: Run, tmp_path: Path, content: bytes
) -> None:
    path = file_of(tmp_path, content)

    assert run("score", "dash", "--input", path, "--json").code == 0


BAD: dict[str, bytes] = {
    "empty": b"",
    "no JSON": b"ticks: 14",
    "not UTF-8": '{"ticks": 14, "who": "café"}'.encode("cp1252"),
    "UTF-16": '{"ticks": 14}'.encode("utf-16"),
    "NaN": b'{"ticks": 14, "arp": NaN}',
    "infinity": b'{"ticks": 14, "arp": -Infinity}',
    "a key twice": b'{"ticks": 3, "ticks": 14}',
    "a key twice deep down": b'[{"ticks": 3, "x": {"y": 1, "y": 2}}]',
    "deep": b"[" * 100_000,
    "deep objects": b'{"a":' * 50_000,
    "half a character": b'{"ticks": 14, "who": "\\ud800"}',
    "too many digits": b'{"ticks": ' + b"9" * 5_000 + b"}",
    "a big number": b'{"ticks": 1e30}',
    "beyond numbers": b'{"ticks": 1e999}',
    "a huge integer": b'{"ticks": ' + b"9" * 400 + b"}",
    "a string for a number": b'{"ticks": "14"}',
    "a truth for a number": b'{"ticks": true}',
    "a fraction": b'{"ticks": 14.5}',
    "null": b'{"ticks": null}',
    "a list for a number": b'{"ticks": [14]}',
    "an object for a number": b'{"ticks": {"value": 14}}',
    "a number alone": b"14",
    "nothing": b"null",
    "a string alone": b'"14"',
    "below": b'{"ticks": -1}',
    "above": b'{"ticks": 25}',
    "a version that is not": b'{"ticks": 14, "version": "9"}',
}


@pytest.mark.parametrize("what", list(BAD))
def test_what_cannot_be_scored_is_a_sentence_and_never_a_number(
    run: Run, tmp_path: Path, what: str
) -> None:
    path = file_of(tmp_path, BAD[what])

    done = run("score", "dash", "--input", path, "--json")

    assert (done.code, set(done.json)) == (1, {"error"})
    assert set(done.json["error"]) == {"code", "field", "message"}
    assert done.json["error"]["code"]
    assert done.json["error"]["message"].endswith(".")
    assert "Traceback" not in done.err


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"date_of_birth": "2023-02-29"}, "date_of_birth_not_a_date"),
        ({"date_of_birth": "30/04/1990"}, "date_of_birth_not_a_date"),
        ({"date_of_birth": 19900430}, "date_of_birth_not_text"),
        (
            {"date_of_birth": "0001-01-01"},
            "age_at_current_conviction_above_109",
        ),
        (
            {"date_at_start_of_follow_up": "9999-12-31"},
            "age_at_start_of_follow_up_above_109",
        ),
        (
            {"date_of_current_conviction": "9999-12-31"},
            "age_at_current_conviction_above_109",
        ),
        ({"sex": "M"}, "sex_not_covered"),
        ({"home_office_code": "0190", "offence_category": None}, None),
        ({"offence_category": "Theft (non-motor)"}, "unknown_offence_category"),
    ],
)
def test_a_date_or_word_that_cannot_be_is_refused_by_its_name(
    run: Run, tmp_path: Path, said: dict[str, Any], code: str | None
) -> None:
    path = file_of(tmp_path, INPUTS["arp"] | said)

    done = run("score", "arp", "--input", path, "--json")

    assert done.code == 1
    assert code in (None, done.json["error"]["code"])
    assert done.json["error"]["field"]


@pytest.mark.parametrize("day", ["9999-12-31", "0001-01-01"])
def test_the_ends_of_the_calendar_are_days_like_others(
    run: Run, tmp_path: Path, day: str
) -> None:
    path = file_of(tmp_path, INPUTS["arp"] | {"assessment_date": day})
    lifer = {"lifer_ipp": True, "latest_release_date": day, "today": "9999-12-31"}
    released = file_of(tmp_path, TIER | lifer)

    found = [
        run("score", "arp", "--input", path, "--json"),
        run("score", "tier", "--input", released, "--json"),
    ]

    assert all("Traceback" not in one.err for one in found)
    assert all(one.code == 0 or one.json["error"]["code"] for one in found)


def test_born_on_29_february_is_a_year_older_on_1_march(
    run: Run, tmp_path: Path
) -> None:
    born = OVP | {"age_at_start_of_follow_up": None, "date_of_birth": "1988-02-29"}
    days = ["2009-02-28", "2009-03-01"]
    path = file_of(tmp_path, [born | {"date_at_start_of_follow_up": d} for d in days])

    before, after = run("score", "ovp", "--input", path, "--json").json

    labels = [[line["label"] for line in one["working"]] for one in (before, after)]
    assert "Age at start of follow-up: 20" in labels[0]
    assert "Age at start of follow-up: 21" in labels[1]


def test_a_score_that_there_is_not_is_said_in_the_same_shape(
    run: Run, tmp_path: Path
) -> None:
    done = run("score", "sara", "--input", file_of(tmp_path, {}), "--json")

    assert (done.code, done.json["error"]["code"]) == (1, "not_found")


def test_a_list_of_ten_megabytes_is_scored_to_its_end(run: Run, tmp_path: Path) -> None:
    one = {"ticks": 14, "note": "x" * 100_000}
    path = file_of(tmp_path, [one] * 100)

    found = run("score", "dash", "--input", path, "--json").json

    assert [row["band"] for row in found] == ["high"] * 100


def test_a_long_word_is_not_said_back_in_full(run: Run, tmp_path: Path) -> None:
    long = OVP | {"temper_control_problem": "x" * 1_000_000}

    done = run("score", "ovp", "--input", file_of(tmp_path, long), "--json")

    assert done.json["error"]["code"] == "temper_control_problem_not_known"
    assert len(done.json["error"]["message"]) < 300


def test_a_stream_without_an_end_is_not_read_to_it(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("iomdesk.commands.doors.LARGEST_INPUT", 1_000)
    endless = SimpleNamespace(read=lambda most: b" " * most)
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=endless))

    done = run("score", "dash", "--input", "-", "--json")

    assert done.json["error"]["message"].startswith("Standard input is larger")


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize("name", ["ovp", "nosuch"])
def test_an_answer_reaches_a_stream_of_few_characters(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str, encoding: str
) -> None:
    # It holds for the whole process, and other tests must see a core being written.
    monkeypatch.setattr("db.process.forbid_dumps", lambda: None)
    written, noted = io.BytesIO(), io.BytesIO()
    out, err = (io.TextIOWrapper(raw, encoding) for raw in (written, noted))
    doors = evolve(usual_doors(), out=out, err=err)

    main(["score", name, "--input", file_of(tmp_path, OVP), "--json"], doors)

    out.flush()
    err.flush()
    said = json.loads(written.getvalue())
    assert ("error" in said) is (name == "nosuch")
    assert b"inside IOM Desk" not in noted.getvalue()
