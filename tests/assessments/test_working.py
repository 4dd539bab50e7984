"""The working that a score shows: an inspector can redo the score from it alone."""

from math import exp
from typing import Any

import pytest

from iomdesk.assessments.score import score_input
from tests.assessments.score_inputs import inputs_of

TRIES = 60


def _addend(value: str) -> float:
    """Return what a line adds: what stands after its last equals sign."""
    return float(value.rpartition("= ")[2])


def _scored(name: str) -> list[dict[str, Any]]:
    found = score_input(name, list(inputs_of(name, TRIES)))
    return [one for one in found if "error" not in one]


@pytest.mark.parametrize("name", ["arp", "vrp", "svrp"])
def test_the_addends_make_the_sum_and_the_sum_the_percentage(name: str) -> None:
    for found in _scored(name):
        lines = {line["label"]: line for line in found["working"]}
        total = _addend(lines["Sum, two years"]["value"])
        addends = [
            _addend(line["value"])
            for label, line in lines.items()
            if line["source"] and not label.startswith("Band")
        ]

        assert sum(addends) == pytest.approx(total, abs=1e-7)
        percent = f"{100 / (1 + exp(-total)):.2f}"
        shown = lines["Percentage, two years: 2 decimals, half up"]["value"]
        assert float(shown) == pytest.approx(float(percent), abs=0.011)


@pytest.mark.parametrize("name", ["ovp", "ogp", "osp_dc"])
def test_the_points_of_the_lines_are_the_points_of_the_score(name: str) -> None:
    for found in _scored(name):
        lines = [(line["label"], line["value"]) for line in found["working"]]
        ends = [at for at, (label, _) in enumerate(lines) if label.startswith("Points")]
        if not ends:
            assert found["not_applicable"]
            continue
        points = sum(int(value) for _, value in lines[: ends[0]])

        assert points == found["outputs"]["points"] == int(lines[ends[0]][1])


@pytest.mark.parametrize("name", ["rsr", "csrp"])
def test_the_percentages_of_the_parts_make_that_of_the_sum(name: str) -> None:
    for found in _scored(name):
        shown = [
            float(line["value"])
            for line in found["working"]
            if line["label"].endswith(", percent") and line["value"][0].isdigit()
        ]

        assert round(sum(shown), 2) == pytest.approx(found["outputs"]["percent_2yr"])
