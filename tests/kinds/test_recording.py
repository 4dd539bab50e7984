"""What a person can record is recorded by its registration alone."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from iomdesk.kinds.kind import Kind
from iomdesk.kinds.shipped import SHIPPED
from tests.commands.conftest import Answer, run, store

__all__ = ["run", "store"]
Run = Callable[..., Answer]

RECORDED = [kind for kind in SHIPPED.needs_first() if kind.input]


def example(run: Run, word: str, folder: Path) -> str:
    path = folder / f"{word}.json"
    path.write_text(run("schema", word, "--example").out)
    return str(path)


def test_kinds_are_listed_with_needs_first(run: Run) -> None:
    listed = run("kinds", "--json").json["kinds"]
    words = [one["kind"] for one in listed]

    assert words[0] == "case"
    assert {"visit", "plan", "assessment", "score"} <= set(words)
    for place, one in enumerate(listed):
        assert list(one) == ["kind", "title", "seals", "needs"]
        assert set(one["needs"]) <= set(words[:place])
        assert one["title"]
    assert next(one for one in listed if one["kind"] == "visit")["seals"] is True
    assert next(one for one in listed if one["kind"] == "case")["seals"] is False


def test_what_the_program_makes_is_listed_where_all_is_asked_for(run: Run) -> None:
    some = {one["kind"] for one in run("kinds", "--json").json["kinds"]}
    every = {one["kind"] for one in run("kinds", "--all", "--json").json["kinds"]}

    assert every == set(SHIPPED)
    assert "received" in every - some
    assert "visit  visit  (needs case)" in run("kinds").out


@pytest.mark.parametrize("kind", RECORDED, ids=lambda kind: kind.word)
def test_an_example_is_taken_after_those_of_what_it_needs(
    run: Run, tmp_path: Path, kind: Kind
) -> None:
    folder = str(tmp_path / "store")
    assert run("new", folder, "--officer", "DC Marsh").code == 0
    person = "new"
    for one in RECORDED:
        if one is not kind and one.word not in kind.needs:
            continue
        path = example(run, one.word, tmp_path)
        done = run("record", folder, person, one.word, "--input", path, "--json")
        assert done.code == 0, done.err
        person = person if person != "new" else done.json["id"]


@pytest.mark.parametrize("kind", RECORDED[1:], ids=lambda kind: kind.word)
def test_without_what_it_needs_an_example_is_refused_in_words(
    run: Run, tmp_path: Path, kind: Kind
) -> None:
    folder = str(tmp_path / "store")
    assert run("new", folder, "--officer", "DC Marsh").code == 0
    word = kind.word

    for person in ("new", "X100001"):
        path = example(run, word, tmp_path)
        refused = run("record", folder, person, word, "--input", path, "--json")
        assert refused.code == 1
        assert "inside IOM Desk" not in refused.err
        assert refused.json["error"]["code"] == "not_found"


def test_what_the_program_makes_is_not_recorded_from_a_file(
    run: Run, store: str, tmp_path: Path
) -> None:
    path = tmp_path / "any.json"
    path.write_text(json.dumps({}))

    for word in ("received", "tarot"):
        refused = run("record", store, "X100001", word, "--input", str(path))
        assert refused.code == 1
        assert f"“{word}” cannot be recorded from a file" in refused.err
        assert "There are: case, contact" in refused.err


def test_an_assessment_names_its_instrument(
    run: Run, store: str, tmp_path: Path
) -> None:
    path = Path(example(run, "assessment", tmp_path))
    unnamed = tmp_path / "unnamed.json"
    answers = json.loads(path.read_text())
    del answers["instrument"]
    unnamed.write_text(json.dumps(answers))
    words = ("record", store, "X100001", "assessment", "--input")

    assert "“instrument” takes the code of one" in run(*words, str(unnamed)).err
    assert run(*words, str(path), "--json").json["instrument"] == "pathway-needs"
    other = run("assess", store, "X100001", "ogrs3", "--input", str(path))
    assert "for another instrument" in other.err
