"""The strip along the bottom: what is true about sync and saving, in one place."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QWidget

from ui.theme import colour
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pages import is_low
from ui.widgets.shapes import draw_shape
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text

HERE = "Kept on this laptop"
"""Where there is no hub, nothing waits to be sent."""


class StatusStrip(QFrame):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName("Status")
        self._dot = _Dot()
        self._link = text("", "small")
        self._synced = text("", "small")
        self._unsent = text("", "small-strong")
        self._here = text(HERE, "small")
        self._saved = text("", "small")
        self._hint = text("", "small")
        self._officer = text("", "small")
        self._lay_out()
        self.set_link(online=False)
        for say in (self.set_synced, self.set_saved, self.set_hint, self.set_officer):
            say("")
        self.set_unsent(0)

    def set_link(self, *, online: bool, words: str = "") -> None:
        """Say whether the hub can be reached; *words* as "Offline since 08:40"."""
        self._dot.set_shape("disc" if online else "ring")
        self._link.setText(words or ("Online" if online else "Offline"))

    def set_synced(self, words: str) -> None:
        _say(self._synced, words)

    def set_unsent(self, changes: int | None) -> None:
        """Say exactly how many *changes* the hub lacks; None where there is no hub."""
        many = f"{changes:,} changes not sent" if changes else ""
        said = {None: "", 0: "Everything is sent", 1: "1 change not sent"}
        _say(self._unsent, said.get(changes, many))
        self._here.setVisible(changes is None)

    def set_saved(self, words: str) -> None:
        _say(self._saved, words)

    def set_hint(self, words: str) -> None:
        _say(self._hint, words)

    def set_officer(self, words: str) -> None:
        _say(self._officer, words)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave what Help says to Help where a second line would be the work's."""
        super().resizeEvent(event)
        self._hint.setHidden(is_low(self) or not self._hint.text())

    def _lay_out(self) -> None:
        left, right = FlowLayout(gap=24, between=0), FlowLayout(gap=24, between=0)
        left.addWidget(_together(self._dot, self._link))
        for label in (self._synced, self._unsent, self._here):
            left.addWidget(label)
        for label in (self._saved, self._hint, self._officer):
            right.addWidget(label)
        outer = SidesLayout(left, right, self, gap=8, least=99)
        outer.setContentsMargins(16, 5, 16, 5)


class _Dot(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._shape = "ring"

    def set_shape(self, shape: str) -> None:
        self._shape = shape
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().capHeight() + 1
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = self.rect().toRectF()
        side = min(box.width(), box.height(), self.sizeHint().height())
        box.adjust(0, (box.height() - side) / 2, 0, -(box.height() - side) / 2)
        draw_shape(painter, self._shape, box, colour(self.palette(), "muted"))
        painter.end()


def _together(*widgets: QWidget) -> QWidget:
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(6)
    for widget in widgets:
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
    return row


def _say(label: QLabel, words: str) -> None:
    label.setText(words)
    label.setVisible(bool(words))
