"""What every screen before the desk has: the marking, the name, one card."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.widgets.card import Card, scrolling
from ui.widgets.marking_bar import MarkingBar
from ui.widgets.text import text

_LINES_WIDE = 29


class GateView(QWidget):
    """What is asked goes into `body`, in the middle and as wide as is read well."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(heading)
        self.card = Card()
        self.card.body.setContentsMargins(28, 22, 28, 26)
        self.card.body.setSpacing(14)
        self.heading = text(heading, "title", wrap=True)
        self.body = self.card.body
        self.body.addWidget(self.heading)
        page = QWidget()
        across = QHBoxLayout(page)
        across.setContentsMargins(24, 24, 24, 24)
        across.addStretch(1)
        across.addLayout(self._column())
        across.addStretch(1)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(MarkingBar())
        outer.addWidget(scrolling(page), 1)

    def begins_at(self) -> QWidget:
        """Return where the keys go first.

        A focus proxy would say so too, but Tab would jump over all that is before it.
        """
        return self

    def _column(self) -> QVBoxLayout:
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addStretch(2)
        name = text("IOM Desk", "heading")
        name.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(name)
        column.addWidget(self.card)
        column.addStretch(3)
        return column

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        wide = min(self.fontMetrics().height() * _LINES_WIDE, self.width() - 64)
        self.card.setFixedWidth(max(wide, 320))
