"""What the end of the form has of its own: the way out said, and the signature."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from iomdesk.dates import clock_text
from iomdesk.visits.loading import visit_reference
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.text import text

_STATEMENT = "I sign without drawing: what is written here is what I saw and was told"


class Warrant(Banner):
    def __init__(self, viewmodel: VisitViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel

    def draw(self) -> None:
        words = self._viewmodel.held.warrant_words(self._viewmodel.visit)
        self.say(words, "warning") if words else self.hide()


class SafeRow(QWidget):
    """The officer says that they are away from the door."""

    def __init__(self, viewmodel: VisitViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.button = Button("Safe and clear")
        self._said = text("", "small")
        layout = FlowLayout(self, gap=12)
        layout.addWidget(self.button)
        layout.addWidget(self._said)
        self.button.clicked.connect(viewmodel.say_safe)

    def draw(self) -> None:
        safe_at = self._viewmodel.visit.safe_and_clear_at
        said = f"said at {clock_text(safe_at)}" if safe_at else "when you are away"
        self._said.setText(said)


class SignatureCard(Card):
    def __init__(self, viewmodel: VisitViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.pad = SignaturePad(viewmodel.desk.officer.name, _STATEMENT)
        self.sign = Button(
            "Sign the visit", "primary", picture="signature", shortcut="Ctrl+Return"
        )
        self.later = Button("Keep it, sign later")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.later)
        across.addWidget(self.sign)
        self.body.addWidget(self.pad)
        self.body.addLayout(across)
        self.sign.clicked.connect(self._sign)
        self.later.clicked.connect(viewmodel.keep_for_later)

    def draw(self) -> None:
        for button in (self.sign, self.later):
            button.setEnabled(not self._viewmodel.busy)

    def _sign(self) -> None:
        drawn = self.pad.picture() or None
        self._viewmodel.sign(drawn, statement=self.pad.statement.isChecked())


def failed_outcomes() -> list[tuple[str, str]]:
    """Return how a visit can end at which nobody was seen."""
    return [(o.code, o.label) for o in visit_reference().outcomes if not o.seen]
