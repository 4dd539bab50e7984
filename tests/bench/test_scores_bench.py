"""1,000 scores of each instrument, against a bare evaluation of the same inputs."""

import json

import pytest

from iomdesk.assessments.form import form_view
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import shipped_instruments
from iomdesk.assessments.score import score_input
from tests.assessments.naive import evaluated
from tests.assessments.naive_scores import EVALUATED
from tests.assessments.paths import paths
from tests.assessments.score_inputs import inputs_of
from tests.bench.conftest import Figures, interleaved, p50

SCORES = 1_000
ROUNDS = 5
MANY_TIMES = 15
PACKS = shipped_instruments()


@pytest.mark.parametrize("name", list(EVALUATED))
def test_a_thousand_scores_with_their_working(figures: Figures, name: str) -> None:
    text = json.dumps(list(inputs_of(name, SCORES)))

    def ours() -> None:
        score_input(name, json.loads(text))

    def bare() -> None:
        for said in json.loads(text):
            EVALUATED[name](said)

    took, floor = interleaved(ours, bare, ROUNDS)

    row = figures.add(f"1,000 scores, {name}", p50(took), p50(floor), "ms", "15 ×")
    assert row.ratio is not None
    assert row.ratio < MANY_TIMES


@pytest.mark.parametrize("pack", PACKS, ids=[f"{p.code}-{p.version}" for p in PACKS])
def test_a_thousand_forms_with_what_is_missing_and_the_score(
    figures: Figures, pack: Instrument
) -> None:
    filled = list(paths(pack, SCORES))

    def ours() -> None:
        for path in filled:
            form_view(pack, path.answers)

    def bare() -> None:
        for path in filled:
            evaluated(pack, path.said, path.backed)

    took, floor = interleaved(ours, bare, ROUNDS)

    row = figures.add(f"1,000 forms, {pack.code}", p50(took), p50(floor), "ms", "15 ×")
    assert row.ratio is not None
    assert row.ratio < MANY_TIMES
