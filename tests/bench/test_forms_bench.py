"""From an answer given to the screen drawn again, on a form of each shape."""

from itertools import cycle
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from db.store import Options, create
from iomdesk.assessments.instrument import Item
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.assessments.forty import CODE, keep_forty
from tests.bench.conftest import KEY, Figures, interleaved, p50, p99
from tests.conftest import FixedClock
from tests.pages.screens import come_forward, settle
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import build_person
from ui import theme
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.screens import screen
from ui.places import AssessmentPlace

RUNS = 100
BLINK = 50.0
"""Milliseconds within which an answer is on the screen."""


@pytest.mark.parametrize("code", ["pathway-needs", "ogrs3", CODE])
def test_an_answer_and_the_form_drawn_again(
    figures: Figures, qapp: QApplication, tmp_path: Path, code: str
) -> None:
    theme.apply(qapp, "light", 1.0)
    clock, officer = FixedClock(), Officer(id=OfficerId("o"), name="DC Marsh")
    store = create(tmp_path / "s", KEY, officer, Options(kinds=SHIPPED, clock=clock))
    person = build_person(store, clock)
    store.do(keep_forty)
    place = AssessmentPlace(case_id=person.case_id, instrument=code)
    form = screen(DeskAtHand(store), place)
    form.resize(1190, 720)
    come_forward(form)
    answers = cycle(_answers(form.viewmodel))

    def answered() -> None:
        item, choice = next(answers)
        form.viewmodel.say(item, choice)
        settle()
        form.repaint()

    ours, floor = interleaved(answered, form.repaint, RUNS)

    figures.add(f"answer on a form, {code}, p99", p99(ours), p99(floor))
    row = figures.add(
        f"answer on a form, {code}, p50", p50(ours), aim="50 ms", most=BLINK
    )
    form.close()
    store.close()
    assert row.ours < BLINK


def _answers(form: AssessmentViewModel) -> list[tuple[Item, str]]:
    """Return answers to eight questions, each unlike the one before."""
    instrument = form.instrument
    assert instrument
    items = [instrument.item(code) for code in form.questions()]
    picked = [item for item in items if item and item.choices][:8]
    return [(item, item.choices[turn].code) for turn in (0, 1) for item in picked]
