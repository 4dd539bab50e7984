"""Before a copy leaves the store: what that means, for whom it is, and why."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.papers.paper import PaperFormat
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.text import prose

_WORDS = (
    "A copy outside is plain: anybody who has the file can read it, and locking this"
    " laptop does not protect it. The access log keeps who made it, for whom and why."
)
_FORMATS = (
    Option(key="pdf", words="PDF, to print"),
    Option(key="docx", words="Word, to go on writing"),
)


class CopyDialog(Dialog):
    """`agreed` brings the format, the recipient and the reason."""

    agreed = Signal(PaperFormat, str, str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Save a copy outside", parent)
        self.form, self.to, self.why = Choice(_FORMATS), LineEdit(), LineEdit()
        self.form.set_value("pdf")
        self.body.addWidget(prose(_WORDS))
        self.body.addWidget(Field("Format", self.form))
        self.body.addWidget(Field("For whom", self.to, "A person, panel or agency"))
        self.body.addWidget(Field("Why", self.why, optional=True))
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Choose where to save", "primary", self._agree)
        self.to.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.go_on.setEnabled(bool(self.to.value()))

    def _agree(self) -> None:
        form = PaperFormat(self.form.value() or "pdf")
        self.accept()
        self.agreed.emit(form, self.to.value(), self.why.value())
