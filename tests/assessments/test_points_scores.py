"""OVP, OGP, need sections, DASH and tier at their limits."""

from typing import Any

import pytest

from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.score import score_input

OVP: dict[str, Any] = {
    "sex": "male",
    "age_at_start_of_follow_up": 30,
    "total_sanctions_including_current": 9,
    "violent_sanctions": 2,
    "recognises_impact_on_others": False,
    "no_fixed_abode_or_transient": True,
    "unemployed": True,
    "current_alcohol_problem": "some",
    "binge_or_excessive_alcohol": "none",
    "current_psychiatric_treatment": False,
    "temper_control_problem": "some",
    "pro_criminal_attitudes": "significant",
}
OGP: dict[str, Any] = {
    "ogrs3_2yr_percent": 55,
    "no_fixed_abode_or_transient": True,
    "unemployed": True,
    "regular_activities_encourage_offending": "some",
    "current_drug_misuse": "some",
    "motivation_to_tackle_drugs": "full",
    "problem_solving": "some",
    "aware_of_consequences": "some",
    "understands_others_views": "some",
    "pro_criminal_attitudes": "some",
}
TIER: dict[str, Any] = {
    "has_active_event": True,
    "arp": 10,
    "csrp": 0.2,
    "arp_type": "dynamic",
    "csrp_type": "dynamic",
    "rosh": "low",
    "mappa": False,
    "today": "2026-06-10",
}


def points(name: str, said: dict[str, Any], **change: Any) -> int:
    found = score_input(name, said | change)["outputs"]["points"]
    assert isinstance(found, int)
    return found


def test_ovp_adds_up_and_takes_the_band_of_two_years() -> None:
    found = score_input("ovp", OVP)

    assert found["outputs"]["points"] == 5 + 7 + 3 + 10 + 5 + 4 + 4 + 4 + 3 + 3 + 6
    assert (found["outputs"]["percent_2yr"], found["band"]) == (51, "medium")


@pytest.mark.parametrize(
    ("violent", "more"),
    [(0, 0), (1, 4), (5, 12), (6, 13), (17, 24), (18, 25), (99, 25)],
)
def test_ovp_points_for_violent_sanctions(violent: int, more: int) -> None:
    total = {"total_sanctions_including_current": violent + 1}

    none = points("ovp", OVP, violent_sanctions=0, total_sanctions_including_current=1)

    assert points("ovp", OVP, violent_sanctions=violent, **total) == none + more


@pytest.mark.parametrize(
    ("drink", "binge", "more"),
    [("none", "none", 0), ("some", "none", 3), ("some", "some", 5)],
)
def test_ovp_rounds_alcohol_up(drink: str, binge: str, more: int) -> None:
    said = {"current_alcohol_problem": drink, "binge_or_excessive_alcohol": binge}

    assert points("ovp", OVP, **said) == 51 + more


def test_ovp_is_for_adults() -> None:
    with pytest.raises(Rejected) as refused:
        score_input("ovp", OVP | {"age_at_start_of_follow_up": 17})

    assert refused.value.code == "age_at_start_of_follow_up_below_18"
    assert "not applicable to people under 18" in str(refused.value)


def test_ogp_rounds_half_up_where_python_would_not() -> None:
    assert points("ogp", OGP) == 33 + 5 + 5 + 3 + 4 + 3 + 3


@pytest.mark.parametrize("word", ["sometimes", "some"])
def test_ogp_takes_awareness_in_either_wording(word: str) -> None:
    assert points("ogp", OGP, aware_of_consequences=word) == points("ogp", OGP)


@pytest.mark.parametrize("name", sorted(OGP))
def test_ogp_needs_every_answer(name: str) -> None:
    with pytest.raises(Rejected) as refused:
        score_input("ogp", OGP | {name: None})

    assert refused.value.code == "missing_input"


@pytest.mark.parametrize(
    ("answers", "level"),
    [
        ({"suitability": 1}, "none"),
        ({"no_fixed_abode": True}, "standard"),
        ({"no_fixed_abode": True, "suitability": 2, "permanence": 2}, "standard"),
        (
            {"no_fixed_abode": "yes", "suitability": 2, "permanence": 2, "location": 1},
            "severe",
        ),
    ],
)
def test_a_need_section_has_its_level(answers: dict[str, Any], level: str) -> None:
    found = score_input("needs", {"section": "Accommodation", "answers": answers})

    assert found["outputs"]["level"] == level


@pytest.mark.parametrize(
    ("answer", "points"), [("full", 0), ("partial", 1), ("no", 2), (2, 2)]
)
def test_no_motivation_is_a_need_and_not_the_lack_of_one(
    answer: object, points: int
) -> None:
    found = score_input(
        "needs", {"section": "drugs", "answers": {"motivation": answer}}
    )

    assert found["outputs"]["points"] == points


@pytest.mark.parametrize("answer", ["yes", "no", "sometimes", True])
def test_a_word_that_could_be_either_is_refused(answer: object) -> None:
    said = {"section": "thinking", "answers": {"recognises_problems": answer}}

    with pytest.raises(Rejected) as refused:
        score_input("needs", said)

    assert refused.value.field == "answers.recognises_problems"


def test_one_question_in_two_spellings_is_refused() -> None:
    said = {"section": "accommodation", "answers": {"location": 0, "Location": 2}}

    with pytest.raises(Rejected) as refused:
        score_input("needs", said)

    assert refused.value.code == "question_answered_twice"


