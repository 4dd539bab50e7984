"""A form of a score says what `iomdesk score` says to the same answers."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from hashlib import sha256
from typing import Any

import pytest

from iomdesk.assessments.ages import completed_years
from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.assessment import Facts, NotApplicable, refuse_others
from iomdesk.assessments.conditions import visible
from iomdesk.assessments.form import dormant
from iomdesk.assessments.formulas.sexual import COUNTS
from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.instrument import Instrument, Item
from iomdesk.assessments.loading import find_instrument
from iomdesk.assessments.said import conviction_note, kind_note
from iomdesk.assessments.score import score_input
from iomdesk.assessments.scoring import printed, score
from iomdesk.errors import InputRefused
from iomdesk.packs.linting import faults
from iomdesk.resources import resource_text
from tests.assessments.published import published_rows, shared_rows

NOT_ASKED = ("violent_sanctions", "dynamic.", "date_", "total_", "supervision")
"""Inputs that one tool has a use for and another has not."""
REOFFENDING = ("arp_vrp_svrp.json", "arp_vrp_svrp_more.json")
OTHERS = [row.values[0] for row in published_rows("others.json")]
FIT = {"ovp": 4, "ogp": 5, "osp_dc": 5, "osp_iic": 5, "tier": 70, "needs": 31}

WOMAN_STATIC = {
    "sex": "female",
    "date_of_birth": "1991-05-04",
    "age_at_first_sanction": 17,
    "total_sanctions_including_current": 3,
    "assessment_date": "2026-03-02",
    "date_of_current_conviction": "2025-11-03",
    "offence_category": "theft_non_motor",
}
WOMAN_SAID = WOMAN_STATIC | {
    "violent_sanctions": 1,
    "ever_committed_sexual_offence": False,
}
ALL_OF_SVRP = {
    "offence_involved_weapon": False,
    "accommodation_suitability_problem": "some",
    "unemployed": True,
    "current_alcohol_problem": "none",
    "temper_control": "some",
    "pro_criminal_attitudes": "none",
    "previous_convictions": [],
}


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
        aliases = instrument.tables.get("offence_map", {}).get("aliases", {})
        said_category = flat["offence_category"]
        flat["offence_category"] = aliases.get(said_category, said_category)
    if "answers" in flat:
        flat |= _needs(flat.pop("answers"))
    if "drugs" in inner:
        inner = inner | {
            "drugs": [drug for drug, used in inner["drugs"].items() if used]
        }
    if "previous_convictions" in inner:
        inner = inner | {
            "previous_convictions": inner["previous_convictions"] or ["none"]
        }
    return flat | {f"dynamic.{code}": value for code, value in inner.items()}


def _needs(answers: Mapping[str, str]) -> dict[str, Any]:
    """Return a row's words in those of the form, which asks how motivated one is."""
    steps = {"none": "full", "some": "partial", "significant": "no"}
    said: dict[str, Any] = {f"answers.{code}": word for code, word in answers.items()}
    for code, word in said.items():
        said[code] = word == "yes" if word in ("yes", "no") else word
    if "answers.motivation" in said:
        said["answers.motivation"] = steps[answers["motivation"]]
    return said


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


WOMAN = Facts(sex="female", born_on=date(1991, 5, 4))
CHILD = Facts(sex="male", born_on=date(2010, 5, 4))
ON = date(2026, 3, 2)


@pytest.mark.parametrize("code", ["osp_dc", "osp_iic"])
def test_osp_is_not_applicable_to_a_woman_and_says_what_counts_instead(
    code: str,
) -> None:
    with pytest.raises(NotApplicable, match=r"adds 0\.38 percentage points to RSR"):
        refuse_others(find_instrument(code), WOMAN, ON)


@pytest.mark.parametrize("code", ["csrp", "rsr"])
def test_a_woman_with_a_sexual_history_is_asked_no_counts_and_adds_a_constant(
    code: str,
) -> None:
    instrument = find_instrument(code)
    said = WOMAN_SAID | {"ever_committed_sexual_offence": True}
    with_it = _scored(instrument, said)
    without = _scored(instrument, WOMAN_SAID)

    added = Decimal(with_it["percent_2yr"]) - Decimal(without["percent_2yr"])
    answers = {c: answer_of(_item(instrument, c), v) for c, v in said.items()}
    assert added == Decimal("0.38")
    assert not set(COUNTS) & visible(instrument, answers)


def test_ovp_is_for_adults() -> None:
    with pytest.raises(NotApplicable, match="convicted adults only"):
        refuse_others(find_instrument("ovp"), CHILD, ON)


def test_a_score_is_static_and_names_what_is_missing_until_all_is_answered() -> None:
    arp = find_instrument("arp")
    found = score(arp, _answers(arp, WOMAN_STATIC))
    assert found is not None

    note = kind_note(arp, found, most=2)
    assert note == (
        "Static. Still missing: Suitability of accommodation; Unemployed; and 8 more."
    )
    assert "Pro-criminal attitudes" in str(kind_note(arp, found))


def test_a_score_with_every_answer_is_dynamic() -> None:
    svrp = find_instrument("svrp")
    said = WOMAN_STATIC | {"violent_sanctions": 1, "dynamic": ALL_OF_SVRP}
    found = score(svrp, _answers(svrp, said))

    assert found is not None
    assert kind_note(svrp, found) == "Dynamic."


def test_no_earlier_conviction_and_one_of_them_contradict_each_other() -> None:
    svrp = find_instrument("svrp")
    past = {"previous_convictions": ["none", "arson"]}
    said = WOMAN_STATIC | {"violent_sanctions": 1, "dynamic": ALL_OF_SVRP | past}

    with pytest.raises(Rejected, match="None of these"):
        score(svrp, _answers(svrp, said))


def test_nobody_is_refused_for_want_of_a_conviction_but_the_form_says_it() -> None:
    arp = find_instrument("arp")
    refuse_others(arp, Facts(), ON)

    assert "convicted men and women only" in str(conviction_note(arp))
    assert conviction_note(find_instrument("pathway-needs")) is None


def test_the_digest_covers_the_numbers_of_the_parts() -> None:
    file = "instruments/csrp-4.1.toml"
    text = resource_text(file)
    svrp = sha256(resource_text("instruments/svrp-4.1.toml").encode()).hexdigest()
    assert svrp in text

    (fault,) = faults(text.replace(svrp, "0" * 64), file)

    assert fault.place == "tables.parts.svrp"
    assert "is not the file that the instrument was made for" in fault.text


@pytest.mark.parametrize("said", ["7", '{ svrp = "4.1" }', "{ svrp = { file = 1 } }"])
def test_a_part_without_its_file_is_refused(said: str) -> None:
    text = resource_text("instruments/csrp-4.1.toml")
    before, _, _ = text.partition("[tables.parts.svrp]")

    (fault,) = faults(f"{before}parts = {said}\n", "csrp.toml")

    assert fault.kind == "unreadable"
    assert fault.place.startswith("tables.parts")


def _item(instrument: Instrument, code: str) -> Item:
    item = instrument.item(code)
    assert item is not None
    return item


def _scored(instrument: Instrument, said: Mapping[str, Any]) -> Mapping[str, str]:
    found = score(instrument, _answers(instrument, said))
    assert found is not None
    return found.outputs
