"""Before completing: the answers that no longer apply, and what becomes of them."""

from PySide6.QtWidgets import QWidget

from iomdesk.assessments.instrument import Item
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.words import answer_words
from ui.widgets.dialog import Dialog
from ui.widgets.text import prose, text

_WORDS = (
    "An answer that you gave elsewhere turned these questions off. Their answers stay"
    " in the record; they do not count, and the document only names them."
)


class SignOff(Dialog):
    def __init__(self, viewmodel: AssessmentViewModel, parent: QWidget) -> None:
        super().__init__("These answers no longer apply", parent)
        self.body.addWidget(prose(_WORDS))
        for item in left_out(viewmodel):
            said = answer_words(item, viewmodel.answer(item.code))
            self.body.addWidget(text(wording(item.label), "strong", wrap=True))
            self.body.addWidget(text(said, "muted", wrap=True))
        self.stay = self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Complete without them", "primary", self.accept)
        self.accepted.connect(viewmodel.complete)


def left_out(viewmodel: AssessmentViewModel) -> list[Item]:
    """Return the questions of which an answer is kept that does not count."""
    codes = viewmodel.form.dormant if viewmodel.form else ()
    items = viewmodel.instrument.items if viewmodel.instrument else ()
    return [item for item in items if item.code in codes]
