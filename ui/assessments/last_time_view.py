"""Last time's answer under a question, and "Still true" to take it over."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.assessments.again import Standing
from iomdesk.assessments.answers import Answer
from iomdesk.assessments.instrument import Item
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.widgets.badge import Chip
from ui.widgets.buttons import Button
from ui.widgets.pages import flowing
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text

STILL_TRUE = "Still true"
KEY = "F2"


class LastTimeRow(QWidget):
    """`confirmed` says that last time's answer, with its evidence, holds today."""

    confirmed = Signal()

    def __init__(self, viewmodel: AssessmentViewModel, item: Item) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._item = item
        words = text(viewmodel.last.words(item), "small", wrap=True)
        self._mark = Chip("")
        self.button = Button(STILL_TRUE)
        self.button.setAccessibleName(f"{STILL_TRUE}: {wording(item.label)}")
        self.button.setToolTip(f"{STILL_TRUE}: take over last time's answer ({KEY})")
        self.button.clicked.connect(self.confirmed)
        SidesLayout(words, flowing([self._mark, self.button]), self)

    def draw(self, answer: Answer) -> None:
        last, item = self._viewmodel.last, self._item
        mark = last.mark(item, answer)
        self._mark.set_words(mark)
        self._mark.setVisible(bool(mark))
        waiting = last.standing(item.code) is Standing.TO_CONFIRM
        self.button.setVisible(waiting or last.can_confirm(item))
        self.setVisible(bool(mark) or bool(last.words(item)))
