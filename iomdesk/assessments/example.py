"""An input file for each instrument: an example that completes, and its schema."""

from typing import Any

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.catalogue import shipped_catalogue
from iomdesk.assessments.conditions import visible
from iomdesk.assessments.form import needs_evidence
from iomdesk.assessments.instrument import Instrument, Item, Kind, Limits
from iomdesk.assessments.wording import wording
from iomdesk.clock import today

EXAMPLE = "pathway-needs"
"""The instrument that stands for all."""

EVIDENCE = "Seen and said at the last home visit."
TEXT = "In the person's own words."
DAY = "2026-03-02"
FEW = 4
STILL_TRUE = {
    "title": "Last time's answer, with its evidence, is still true",
    "type": "object",
    "required": ["still_true"],
    "additionalProperties": False,
    "properties": {"still_true": {"const": True}},
}


def example_answers(instrument: Instrument) -> dict[str, Any]:
    """Return an input document whose answers complete the instrument.

    What is optional is left out, and so are facts: they come from the case. What
    hangs on a fact is answered as for its first choice.
    """
    answers: dict[str, Any] = {}
    given: dict[str, Answer] = {}
    for item in instrument.items:
        if not item.required or item.code not in visible(instrument, given):
            continue
        value = example_value(item)
        given[item.code] = answer_of(item, value)
        if item.kind is Kind.FACT:
            continue
        backed = needs_evidence(item, given[item.code])
        answers[item.code] = {"value": value, "evidence": EVIDENCE} if backed else value
    return {"place": "At home", "answers": answers}


def input_schema(instrument: Instrument) -> dict[str, Any]:
    """Return the JSON Schema of an input document for the instrument."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{wording(instrument.title)}, version {instrument.version}",
        "type": "object",
        "required": ["answers"],
        "additionalProperties": False,
        "properties": {
            "instrument": {"const": instrument.code},
            "place": {"type": "string"},
            "started_at": {"type": "string", "format": "date-time"},
            "override": _override_schema(instrument),
            "answers": {
                "type": "object",
                "additionalProperties": False,
                "properties": {item.code: _schema(item) for item in instrument.items},
            },
        },
    }


def example_assessment() -> dict[str, Any]:
    """Return an input document that names its instrument, and completes it."""
    return {"instrument": EXAMPLE, **example_answers(_example())}


def assessment_schema() -> dict[str, Any]:
    """Return the JSON Schema of an input document that names its instrument."""
    schema = input_schema(_example())
    schema["required"] = ["instrument", *schema["required"]]
    return schema | {"title": "assessment, by an example of one instrument"}


def _example() -> Instrument:
    return shipped_catalogue().newest(EXAMPLE, today())


def example_value(item: Item) -> Any:  # noqa: PLR0911  one case a kind
    """Return an answer that shows something: the second step of a rating."""
    match item.value_kind:
        case Kind.RATING:
            return item.choices[min(1, len(item.choices) - 1)].code
        case Kind.CHOICE:
            return item.choices[0].code
        case Kind.CHOICES:
            return [item.choices[0].code]
        case Kind.YES_NO:
            return True
        case Kind.COUNT | Kind.NUMBER:
            return _example_amount(item.limits)
        case Kind.DATE:
            return DAY
        case _:
            return TEXT[: item.limits.longest]


def _example_amount(limits: Limits) -> int:
    """Return one of what may be none, so that parts stay within their whole; or few."""
    least, most = limits.least or 0, limits.most
    usual = 1 if limits.least == 0 else FEW
    return int(max(least, usual if most is None else min(most, usual)))


def _schema(item: Item) -> dict[str, Any]:
    value = {"title": wording(item.label), **_value_schema(item)}
    backed = {
        "type": "object",
        "required": ["value"],
        "additionalProperties": False,
        "properties": {
            "value": value,
            "evidence": {"type": "string"},
            "note": {"type": "string"},
        },
    }
    return {"anyOf": [value, backed, STILL_TRUE]}


def _value_schema(item: Item) -> dict[str, Any]:  # noqa: PLR0911  one case a kind
    codes = [choice.code for choice in item.choices]
    match item.value_kind:
        case Kind.RATING | Kind.CHOICE:
            return {"enum": codes}
        case Kind.CHOICES:
            return {"type": "array", "items": {"enum": codes}}
        case Kind.YES_NO:
            return {"type": "boolean"}
        case Kind.COUNT:
            return {"type": "integer", **_limits_schema(item)}
        case Kind.NUMBER:
            return {"type": "number", **_limits_schema(item)}
        case Kind.DATE:
            return {"type": "string", "format": "date"}
        case _:
            longest = item.limits.longest
            return {"type": "string"} | ({"maxLength": longest} if longest else {})


def _limits_schema(item: Item) -> dict[str, Any]:
    limits = {"minimum": item.limits.least, "maximum": item.limits.most}
    return {name: limit for name, limit in limits.items() if limit is not None}


def _override_schema(instrument: Instrument) -> dict[str, Any]:
    return {
        "type": "object",
        "required": ["band", "reason", "authoriser"],
        "additionalProperties": False,
        "properties": {
            "band": {"enum": [band.code for band in instrument.bands]},
            "reason": {"type": "string", "minLength": 1},
            "authoriser": {"type": "string", "minLength": 1},
        },
    }
