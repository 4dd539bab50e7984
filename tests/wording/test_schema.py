"""Schemas are made from the records; each example fits its own, and its command."""

from typing import Any

import pytest
from jsonschema import Draft202012Validator

from iomdesk.cases.case import Case
from iomdesk.errors import NotFound
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.records.codec import from_document, to_document
from iomdesk.records.json_schema import json_schema
from iomdesk.schema import input_example, input_schema
from tests.builders import a_case

KINDS = [
    "visit",
    "plan",
    "case",
    "score",
    "serial_da",
    "selection",
    "crime_harm",
    "crime_cost",
    "assessment",
    "ogrs3",
]


def faults(kind: str, said: Any) -> list[str]:
    validator = Draft202012Validator(input_schema(kind, SHIPPED))
    return [fault.message for fault in validator.iter_errors(said)]


@pytest.mark.parametrize("kind", KINDS)
def test_an_example_fits_its_schema(kind: str) -> None:
    Draft202012Validator.check_schema(input_schema(kind, SHIPPED))

    assert faults(kind, input_example(kind, SHIPPED)) == []


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("visit", {"colour": "red"}),
        ("visit", {"signed_at": "2026-03-02T19:05:00Z"}),
        ("visit", {"announced": "yes"}),
        ("visit", {"started_at": "yesterday"}),
        ("visit", {"started_at": "2026-03-02T19:05:00"}),
        ("visit", {"officers": {"a": {"agency": "Police"}}}),
        ("visit", {"photos": {"a": {"caption": "Hall"}}}),
        ("plan", {"version": 2}),
        ("plan", {"control": {"a": {"pillar": "hope", "text": "x"}}}),
        ("plan", {"agree": "yes"}),
        ("case", {"risk": {"children": "severe"}}),
        ("case", {"references": [{"type": "crn"}]}),
        ("score", {"on": "yesterday"}),
        ("score", {"recorded_by": "DC Marsh"}),
    ],
)
def test_what_a_command_refuses_the_schema_refuses_too(
    kind: str, said: dict[str, Any]
) -> None:
    assert faults(kind, input_example(kind, SHIPPED) | said)


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("visit", {"address_id": "home", "visor_updated_by": None}),
        ("visit", {"photos": {"a": {"file": "a.jpg"}}}),
        ("visit", {"checks": {"before.read": {"answer": "yes"}}}),
        ("plan", {"agree": False, "review_on": None}),
        ("case", {"rag": None, "registered": False}),
    ],
)
def test_what_may_be_left_open_may_be_left_open(
    kind: str, said: dict[str, Any]
) -> None:
    assert faults(kind, input_example(kind, SHIPPED) | said) == []


@pytest.mark.parametrize("kind", sorted(SHIPPED))
def test_every_record_has_a_schema(kind: str) -> None:
    schema = json_schema(SHIPPED[kind].record)
    Draft202012Validator.check_schema(schema)

    assert schema["additionalProperties"] is False


def test_a_stored_record_fits_the_schema_of_its_kind() -> None:
    case = a_case(crn="X012345")
    schema = json_schema(Case)
    document = to_document(case)

    assert list(Draft202012Validator(schema).iter_errors(document)) == []
    assert from_document(Case, document) == case


def test_an_unknown_kind_is_refused_with_what_there_is() -> None:
    with pytest.raises(NotFound, match="case, contact, score, visit"):
        input_schema("letter", SHIPPED)
    with pytest.raises(NotFound, match="no kind of input file"):
        input_example("letter", SHIPPED)
