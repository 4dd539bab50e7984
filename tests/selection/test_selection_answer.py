"""What a selection score answers: its points, its matrix, its working."""

from datetime import date, timedelta

from iomdesk.selection.loading import shipped_matrices
from iomdesk.selection.matrix import (
    Decay,
    DecayKind,
    Step,
)
from iomdesk.selection.score import selection_score
from iomdesk.selection.scoring import Event, SelectionInput, select
from tests.selection.builders import a_group, a_matrix

TODAY = date(2026, 11, 22)
STEPS = Decay(
    kind=DecayKind.STEPS, steps=(Step(days=0, share=1), Step(days=365, share=0.3))
)


def test_the_answer_says_what_was_counted_by_which_matrix_and_what_is_missing() -> None:
    said = {
        "assessment_date": "2026-11-22",
        "events": [{"on": "2026-10-03", "group": "burglary"}],
    }
    event = Event(on=date(2026, 10, 3), group="burglary")

    answer = selection_score(said)

    assert isinstance(answer, dict)
    (matrix,) = shipped_matrices()
    assert answer["instrument"] == "selection"
    assert (answer["matrix"], answer["version"]) == (matrix.code, matrix.version)
    assert answer["official"] is False
    assert answer["kind"] is None
    assert answer["notice"].startswith("a fictional example")
    found = select(matrix, SelectionInput(assessment_date=TODAY, events=(event,)))
    assert answer["outputs"] == {
        "points": float(found.points),
        "parts": {code: float(points) for code, points in found.parts.items()},
        "outcome": found.threshold.label if found.threshold else None,
    }
    assert answer["band"] == (found.threshold.code if found.threshold else None)
    assert answer["missing"] == list(found.missing)
    assert [tuple(one.values()) for one in answer["working"]] == [
        (one.label, one.value, one.source) for one in found.working
    ]
    assert set(answer["working"][0]) == {"label", "value", "source"}


def test_the_working_of_a_decay_can_be_redone_by_hand() -> None:
    matrix = a_matrix(a_group(window_days=365, decay=STEPS))
    events = (Event(on=TODAY - timedelta(days=365), group="burglary"),)

    found = select(matrix, SelectionInput(assessment_date=TODAY, events=events))

    worths = [one.value for one in found.working if " at " in one.value]
    assert worths == ["10 × 30 % at 365 days: 3"]
