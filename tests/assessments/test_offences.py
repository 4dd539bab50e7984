"""Every class of the offence map, in every tool that takes a Home Office code."""

import csv
import io
from typing import Any

import pytest

from iomdesk.assessments.score import score_input
from iomdesk.resources import resource_text
from tests.assessments.test_ogrs3 import CASE as OGRS3
from tests.assessments.test_sexual_scores import BOTH

CLASSES = list(
    csv.DictReader(io.StringIO(resource_text("instruments/offence-classes-1.csv")))
)
TOOLS = {"ogrs3": "ogrs3", "arp": "ogrs4", "svrp": "ogrs4", "rsr": "ogrs4"}


def _wanted(row: dict[str, str], column: str) -> str | None:
    """Return the code of the refusal that the row leads to, or None for a score."""
    if row["ho_class_3digit"] == "000":
        return "unknown_offence_code"
    if row[f"{column}_category_modal"] == "UNMAPPED":
        return "offence_code_without_category"
    share = float(row[f"{column}_share"])
    return "offence_category_needed" if share < 1 else None


@pytest.mark.parametrize("tool", list(TOOLS))
def test_every_class_is_scored_or_asks_for_the_exact_offence(tool: str) -> None:
    said: dict[str, Any] = {**(OGRS3 if tool == "ogrs3" else BOTH)}
    said["offence_category"] = None
    codes = [f"{row['ho_class_3digit']}00" for row in CLASSES]

    found = score_input(tool, [said | {"home_office_code": code} for code in codes])

    refusals = [one.get("error", {"code": None})["code"] for one in found]
    assert refusals == [_wanted(row, TOOLS[tool]) for row in CLASSES]
    assert {None, "offence_category_needed", "unknown_offence_code"} <= set(refusals)


@pytest.mark.parametrize("code", ["034/00", "034 00", "03400"])
def test_a_code_is_taken_as_people_write_it(code: str) -> None:
    by_code = OGRS3 | {"offence_category": None, "home_office_code": code}
    named = OGRS3 | {"offence_category": "robbery"}

    found = [score_input("ogrs3", said)["outputs"] for said in (by_code, named)]

    assert found[0] == found[1]
