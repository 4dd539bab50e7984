"""What is asked follows from the answers, however they came about."""

from iomdesk.assessments.conditions import counted, visible
from tests.assessments.instruments import an_instrument, answers_to

MADE_UP = an_instrument()


def test_what_hangs_on_an_answer_that_is_not_asked_is_not_asked_either() -> None:
    answers = answers_to(MADE_UP, uses=False, which=["heroin"], how_often=5)

    assert visible(MADE_UP, answers) == {"uses"}


def test_an_answer_that_is_not_asked_counts_for_nothing() -> None:
    answers = answers_to(MADE_UP, uses=False, which=["heroin"])

    assert list(counted(MADE_UP, answers)) == ["uses"]


def test_a_limit_in_a_condition_counts_itself() -> None:
    answers = answers_to(MADE_UP, uses=True, which=["heroin"], how_often=3)

    assert "treatment" in visible(MADE_UP, answers)
