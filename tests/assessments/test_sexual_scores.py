"""OSP/DC, OSP/IIC, RSR and CSRP: rows, points, reductions, and who has no score."""

from typing import Any

import pytest

from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.score import score_input
from tests.assessments.published import (
    expected_of,
    published_rows,
    said_of,
    shared_rows,
)
from tests.assessments.test_reoffending import CASE as VIOLENCE

CASE: dict[str, Any] = {
    "sex": "male",
    "date_of_birth": "1980-01-01",
    "assessment_date": "2026-01-01",
    "date_at_start_of_follow_up": "2025-01-01",
    "supervision": "community",
    "ever_committed_sexual_offence": True,
    "total_sanctions_including_current": 6,
    "contact_adult_sexual_sanctions": 1,
    "contact_child_sexual_sanctions": 0,
    "non_contact_sexual_sanctions_excl_images": 0,
    "indecent_image_or_indirect_child_sanctions": 1,
    "date_of_most_recent_sexual_sanction": "2010-01-01",
}
NO_COUNTS = {
    "contact_adult_sexual_sanctions": 0,
    "contact_child_sexual_sanctions": 0,
    "non_contact_sexual_sanctions_excl_images": 0,
    "indecent_image_or_indirect_child_sanctions": 0,
}
BOTH = VIOLENCE | CASE | {"date_of_birth": VIOLENCE["date_of_birth"]}


@pytest.mark.parametrize(
    "vector", published_rows("osp_dc.json") + shared_rows("osp_dc.json")
)
def test_a_published_row_of_osp_dc_comes_out_the_same(vector: dict[str, Any]) -> None:
    assert said_of("osp_dc", vector) == expected_of(vector)


@pytest.mark.parametrize("vector", published_rows("rsr.json"))
def test_a_published_row_of_snsv_comes_out_the_same(vector: dict[str, Any]) -> None:
    found = score_input("rsr", vector["input"])

    part = found["outputs"]["parts"]["snsv"]["p_2yr"]
    assert part == pytest.approx(vector["expected"]["snsv"], abs=1e-9, rel=0)
    assert found["kind"] == vector["expected"]["kind"]


@pytest.mark.parametrize(
    ("change", "points", "percent", "band"),
    [
        ({}, 26, 1.12, "medium"),
        ({"contact_adult_sexual_sanctions": 9}, 36, 5.31, "very_high"),
        ({"current_offence_stranger_victim": True}, 30, 2.11, "high"),
        ({"total_sanctions_including_current": 1}, 20, 0.43, "low"),
        ({"date_of_most_recent_sexual_sanction": "1996-01-01"}, 21, 0.51, "low"),
        ({"date_of_most_recent_sexual_sanction": "1995-12-31"}, 16, 0.23, "low"),
    ],
)
def test_points_make_the_band(
    change: dict[str, Any], points: int, percent: float, band: str
) -> None:
    found = score_input("osp_dc", CASE | change)

    assert found["outputs"]["points"] == points
    assert (found["outputs"]["percent"], found["band"]) == (percent, band)


FREE = {
    "date_of_most_recent_offence": "2010-01-01",
    "date_of_most_recent_sexual_offence": "2010-01-01",
    "date_at_start_of_follow_up": "2021-01-01",
}


def test_five_free_years_in_the_community_lower_the_band_and_not_the_score() -> None:
    found = score_input("osp_dc", CASE | FREE)

    custody = score_input("osp_dc", CASE | FREE | {"supervision": "custody"})
    assert (found["band"], found["outputs"]["band_reduced"]) == ("low", True)
    assert (custody["band"], custody["outputs"]["band_reduced"]) == ("medium", False)
    assert found["outputs"]["p_2yr"] == custody["outputs"]["p_2yr"]


@pytest.mark.parametrize("name", sorted(FREE))
def test_a_day_less_than_five_years_lowers_nothing(name: str) -> None:
    found = score_input("osp_dc", CASE | FREE | {name: "2021-01-02"})

    assert found["outputs"]["band_reduced"] is False


def test_a_sexual_sanction_within_five_years_lowers_nothing() -> None:
    recent: dict[str, Any] = {"date_of_most_recent_sexual_offence": None}
    recent |= {"date_of_most_recent_sexual_sanction": "2024-06-01"}

    found = score_input("osp_dc", CASE | FREE | recent)

    assert found["outputs"]["band_reduced"] is False


def test_without_a_start_of_follow_up_osp_takes_the_conviction() -> None:
    absent = {"date_at_start_of_follow_up": None}
    convicted = {"date_of_current_conviction": CASE["date_at_start_of_follow_up"]}

    found = score_input("osp_dc", CASE | absent | convicted)

    assert found["outputs"] == score_input("osp_dc", CASE)["outputs"]


@pytest.mark.parametrize(
    "name", ["date_of_most_recent_offence", "date_of_most_recent_sexual_offence"]
)
def test_a_day_before_birth_is_refused(name: str) -> None:
    with pytest.raises(Rejected) as refused:
        score_input("osp_dc", CASE | {name: "1979-12-31"})

    assert refused.value.code == f"{name}_not_after_date_of_birth"