def test_impulsivity_and_temper_do_not_count_as_thinking() -> None:
    answers = {"problem_solving": 2, "impulsivity": 2, "temper_control": 2}

    found = score_input("needs", {"section": "thinking", "answers": answers})

    assert found["outputs"]["points"] == 2


def test_a_section_without_answers_has_no_result() -> None:
    with pytest.raises(Rejected) as refused:
        score_input("needs", {"section": "drugs", "answers": {}})

    assert refused.value.code == "no_answers"


def test_the_new_format_has_limits_of_its_own() -> None:
    said = {"section": "accommodation", "answers": {"no_fixed_abode": True}}

    assert score_input("needs", said | {"version": "san"})["band"] == "none"


@pytest.mark.parametrize(
    ("ticks", "judged", "level", "refer"),
    [
        (1, False, "standard", False),
        (9, False, "standard", False),
        (10, False, "medium", False),
        (13, False, "medium", False),
        (14, False, "high", True),
        (3, True, "high", True),
        (20, False, "high", True),
    ],
)
def test_dash_counts_and_judgement_only_raises(
    ticks: int, judged: bool, level: str, refer: bool
) -> None:
    found = score_input("dash", {"ticks": ticks, "professional_judgement_high": judged})

    assert found["outputs"] == {"level": level, "refer_to_marac": refer}


@pytest.mark.parametrize("ticks", [0, 25, None])
def test_dash_without_a_defined_count_is_refused(ticks: int | None) -> None:
    with pytest.raises(Rejected):
        score_input("dash", {"ticks": ticks})


@pytest.mark.parametrize(
    ("change", "tier"),
    [
        ({}, "G"),
        ({"arp": 15}, "F"),
        ({"arp": 90, "csrp": 6.9}, "A"),
        ({"arp": 49.99, "csrp": 6.9}, "B"),
        ({"csrp": 1}, "E"),
        ({"domestic_abuse": True}, "E"),
        ({"stalking": True}, "F"),
        ({"ever_sexual_offence": True}, "E"),
        ({"rosh": "very_high"}, "C"),
        ({"rosh": "high"}, "D"),
        ({"rosh": "Very high", "dc_srp_band": "Not-applicable"}, "C"),
        ({"rosh": "very_high", "mappa": True}, "A"),
        ({"rosh": None, "mappa": True}, "E"),
        ({"dc_srp_band": "high", "dc_srp_score": 2.5}, "B"),
        ({"dc_srp_band": "medium", "dc_srp_score": 3.36}, "C"),
        ({"dc_srp_band": "medium", "dc_srp_score": 2.11}, "D"),
        ({"dc_srp_band": "medium", "dc_srp_score": 1.12}, "C"),
        ({"dc_srp_band": "medium", "dc_srp_score": 0.6}, "D"),
        ({"dc_srp_band": "low", "dc_srp_score": 0}, "G"),
        ({"lifer_ipp": True, "latest_release_date": "2025-06-10"}, "B"),
        ({"lifer_ipp": True, "latest_release_date": "2025-06-09"}, "D"),
        ({"lifer_ipp": True, "latest_release_date": "2021-06-09"}, "E"),
        ({"lifer_ipp": True}, "G"),
        ({"has_active_event": False}, "not supervised"),
        ({"arp": None}, "missing"),
    ],
)
def test_the_tier_is_the_highest_of_all_steps(
    change: dict[str, Any], tier: str
) -> None:
    assert score_input("tier", TIER | change)["outputs"]["tier"] == tier


@pytest.mark.parametrize(
    ("change", "provisional"),
    [
        ({}, False),
        ({"arp_type": "static", "csrp_type": "static"}, True),
        ({"arp_type": "static", "csrp_type": "static", "rosh": "very_high"}, True),
        (
            {
                "arp_type": "static",
                "csrp_type": "static",
                "rosh": "very_high",
                "mappa": True,
            },
            False,
        ),
        ({"arp_type": "static"}, True),
        ({"arp_type": "static", "rosh": "high"}, False),
        ({"rosh": None}, True),
        ({"rosh": None, "arp": 90, "csrp": 1}, False),
        ({"rosh": None, "mappa": True, "arp": 90, "csrp": 1}, True),
    ],
)
def test_a_tier_is_provisional_while_an_answer_could_raise_it(
    change: dict[str, Any], provisional: bool
) -> None:
    assert score_input("tier", TIER | change)["outputs"]["provisional"] is provisional


@pytest.mark.parametrize(
    ("change", "kind", "missing"),
    [
        ({}, "dynamic", []),
        ({"arp_type": "static", "rosh": None}, "static", ["rosh"]),
        ({"csrp_type": None}, "static", ["csrp_type"]),
        ({"arp": None, "csrp": None}, "static", ["arp", "csrp"]),
    ],
)
def test_a_tier_says_what_it_lacks(
    change: dict[str, Any], kind: str, missing: list[str]
) -> None:
    found = score_input("tier", TIER | change)

    assert (found["kind"], found["missing"]) == (kind, missing)


def test_a_medium_band_below_its_limits_is_refused() -> None:
    with pytest.raises(Rejected) as refused:
        score_input("tier", TIER | {"dc_srp_band": "medium", "dc_srp_score": 0.5})

    assert refused.value.code == "dc_srp_score_below_its_band"
