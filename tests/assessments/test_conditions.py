"""What is asked follows from the answers, however they came about."""

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from iomdesk.assessments.conditions import counted, visible
from iomdesk.assessments.instrument import Instrument, Item, Kind
from iomdesk.assessments.loading import find_instrument
from iomdesk.assessments.scoring import score
from tests.assessments.instruments import an_instrument, answers_to
from tests.assessments.naive import points_of, shown_items

MADE_UP = an_instrument()
NEEDS = find_instrument("pathway-needs")


def said_to(instrument: Instrument) -> st.SearchStrategy[dict[str, Any]]:
    """Return random answers to random items, in conditions' reach or not."""
    return st.fixed_dictionaries(
        {}, optional={item.code: _value(item) for item in instrument.items}
    )


def _value(item: Item) -> st.SearchStrategy[Any]:
    codes = [choice.code for choice in item.choices]
    if item.kind is Kind.CHOICES:
        return st.lists(st.sampled_from(codes), unique=True)
    if codes:
        return st.none() | st.sampled_from(codes)
    if item.kind is Kind.YES_NO:
        return st.booleans()
    if item.kind is Kind.COUNT:
        return st.integers(0, 7)
    return st.just("words")


@pytest.mark.parametrize("instrument", [MADE_UP, NEEDS], ids=["made-up", "needs"])
@settings(max_examples=500, deadline=None)
@given(data=st.data())
def test_random_paths_show_and_score_what_a_naive_evaluator_does(
    instrument: Instrument, data: st.DataObject
) -> None:
    said = data.draw(said_to(instrument))
    answers = answers_to(instrument, **said)

    reckoned = score(instrument, answers)

    assert visible(instrument, answers) == shown_items(instrument, said)
    assert reckoned is not None
    points = reckoned.outputs.get("points")
    assert (None if points is None else float(points)) == points_of(instrument, said)


def test_what_hangs_on_an_answer_that_is_not_asked_is_not_asked_either() -> None:
    answers = answers_to(MADE_UP, uses=False, which=["heroin"], how_often=5)

    assert visible(MADE_UP, answers) == {"uses"}


def test_an_answer_that_is_not_asked_counts_for_nothing() -> None:
    answers = answers_to(MADE_UP, uses=False, which=["heroin"])

    assert list(counted(MADE_UP, answers)) == ["uses"]


def test_a_limit_in_a_condition_counts_itself() -> None:
    answers = answers_to(MADE_UP, uses=True, which=["heroin"], how_often=3)

    assert "treatment" in visible(MADE_UP, answers)
