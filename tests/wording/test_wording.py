"""Every field of every record has words, and every value reads as a person says it."""

import ast
from pathlib import Path
from typing import Any

import pytest
from attrs import fields

from iomdesk.record_types import parts_of, record_types
from iomdesk.resources import resource_toml
from iomdesk.value_words import enum_words
from iomdesk.wording import action_said, field_label, labels, value_text
from tests.wording.enums import words_used

RECORDS = sorted(record_types())
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("kind", RECORDS)
def test_every_field_has_words_and_no_words_are_left_over(kind: str) -> None:
    wanted = {
        part.__name__: {field.name for field in fields(part)}
        for part in parts_of(record_types()[kind])
    }
    held = {
        part: {name for name in words if name != "_title"}
        for part, words in labels()[kind].items()
    }

    assert held == wanted


@pytest.mark.parametrize("kind", RECORDS)
def test_a_part_is_told_apart_by_one_of_its_own_fields(kind: str) -> None:
    titles = {
        (part, words["_title"])
        for part, words in labels()[kind].items()
        if "_title" in words
    }

    assert all(title in labels()[kind][part] for part, title in titles)


@pytest.mark.parametrize("word", words_used(), ids=lambda kind: str(kind.__name__))
def test_every_word_of_a_fixed_set_reads_plainly(word: Any) -> None:
    assert set(enum_words(word)) == {one.value for one in word}


@pytest.mark.parametrize(
    ("kind", "path", "label"),
    [
        ("case", "risk/children", "Risk of serious harm: children"),
        ("case", "person/born_on", "Date of birth"),
        ("case", "rag", "RAG"),
        ("case", "markers/m/expires_on", "Warning marker: expiry"),
        (
            "case",
            "sentences/s/conditions/c/ended_on",
            "Sentence or order: condition: until",
        ),
        ("case", "said/csv/~1person~1surname", "What the source said last"),
        (
            "visit",
            "checks/before.read/answer",
            "Checklist “Last plan and last visit read”: answer",
        ),
        ("visit", "signature/at", "Signature: time"),
        ("plan", "needs/health/level", "Need “Health”: level"),
        ("plan", "rated/children", "Risk level agreed on “Children”"),
        ("plan", "objectives/o/steps/s/status", "Goal: step: status"),
        ("assessment", "answers/health_need/choice", "Answer “Health: level of need”"),
        ("case", "star_sign", "star sign"),
        ("weather", "sky/colour", "sky: colour"),
    ],
)
def test_a_field_is_called_as_its_form_calls_it(
    kind: str, path: str, label: str
) -> None:
    assert field_label(kind, tuple(path.split("/"))) == label


def test_a_part_is_named_where_the_record_is_at_hand() -> None:
    document = {
        "markers": {"m": {"text": "Dog"}},
        "references": {"r": {"type": "crn", "value": "X1"}},
        "sentences": {
            "s": {"description": "SHPO", "conditions": {"c": {"short": "x"}}}
        },
    }

    assert field_label("case", ("markers", "m", "expires_on"), document) == (
        "Warning marker “Dog”: expiry"
    )
    assert field_label("case", ("references", "r", "value"), document) == (
        "Reference “CRN”: number"
    )
    path = ("sentences", "s", "conditions", "c", "ended_on")
    assert field_label("case", path, document) == (
        "Sentence or order “SHPO”: condition “x”: until"
    )
    assert field_label("case", ("markers", "gone", "text"), document) == (
        "Warning marker: text"
    )


@pytest.mark.parametrize(
    ("kind", "path", "value", "words"),
    [
        ("case", "risk/children", "very_high", "Very high"),
        ("case", "risk/children", "dreadful", "dreadful"),
        ("case", "person/born_on", "2001-02-14", "14 February 2001"),
        ("case", "person/born_on", "unreadable", "unreadable"),
        ("case", "person/surname", "Dooley", "Dooley"),
        ("case", "in_custody", True, "yes"),
        ("case", "registered", False, "no"),
        ("case", "registered", None, "not recorded"),
        ("case", "officer", "", "not recorded"),
        ("case", "mappa/level", 2, "2"),
        (
            "case",
            "addresses/a/lines",
            ["1 High Street", "Flat 2"],
            "1 High Street, Flat 2",
        ),
        ("case", "addresses/a/lines", [], "not recorded"),
        (
            "case",
            "markers/m",
            {"text": "Dog", "expires_on": "2026-01-01"},
            "text: Dog; expiry: 1 January 2026",
        ),
        ("case", "markers/m", {}, "not recorded"),
        ("visit", "kind", "home_joint", "Joint home visit"),
        ("visit", "outcome", "no_reply", "No reply"),
        ("visit", "checks/x/answer", "not_kept", "Not kept"),
        ("visit", "started_at", "2026-08-11T18:05:00Z", "11 August 2026, 19:05"),
        ("visit", "photos/p/original_blob", "ab" * 32, "file abababababab"),
        ("plan", "objectives/o/status", "removed", "Removed"),
        ("plan", "objectives/o/pathway", "finance", "Finance, benefits and debt"),
        ("plan", "needs/health/level", "some", "Some need"),
        ("plan", "pathway_set", "oasys-8", "OASys, eight areas"),
        (
            "plan",
            "control/c/answers",
            ["risk/children", "condition/s/c"],
            "risk: children, a condition",
        ),
        ("plan", "rated/children", "high", "High"),
        ("paper", "format", "docx", "Word"),
        ("weather", "sky", "blue", "blue"),
    ],
)
def test_a_value_reads_as_a_person_says_it(
    kind: str, path: str, value: Any, words: str
) -> None:
    assert value_text(kind, tuple(path.split("/")), value) == words


def test_every_action_that_writes_says_in_the_history_what_was_done() -> None:
    known = resource_toml("wording/actions.toml")["said"]
    reading = {
        "add_pack",
        "add_rules",
        "consult_case",
        "drop_draft",
        "keep_setting",
        "log_export",
        "log_unwritten",
        "plan_people",
        "save_draft",
        "set_rule",
        "trust_force",
    }

    assert named_actions() - set(known) == reading
    assert set(known) <= named_actions()
    assert action_said("sign visit") == "Visit signed"
    assert action_said("from a newer desk") == "From a newer desk"


def named_actions() -> set[str]:
    """Return the names of all functions that say who may do them."""
    return {
        function.name
        for path in (ROOT / "iomdesk").rglob("*.py")
        for function in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(function, ast.FunctionDef)
        and any(
            ast.unparse(mark).startswith("may(") for mark in function.decorator_list
        )
    }
