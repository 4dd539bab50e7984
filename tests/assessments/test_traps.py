"""The traps that the scoring notes warn of, one test each, in their order."""

from math import log
from typing import Any

import pytest

from iomdesk.assessments.inputs import Rejected, known
from iomdesk.assessments.numbers import formula_numbers
from iomdesk.assessments.rounding import half_up, percent_to_2, whole_percent
from iomdesk.assessments.score import score_input
from tests.assessments.test_ogrs3 import CASE as OGRS3
from tests.assessments.test_reoffending import ANSWERS, probability
from tests.assessments.test_reoffending import CASE as VIOLENCE
from tests.assessments.test_sexual_scores import BOTH, NO_COUNTS
from tests.assessments.test_sexual_scores import CASE as SEXUAL

TOTAL = "total_sanctions_including_current"


def logit(probability: float) -> float:
    return log(probability / (1 - probability))


def numbers_of(tool: str) -> Any:
    return formula_numbers(tool).data


def test_1_halves_go_up_and_not_to_the_even_digit() -> None:
    assert [int(half_up(x)) for x in (0.5, 1.5, 2.5)] == [1, 2, 3]
    assert whole_percent(0.125) == 13
    # OGRS3 rounds to 5 decimals first, and then the percentage.
    assert [whole_percent(p) for p in (0.124996, 0.124994)] == [13, 12]
    assert str(percent_to_2(0.00125)) == "0.13"
    # In binary 2.675 lies below itself; the printed digits decide.
    assert str(half_up(2.675, 2)) == "2.68"


def test_2_previous_sanctions_are_one_less_than_all_of_them() -> None:
    all_of_them = OGRS3 | {TOTAL: 5}
    previous = OGRS3 | {TOTAL: None, "previous_sanctions": 4}

    found = [score_input("ogrs3", said)["outputs"] for said in (all_of_them, previous)]

    assert found[0] == found[1]


def test_3_ogrs3_has_two_ages_and_the_tools_of_2026_an_age_and_two_spans() -> None:
    numbers = numbers_of("vrp")["static"]
    at_30, at_31 = {"age_at_start_of_follow_up": 30}, {"age_at_start_of_follow_up": 31}
    undated = {"date_of_birth": None, "age_at_current_conviction": 34}
    undated |= {"offence_free_months_capped_36": 10}

    younger, older = (probability("vrp", **undated, **at) for at in (at_30, at_31))

    steps = sum(
        number * (31**power - 30**power)
        for power, number in enumerate(numbers["age_male"], start=1)
    )
    assert logit(older) - logit(younger) == pytest.approx(steps, abs=1e-9)


@pytest.mark.parametrize("tool", ["arp", "vrp", "svrp"])
@pytest.mark.parametrize("sex", ["male", "female"])
def test_4_a_second_sanction_has_its_constant_and_the_years_between(
    tool: str, sex: str
) -> None:
    numbers = numbers_of(tool)["static"]
    person = {"sex": sex, "violent_sanctions": 0}
    at_conviction = {"age_at_first_sanction": 34}

    first = probability(tool, **person, **at_conviction, **{TOTAL: 1})
    second = probability(tool, **person, **at_conviction, **{TOTAL: 2})
    later = probability(tool, **person, age_at_first_sanction=29, **{TOTAL: 2})

    step = numbers["per_sanction"] + numbers["second_sanction"]
    step -= numbers["first_sanction"]
    assert logit(second) - logit(first) == pytest.approx(step, abs=1e-9)
    gap = 5 * numbers[f"gap_{sex}"]
    assert logit(later) - logit(second) == pytest.approx(gap, abs=1e-9)


@pytest.mark.parametrize("tool", ["vrp", "svrp", "rsr"])
def test_5_no_violence_takes_no_logarithm_of_nought(tool: str) -> None:
    said = (VIOLENCE if tool != "rsr" else BOTH) | {"violent_sanctions": 0}

    labels = [line["label"] for line in score_input(tool, said)["working"]]

    assert any(label.endswith("Never violent, male") for label in labels)
    assert not any("Violent rate" in label for label in labels)


@pytest.mark.parametrize(
    ("start", "months"), [("2026-06-01", 0), ("2025-03-01", 10), ("2015-02-01", 36)]
)
def test_6_offence_free_months_are_never_below_nought_or_above_36(
    start: str, months: int
) -> None:
    given = {
        "offence_free_months_capped_36": months,
        "date_of_current_conviction": None,
    }
    said = {"date_at_start_of_follow_up": start, "age_at_current_conviction": 34}

    reckoned = probability("arp", **said, date_of_current_conviction="2024-06-01")

    assert reckoned == probability("arp", **said, **given)


@pytest.mark.parametrize("tool", ["arp", "vrp", "svrp"])
def test_7_a_missing_answer_makes_it_static_and_a_missing_fact_no_score(
    tool: str,
) -> None:
    answers = ANSWERS | {"unemployed": None}

    found = score_input(tool, VIOLENCE | {"dynamic": answers})

    assert (found["kind"], found["missing"]) == ("static", ["unemployed"])
    with pytest.raises(Rejected, match="There is no score without: age at first"):
        score_input(
            tool, VIOLENCE | {"dynamic": ANSWERS, "age_at_first_sanction": None}
        )


def test_8_osp_dc_is_banded_by_points_and_the_others_by_the_rounded_percentage() -> (
    None
):
    osp = score_input("osp_dc", SEXUAL | {"current_offence_stranger_victim": True})
    tables = formula_numbers("arp").tables(None)

    below, above = (known(tables.band(percent_to_2(p))) for p in (0.4999499, 0.49995))

    assert (osp["outputs"]["points"], osp["band"]) == (30, "high")
    assert (below.code, above.code) == ("low", "medium")


@pytest.mark.parametrize("tool", ["rsr", "csrp"])
def test_9_not_applicable_is_no_nought_though_it_adds_nothing(tool: str) -> None:
    nothing = NO_COUNTS | {"ever_committed_sexual_offence": False}

    found = score_input(tool, BOTH | nothing)

    first, *sexual = found["outputs"]["parts"].values()
    assert [part["percent"] for part in sexual] == [None, None]
    assert all(part["not_applicable"] for part in sexual)
    assert found["outputs"]["percent"] == first["percent"]
    said = [line["value"] for line in found["working"] if "OSP" in line["label"]]
    assert "not applicable, adds nothing" in said


@pytest.mark.parametrize("tool", ["rsr", "csrp"])
def test_10_a_woman_has_no_osp_but_her_history_adds_0_38(tool: str) -> None:
    woman = BOTH | {"sex": "female"}
    without = NO_COUNTS | {"ever_committed_sexual_offence": False}

    more = score_input(tool, woman)["outputs"]["percent"]
    less = score_input(tool, woman | without)["outputs"]["percent"]

    assert score_input("osp_dc", woman)["outputs"] == {}
    assert more - less == pytest.approx(0.38)


def test_11_one_person_has_a_figure_for_each_version_and_each_says_which() -> None:
    said = BOTH | {"dynamic": ANSWERS, "offence_category": "acquisitive_violence"}

    found = [
        score_input("rsr", said | {"version": version})
        for version in (None, "2013-sheet", "oasys")
    ]
    found.append(score_input("csrp", said))

    versions = [f"{one['instrument']} {one['version']}" for one in found]
    assert versions == ["rsr 2013", "rsr 2013+2013-sheet", "rsr 2013+oasys", "csrp 4.1"]
    assert len({one["outputs"]["p_2yr"] for one in found}) == len(found)
