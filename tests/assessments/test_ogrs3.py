"""OGRS3 against published rows, and every rule at its edges."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.score import score_input
from tests.assessments.published import (
    expected_of,
    published_rows,
    said_of,
    shared_rows,
)

TOTAL = "total_sanctions_including_current"
CASE: dict[str, Any] = {
    "sex": "male",
    "age_at_start_of_follow_up": 30,
    "age_at_current_conviction": 30,
    "age_at_first_sanction": 20,
    TOTAL: 5,
    "offence_category": "theft_non_motor",
}


@pytest.mark.parametrize(
    "vector",
    [
        *published_rows("ogrs3.json"),
        *published_rows("ogrs3_more.json"),
        *shared_rows("ogrs3.json"),
    ],
)
def test_a_published_row_comes_out_the_same(vector: dict[str, Any]) -> None:
    assert said_of("ogrs3", vector) == expected_of(vector)


@pytest.mark.parametrize(
    ("change", "code", "field"),
    [
        ({TOTAL: 0}, "total_sanctions_below_1", None),
        (
            {TOTAL: 1000},
            "total_sanctions_above_999",
            None,
        ),
        ({"age_at_first_sanction": 31}, None, "age_at_first_sanction"),
        ({"age_at_first_sanction": 9}, "age_at_first_sanction_below_10", None),
        ({"age_at_current_conviction": 9}, "age_at_current_conviction_below_10", None),
        ({"age_at_start_of_follow_up": 9}, "age_at_start_of_follow_up_below_10", None),
        ({"sex": "unknown"}, "sex_not_covered", "sex"),
        ({"sex": None}, "missing_input", "sex"),
        ({"offence_category": None}, "missing_input", "offence_category"),
        ({"offence_category": "piracy"}, "unknown_offence_category", None),
        ({"current_disposal": "caution"}, "caution_not_computed", "current_disposal"),
        ({"previous_sanctions": 5}, None, "previous_sanctions"),
        ({TOTAL: "5"}, None, None),
        ({TOTAL: True}, None, None),
        ({TOTAL: 2.5}, None, None),
    ],
)
def test_what_the_rules_reject_is_named_and_never_a_number(
    change: dict[str, Any], code: str | None, field: str | None
) -> None:
    with pytest.raises(Rejected) as refused:
        score_input("ogrs3", CASE | change)

    assert code in (None, refused.value.code)
    assert field in (None, refused.value.field)


@pytest.mark.parametrize(
    ("offence", "code"),
    [
        ("00801", "offence_category_needed"),
        ("00000", "unknown_offence_code"),
        ("12", "home_office_code_not_5_digits"),
    ],
)
def test_an_offence_code_that_does_not_settle_the_category_is_not_guessed(
    offence: str, code: str
) -> None:
    given_code = CASE | {"offence_category": None, "home_office_code": offence}

    with pytest.raises(Rejected) as refused:
        score_input("ogrs3", given_code)

    assert refused.value.code == code


def test_a_class_of_several_categories_names_the_likeliest_and_asks() -> None:
    said = CASE | {"offence_category": None, "home_office_code": "00401"}

    with pytest.raises(Rejected, match=r"most often “violence” \(53% of its codes\)"):
        score_input("ogrs3", said)


def test_an_offence_code_of_one_category_finds_it() -> None:
    by_code = CASE | {"offence_category": None, "home_office_code": "03400"}

    found = score_input("ogrs3", by_code | {"home_office_code": "00301"})

    named = score_input("ogrs3", CASE | {"offence_category": "violence"})
    assert found["outputs"] == named["outputs"]


def test_birth_on_the_day_of_conviction_is_refused() -> None:
    dates = {"date_of_birth": "2001-05-01", "date_of_current_conviction": "2001-05-01"}

    with pytest.raises(Rejected) as refused:
        score_input("ogrs3", dates)

    assert refused.value.code == "date_of_current_conviction_not_after_date_of_birth"


def test_the_rate_takes_the_age_at_conviction_and_the_row_the_age_at_follow_up() -> (
    None
):
    later = score_input("ogrs3", CASE | {"age_at_start_of_follow_up": 34})
    older = score_input("ogrs3", CASE | {"age_at_current_conviction": 34})

    now = score_input("ogrs3", CASE)
    assert later["outputs"] == now["outputs"]
    assert older["outputs"]["p_2yr"] < now["outputs"]["p_2yr"]


def test_previous_sanctions_are_capped_only_in_the_version_of_the_2013_sheet() -> None:
    many = CASE | {TOTAL: 81}
    fifty = CASE | {TOTAL: 51}

    sheet = score_input("ogrs3", many | {"version": "2013-sheet"})

    assert sheet["outputs"] == score_input("ogrs3", fifty)["outputs"]
    assert sheet["version"] == "1+2013-sheet"
    assert score_input("ogrs3", many)["outputs"]["p_2yr"] > sheet["outputs"]["p_2yr"]


def test_a_version_that_there_is_not_is_refused() -> None:
    with pytest.raises(Rejected, match="no version “2021”"):
        score_input("ogrs3", CASE | {"version": "2021"})


@pytest.mark.parametrize(
    ("total", "band"), [(1, "low"), (9, "medium"), (16, "high"), (60, "very_high")]
)
def test_the_band_is_that_of_the_two_year_percentage(total: int, band: str) -> None:
    found = score_input("ogrs3", CASE | {TOTAL: total})

    assert found["band"] == band


def test_the_working_can_be_followed_by_hand() -> None:
    working = score_input("ogrs3", CASE)["working"]

    said = {line["label"]: line["value"] for line in working}
    assert said["Rate of sanctions: ln((4 + 1) ÷ (10 + 30 − 20))"].startswith(
        "ln(5 ÷ 20)"
    )
    assert said["Age and sex: male, 30-34"] == "-1.325976554"
    assert said["Intercept, two years"] == "2.121705678"


def test_a_score_is_never_official() -> None:
    found = score_input("ogrs3", CASE)

    assert found["official"] is False
    assert found["notice"] == "calculated outside OASys – not an official score"


@given(
    st.sampled_from(["male", "female"]),
    st.integers(10, 80),
    st.integers(0, 60),
    st.integers(1, 300),
)
def test_more_sanctions_never_lower_the_score(
    sex: str, first: int, years: int, total: int
) -> None:
    case = CASE | {
        "sex": sex,
        "age_at_first_sanction": first,
        "age_at_current_conviction": min(first + years, 109),
        "age_at_start_of_follow_up": min(first + years, 109),
    }

    fewer, more = score_input(
        "ogrs3",
        [case | {TOTAL: n} for n in (total, total + 1)],
    )

    for name, value in fewer["outputs"].items():
        assert value <= more["outputs"][name]
    assert 0 < fewer["outputs"]["p_1yr"] < fewer["outputs"]["p_2yr"] < 1
