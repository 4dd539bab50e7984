"""Every rule of adding up, with its working, in exact decimals."""

from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.scoring import Score, score
from tests.assessments.instruments import SUM, an_instrument, answers_to

DEEP = {"uses": True, "which": ["heroin", "cannabis"], "how_often": 4}

WEIGHTED = """
[score]
kind = "weighted"
items = ["which", "how_often"]
weights = { which = 0.1, how_often = 0.2 }
source = "Made up"
"""

HIGHEST = """
[score]
kind = "highest"
items = ["which", "how_often"]
source = "Made up"
"""

TABLE = """
[score]
kind = "table"
items = ["how_often"]
source = "Made up"

[score.ranges]
how_often = [
  { least = 0, most = 2, points = 0 },
  { least = 3, most = 7, points = 3.5 },
]
"""


def scored(rule: str, **said: object) -> Score:
    instrument = an_instrument(rule)
    found = score(instrument, answers_to(instrument, **said))
    assert found is not None
    return found


def test_a_sum_is_exact_and_names_its_band() -> None:
    found = scored(SUM, **DEEP)

    assert found.outputs["points"] == "7.5"
    assert (found.band, found.band_label) == ("high", "High")


def test_each_answer_stands_in_the_working_with_its_source() -> None:
    found = scored(SUM, **DEEP)

    lines = [(line.label, line.value) for line in found.working]
    assert lines == [
        ("Uses drugs", "1"),
        ("Which", "2.5"),
        ("Days a week", "4"),
        ("Sum", "7.5"),
        ("Band: High", "3 and over"),
    ]
    assert all(line.source == "Made up" for line in found.working)


def test_weights_multiply_without_a_trace_of_binary() -> None:
    assert scored(WEIGHTED, **DEEP).outputs["points"] == "1.05"


def test_the_highest_is_the_highest() -> None:
    assert scored(HIGHEST, **DEEP).outputs["points"] == "4"


def test_a_table_gives_the_points_of_the_range() -> None:
    assert scored(TABLE, **DEEP).outputs["points"] == "3.5"


def test_a_choice_without_points_is_said_to_be_left_out() -> None:
    found = scored(SUM, uses=True, which=["other"])

    assert (found.outputs["points"], found.outputs["not_counted"]) == ("1", "1")
    assert ("Which", "not counted") in [(w.label, w.value) for w in found.working]


def test_nothing_answered_is_no_result_and_not_nought() -> None:
    found = scored(SUM)

    assert "points" not in found.outputs
    assert found.band is None
    assert found.not_applicable == "No answer counts towards a score yet."


def test_an_instrument_without_a_rule_has_no_score() -> None:
    instrument = an_instrument('[score]\nkind = "none"\n', bands="")

    assert score(instrument, answers_to(instrument, uses=True)) is None


@given(st.integers(0, 7), st.integers(0, 7))
def test_more_days_never_score_less(one: int, other: int) -> None:
    low, high = sorted((one, other))
    base = {"uses": True, "which": ["heroin"]}

    less, more = scored(SUM, **base, how_often=low), scored(SUM, **base, how_often=high)

    assert float(less.outputs["points"]) <= float(more.outputs["points"])
