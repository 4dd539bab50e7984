"""ARP, VRP and SVRP against published rows; static and dynamic never mixed."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.score import score_input
from tests.assessments.published import published_rows, shared_rows

TOOLS = ("arp", "vrp", "svrp")
ROWS = [
    *published_rows("arp_vrp_svrp.json"),
    *published_rows("arp_vrp_svrp_more.json"),
    *shared_rows("arp_vrp_svrp.json"),
]

CASE: dict[str, Any] = {
    "assessment_date": "2026-01-01",
    "sex": "male",
    "date_of_birth": "1990-05-01",
    "date_of_current_conviction": "2025-01-10",
    "date_at_start_of_follow_up": "2025-03-01",
    "age_at_first_sanction": 16,
    "total_sanctions_including_current": 9,
    "violent_sanctions": 2,
    "offence_category": "theft_non_motor",
}
ANSWERS: dict[str, Any] = {
    "offence_involved_weapon": True,
    "accommodation_suitability_problem": "some",
    "unemployed": True,
    "relationship_with_partner_problem": "significant",
    "domestic_abuse_perpetrator": False,
    "live_in_relationship": True,
    "regular_activities_encourage_offending": "some",
    "motivation_to_tackle_drugs": "partial",
    "current_alcohol_problem": "none",
    "binge_or_excessive_alcohol": "none",
    "impulsivity": "some",
    "temper_control": "some",
    "pro_criminal_attitudes": "none",
    "drugs": {"crack": True, "heroin": False},
    "previous_convictions": ["robbery"],
}


def probability(tool: str, **change: Any) -> float:
    found = score_input(tool, CASE | change)["outputs"]["p_2yr"]
    assert isinstance(found, float)
    return found


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("vector", ROWS)
@pytest.mark.parametrize("kind", ["static", "dynamic"])
def test_a_published_row_comes_out_the_same(
    vector: dict[str, Any], tool: str, kind: str
) -> None:
    said = vector["input"] if kind == "dynamic" else vector["input"] | {"dynamic": None}

    found = score_input(tool, said)

    expected = vector["expected"][f"{tool}_{kind}"]
    tolerance = vector["tolerance_abs"]
    assert found["kind"] == kind
    assert found["outputs"]["p_2yr"] == pytest.approx(expected, abs=tolerance, rel=0)


@pytest.mark.parametrize(
    ("tool", "missing"),
    [("arp", "impulsivity"), ("vrp", "temper_control"), ("svrp", "temper_control")],
)
def test_one_missing_answer_makes_it_static_and_says_which(
    tool: str, missing: str
) -> None:
    found = score_input(tool, CASE | {"dynamic": ANSWERS | {missing: None}})

    assert (found["kind"], found["missing"]) == ("static", [missing])
    assert found["outputs"]["p_2yr"] == probability(tool)


def test_answers_that_a_tool_does_not_use_do_not_make_it_static() -> None:
    found = score_input("arp", CASE | {"dynamic": ANSWERS | {"temper_control": None}})

    assert found["kind"] == "dynamic"


def test_a_drug_that_is_ticked_needs_the_motivation() -> None:
    said = CASE | {"dynamic": ANSWERS | {"motivation_to_tackle_drugs": None}}

    with pytest.raises(Rejected) as refused:
        score_input("arp", said)

    assert refused.value.code == "motivation_missing_while_a_drug_is_ticked"


def test_no_motivation_is_needed_where_no_drug_is_used() -> None:
    answers = ANSWERS | {"motivation_to_tackle_drugs": None, "drugs": {}}

    assert score_input("arp", CASE | {"dynamic": answers})["kind"] == "dynamic"


def test_several_of_the_other_drugs_count_once() -> None:
    one = ANSWERS | {"drugs": {"spice": True}}
    three = ANSWERS | {"drugs": {"spice": True, "ketamine": True, "solvents": True}}

    assert probability("vrp", dynamic=one) == probability("vrp", dynamic=three)


def test_drugs_without_a_number_change_nothing() -> None:
    none = ANSWERS | {"drugs": {}}
    ecstasy = ANSWERS | {"drugs": {"ecstasy": True, "amphetamines": True}}

    assert probability("vrp", dynamic=none) == probability("vrp", dynamic=ecstasy)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"total_sanctions_including_current": 0}, "total_sanctions_below_1"),
        ({"total_sanctions_including_current": 1000}, "total_sanctions_above_999"),
        ({"violent_sanctions": 10}, "violent_sanctions_above_total_sanctions"),
        ({"violent_sanctions": -1}, "violent_sanctions_below_0"),
        ({"age_at_first_sanction": 110}, "age_at_first_sanction_above_109"),
        (
            {"age_at_first_sanction": 40},
            "age_at_first_sanction_after_age_at_current_conviction",
        ),
        (
            {"date_of_current_conviction": "2026-04-02"},
            "date_of_current_conviction_over_3_months_after_assessment_date",
        ),
        (
            {"date_at_start_of_follow_up": "1990-05-01"},
            "date_at_start_of_follow_up_not_after_date_of_birth",
        ),
        (
            {"date_at_start_of_follow_up": "2100-05-01"},
            "age_at_start_of_follow_up_above_109",
        ),
        ({"offence_category": "piracy"}, "unknown_offence_category"),
        ({"sex": "other"}, "sex_not_covered"),
        ({"assessment_date": None}, "missing_input"),
    ],
)
def test_what_the_rules_reject_is_named(
    tool: str, change: dict[str, Any], code: str
) -> None:
    with pytest.raises(Rejected) as refused:
        score_input(tool, CASE | change)

    assert refused.value.code == code


def test_ages_without_dates_need_the_offence_free_months_and_it_says_so() -> None:
    ages = {"date_of_current_conviction": None, "age_at_current_conviction": 34}
    ages |= {"date_at_start_of_follow_up": None, "age_at_start_of_follow_up": 34}

    with pytest.raises(Rejected, match="without: offence free months") as refused:
        score_input("arp", CASE | ages)

    assert refused.value.field == "offence_free_months_capped_36"


def test_a_conviction_three_months_ahead_is_still_taken() -> None:
    ahead = {"date_of_current_conviction": "2026-04-01"}

    assert 0 < probability("arp", **ahead) < 1


def test_follow_up_in_the_future_counts_no_months() -> None:
    future = {"date_at_start_of_follow_up": "2026-02-01"}
    given_none = {"date_at_start_of_follow_up": "2026-02-01"} | {
        "offence_free_months_capped_36": 0
    }

    assert probability("arp", **future) == probability("arp", **given_none)


def test_more_than_36_offence_free_months_count_as_36() -> None:
    long_ago = {"date_of_current_conviction": "2015-01-10"}
    long_ago |= {"date_at_start_of_follow_up": "2016-01-01"}

    capped = probability("svrp", **long_ago, offence_free_months_capped_36=36)

    assert probability("svrp", **long_ago) == capped


def test_without_a_start_of_follow_up_the_conviction_date_serves() -> None:
    same = {"date_at_start_of_follow_up": CASE["date_of_current_conviction"]}

    absent = probability("arp", date_at_start_of_follow_up=None)

    assert absent == probability("arp", **same)


def test_a_violence_category_needs_its_sub_category() -> None:
    with pytest.raises(Rejected) as refused:
        score_input("svrp", CASE | {"offence_category": "violence_against_the_person"})

    assert refused.value.field == "violence_subcategory"


def test_never_violent_does_not_take_the_logarithm_of_nought() -> None:
    assert 0 < probability("vrp", violent_sanctions=0) < 1


@given(st.sampled_from(TOOLS), st.integers(1, 300), st.integers(0, 30), st.booleans())
def test_every_score_is_a_probability_and_its_percentage_has_two_decimals(
    tool: str, total: int, violent: int, woman: bool
) -> None:
    found = score_input(
        tool,
        CASE
        | {
            "sex": "female" if woman else "male",
            "total_sanctions_including_current": total,
            "violent_sanctions": min(violent, total),
        },
    )

    percent = found["outputs"]["percent_2yr"]
    assert 0 < found["outputs"]["p_2yr"] < 1
    assert percent == round(percent, 2)
    assert 0 <= percent <= 99.99
    assert found["band"] in ("low", "medium", "high", "very_high")
