"""Random inputs to every score, against a second evaluator written from the notes."""

from collections import Counter
from typing import Any

import pytest

from iomdesk.assessments.numbers import formula_numbers
from iomdesk.assessments.score import score_input
from tests.assessments.naive_scores import EVALUATED
from tests.assessments.score_inputs import inputs_of

INPUTS = 5_000
SOME = 500


@pytest.mark.parametrize("name", list(EVALUATED))
def test_random_inputs_are_scored_as_a_second_evaluator_does(name: str) -> None:
    seen: Counter[str | None] = Counter()
    inputs = list(inputs_of(name, INPUTS))

    for said, found in zip(inputs, score_input(name, inputs), strict=True):
        wanted = EVALUATED[name](said)
        seen[wanted["band"] if wanted else None] += 1
        assert _differences(found, wanted) == [], said

    assert seen.total() - seen[None] > SOME
    assert set(seen) >= {band.code for band in formula_numbers(name).bands}


def _differences(found: dict[str, Any], wanted: dict[str, Any] | None) -> list[str]:
    if wanted is None or "error" in found:
        both = wanted is None and "error" in found
        return [] if both else [f"refused: {found.get('error')}"]
    said = {**found, "missing": set(found["missing"]), **found["outputs"]}
    said["na"] = found["not_applicable"] is not None
    return [name for name, value in wanted.items() if not _same(said[name], value)]


def _same(said: Any, wanted: Any) -> bool:
    return bool(said == wanted or said == pytest.approx(wanted, abs=1e-12, rel=0))