@pytest.mark.parametrize("tool", ["osp_dc", "osp_iic"])
@pytest.mark.parametrize(
    "change",
    [{"sex": "female"}, NO_COUNTS | {"ever_committed_sexual_offence": False}],
)
def test_not_applicable_is_said_and_is_no_number(
    tool: str, change: dict[str, Any]
) -> None:
    found = score_input(tool, CASE | change)

    assert (found["band"], found["outputs"]) == ("not_applicable", {})
    assert found["not_applicable"].startswith("OSP is for")


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (NO_COUNTS, "sexual_history_without_sexual_sanctions"),
        (
            {"ever_committed_sexual_offence": False},
            "sexual_sanctions_without_sexual_history",
        ),
        ({"contact_child_sexual_sanctions": None}, "missing_input"),
        ({"date_of_most_recent_sexual_sanction": None}, "missing_input"),
        ({"ever_committed_sexual_offence": None}, "missing_input"),
        (
            {"total_sanctions_including_current": 1, "version": "2026"},
            "sum_of_sexual_sanctions_exceeds_total_sanctions",
        ),
    ],
)
def test_counts_that_contradict_are_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(Rejected) as refused:
        score_input("osp_dc", CASE | change)

    assert refused.value.code == code


@pytest.mark.parametrize(
    ("counts", "percent", "band"),
    [
        ((0, 0, 0, 2), 10.31, "high"),
        ((0, 2, 0, 1), 3.33, "medium"),
        ((0, 2, 0, 0), 0.93, "low"),
        ((0, 1, 0, 0), 0.63, "low"),
        ((1, 0, 0, 0), 0.28, "low"),
        ((0, 0, 1, 0), 0.28, "low"),
    ],
)
def test_the_first_row_of_osp_iic_that_fits_is_taken(
    counts: tuple[int, ...], percent: float, band: str
) -> None:
    found = score_input("osp_iic", CASE | dict(zip(NO_COUNTS, counts, strict=True)))

    assert (found["outputs"]["percent"], found["band"]) == (percent, band)


@pytest.mark.parametrize(
    ("version", "band", "figure"),
    [("hmpps-2025", "low", 0.00062), ("oasys-tests", "not_applicable", None)],
)
def test_older_versions_of_osp_iic_differ_where_no_sanction_counts(
    version: str, band: str, figure: float | None
) -> None:
    said = CASE | NO_COUNTS

    found = score_input("osp_iic", said | {"version": version})

    assert (found["band"], found["outputs"].get("p_2yr")) == (band, figure)
    with pytest.raises(Rejected, match="all four counts are 0"):
        score_input("osp_iic", said)


@pytest.mark.parametrize(("tool", "first"), [("rsr", "snsv"), ("csrp", "svrp")])
def test_the_sum_is_of_the_parts_as_rounded(tool: str, first: str) -> None:
    found = score_input(tool, BOTH)["outputs"]

    parts = {name: part["percent"] for name, part in found["parts"].items()}
    assert set(parts) == {first, "osp_dc", "osp_iic"}
    assert found["percent"] == pytest.approx(sum(parts.values()), abs=1e-9)


@pytest.mark.parametrize("tool", ["rsr", "csrp"])
def test_a_woman_with_a_history_adds_0_38_and_has_no_osp(tool: str) -> None:
    found = score_input(tool, BOTH | {"sex": "female"})["outputs"]
    nothing = NO_COUNTS | {"ever_committed_sexual_offence": False}
    without = score_input(tool, BOTH | nothing | {"sex": "female"})["outputs"]

    part, nothing = found["parts"]["osp_dc"], without["parts"]["osp_dc"]
    assert (part["applicable"], part["percent"]) == (False, 0.38)
    assert (nothing["applicable"], nothing["percent"]) == (False, None)
    assert "OSP is for men only" in part["not_applicable"]
    assert found["percent"] - without["percent"] == pytest.approx(0.38)


@pytest.mark.parametrize("tool", ["rsr", "csrp"])
def test_a_sexually_motivated_offence_is_a_history_for_a_woman_too(tool: str) -> None:
    woman = BOTH | {"sex": "female", "ever_committed_sexual_offence": None}

    found = score_input(tool, woman | {"current_offence_sexually_motivated": True})

    assert found["outputs"]["parts"]["osp_dc"]["percent"] == 0.38


@pytest.mark.parametrize("tool", ["rsr", "csrp"])
def test_the_probability_of_a_sum_is_not_rounded(tool: str) -> None:
    found = score_input(tool, BOTH)["outputs"]

    parts = [part["p_2yr"] for part in found["parts"].values()]
    assert found["p_2yr"] == pytest.approx(sum(parts), abs=1e-15)
    assert found["p_2yr"] != round(found["p_2yr"], 4)


@pytest.mark.parametrize("tool", ["rsr", "csrp"])
def test_a_part_that_is_refused_refuses_the_whole(tool: str) -> None:
    with pytest.raises(Rejected):
        score_input(tool, BOTH | NO_COUNTS)


def test_rsr_is_static_unless_a_version_names_its_dynamic_table() -> None:
    found = score_input("rsr", BOTH | {"dynamic": {"unemployed": True}})

    assert (found["kind"], found["version"]) == ("static", "2013")


@pytest.mark.parametrize(
    ("months", "band"), [("2026-01-01", "low"), ("2025-01-01", "low")]
)
def test_rsr_has_three_bands(months: str, band: str) -> None:
    nothing = NO_COUNTS | {"ever_committed_sexual_offence": False}

    found = score_input("rsr", BOTH | nothing | {"date_at_start_of_follow_up": months})

    assert found["band"] == band
