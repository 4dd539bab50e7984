"""A form of a score says what `iomdesk score` says to the same answers."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from iomdesk.assessments.ages import completed_years
from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.form import dormant
from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import find_instrument
from iomdesk.assessments.score import score_input
from iomdesk.assessments.scoring import printed, score
from iomdesk.errors import InputRefused
from tests.assessments.published import published_rows, shared_rows

NOT_ASKED = ("violent_sanctions", "dynamic.", "date_", "total_", "supervision")
"""Inputs that one tool has a use for and another has not."""
REOFFENDING = ("arp_vrp_svrp.json", "arp_vrp_svrp_more.json")
OTHERS = [row.values[0] for row in published_rows("others.json")]
FIT = {"ovp": 4, "ogp": 5, "osp_dc": 5, "osp_iic": 5, "tier": 70}


class DoesNotFitError(Exception):
    """The row gives what the form does not ask, or asks otherwise."""


def _answers(instrument: Instrument, said: Mapping[str, Any]) -> dict[str, Answer]:
    answers: dict[str, Answer] = {}
    for code, value in _flat(instrument, said).items():
        item = instrument.item(code)
        if item is None:
            if code.startswith(NOT_ASKED):
                continue
            raise DoesNotFitError(code)
        try:
            answers[code] = answer_of(item, value)
        except InputRefused as refusal:
            raise DoesNotFitError(code) from refusal
    if dormant(instrument, answers):
        raise DoesNotFitError
    return answers


def _flat(instrument: Instrument, said: Mapping[str, Any]) -> dict[str, Any]:
    flat = {code: value for code, value in said.items() if value is not None}
    inner = flat.pop("dynamic", {})
    if "date_of_first_sanction" in flat:
        born = date.fromisoformat(flat["date_of_birth"])
        first = date.fromisoformat(flat.pop("date_of_first_sanction"))
        flat["age_at_first_sanction"] = completed_years(born, first)
    if "offence_category" in flat:
        aliases = instrument.tables["offence_map"]["aliases"]
        said_category = flat["offence_category"]
        flat["offence_category"] = aliases.get(said_category, said_category)
    if "drugs" in inner:
        inner = inner | {
            "drugs": [drug for drug, used in inner["drugs"].items() if used]
        }
    if "previous_convictions" in inner:
        inner = inner | {
            "previous_convictions": inner["previous_convictions"] or ["none"]
        }
    return flat | {f"dynamic.{code}": value for code, value in inner.items()}


def _by_form(
    instrument: Instrument, answers: Mapping[str, Answer]
) -> Mapping[str, Any]:
    try:
        found = score(instrument, answers)
    except Rejected as refusal:
        return {"error": refusal.code}
    assert found is not None
    said = {"band": found.band, "kind": found.kind, "missing": list(found.missing)}
    return said | {"na": found.not_applicable, "outputs": found.outputs}


def _by_command(name: str, said: Mapping[str, Any]) -> Mapping[str, Any]:
    found = score_input(name, [said])[0]
    if "error" in found:
        return {"error": found["error"]["code"]}
    outputs = {code: printed(value) for code, value in found["outputs"].items()}
    kept = {name: found[name] for name in ("band", "kind", "missing")}
    return kept | {"na": found["not_applicable"], "outputs": _as_numbers(outputs)}


def _as_numbers(outputs: Mapping[str, str]) -> dict[str, Any]:
    return {code: _number(value) for code, value in outputs.items() if code != "parts"}


def _number(said: str) -> float | str:
    try:
        return float(said)
    except ValueError:
        return said


def _agree(name: str, said: Mapping[str, Any]) -> None:
    instrument = find_instrument(name)
    by_form = dict(_by_form(instrument, _answers(instrument, said)))
    if "outputs" in by_form:
        by_form["outputs"] = _as_numbers(by_form["outputs"])

    assert by_form == _by_command(name, said)


@pytest.mark.parametrize("name", ["arp", "vrp", "svrp"])
@pytest.mark.parametrize(
    "vector",
    [
        *(row for file in REOFFENDING for row in published_rows(file)),
        *shared_rows("arp_vrp_svrp.json"),
    ],
)
def test_a_published_row_of_the_2026_tools_comes_out_of_the_form(
    vector: dict[str, Any], name: str
) -> None:
    said = vector["input"]

    _agree(name, said)
    _agree(name, {**said, "dynamic": None})


@pytest.mark.parametrize("name", list(FIT))
def test_the_other_published_rows_come_out_of_their_forms(name: str) -> None:
    fitted = 0
    for vector in OTHERS:
        if vector["instrument"] != name:
            continue
        try:
            _agree(name, vector["input"])
        except DoesNotFitError:
            continue
        fitted += 1

    assert fitted >= FIT[name]
