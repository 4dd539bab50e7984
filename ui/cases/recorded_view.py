"""A recorded score as it was typed in; a wrong one is withdrawn, never deleted."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.assessments.recorded import AS_GIVEN
from iomdesk.assessments.score_list import ScoreLine
from iomdesk.dates import date_text
from ui.widgets.dialog import Dialog
from ui.widgets.editors import TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout
from ui.widgets.reveal import reveal
from ui.widgets.text import prose, text


class RecordedDialog(Dialog):
    """`withdrawn` brings the reason."""

    withdrawn = Signal(str)

    def __init__(self, line: ScoreLine, parent: QWidget) -> None:
        super().__init__(line.tool, parent)
        self.body.addWidget(prose(f"{AS_GIVEN.capitalize()}.", "muted"))
        for label, words in _said(line):
            self.body.addWidget(_pair(label, words))
        self.why = TextEdit(2)
        self._why = Field("Why it is withdrawn", self.why)
        self._why.hide()
        self.body.addWidget(self._why)
        self.close_it = self.add_button("Close", "secondary", self.reject)
        self.withdraw = self.add_button("Withdraw it…", "danger", self._withdraw)
        self.withdraw.setVisible(line.withdrawn is None)

    def _withdraw(self) -> None:
        """Ask for the reason first, then withdraw."""
        if self._why.isHidden():
            self._why.show()
            self.withdraw.set_words("Withdraw the score")
            self.adjustSize()
            reveal(self.why)
        elif not self.why.value():
            self._why.set_problem("Say why the score is withdrawn.")
            reveal(self._why)
        else:
            self.accept()
            self.withdrawn.emit(self.why.value())


def _said(line: ScoreLine) -> list[tuple[str, str]]:
    said = (
        ("Result", line.result),
        ("Version", line.version),
        ("Date", date_text(line.on) if line.on else None),
        ("Static or dynamic", line.kind),
        ("Assessor", line.assessor),
        ("Where it was read", line.source),
        ("Basis", line.basis),
        ("Notes", line.notice),
        ("Withdrawn", line.withdrawn),
    )
    return [(label, words) for label, words in said if words]


def _pair(label: str, words: str) -> QWidget:
    held = QWidget()
    layout = bare_layout(held)
    layout.addWidget(text(label, "small"))
    layout.addWidget(text(words, wrap=True))
    return held
