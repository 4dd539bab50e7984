"""A message across the top of a screen, read out when it appears."""

from typing import Literal

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QPainter,
    QPainterPath,
    QPaintEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.theme import colour
from ui.widgets.buttons import Button
from ui.widgets.icons import picture
from ui.widgets.text import prose, set_look, set_prose

Tone = Literal["plain", "done", "warning", "danger"]
_PICTURES = {
    "plain": "help",
    "done": "check",
    "warning": "warning",
    "danger": "warning",
}
_INKS = {"plain": "accent", "done": "accent", "warning": "focus", "danger": "danger"}


class Banner(QFrame):
    """Hidden until it has something to say; `pressed` is its button, if it has one."""

    pressed = Signal()

    def __init__(self, button: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "banner")
        self._sign = _Sign()
        self._words = prose("")
        layout = QHBoxLayout(self)
        layout.setContentsMargins(18, 8, 8, 8)
        layout.setSpacing(12)
        layout.addWidget(self._sign, 0, Qt.AlignmentFlag.AlignVCenter)
        layout.addWidget(self._words, 1)
        self.button = Button(button)
        self.button.clicked.connect(self.pressed)
        self._close = Button("Close this message", "icon", picture="cross")
        self._close.clicked.connect(self.hide)
        # The mouse closes it and leaves the keys in the field where they are.
        self._close.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.addWidget(self.button)
        self.button.setVisible(bool(button))
        layout.addWidget(self._close)
        self.hide()

    def say(self, words: str, tone: Tone = "plain") -> None:
        set_look(self, "tone", tone)
        self._sign.set_tone(tone)
        set_prose(self._words, words)
        self.setAccessibleName(words)
        self.show()
        from PySide6.QtGui import QAccessible, QAccessibleEvent  # noqa: PLC0415  seldom

        told = QAccessibleEvent(self, QAccessible.Event.Alert)
        QAccessible.updateAccessibility(told)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect().toRectF().adjusted(1, 1, -1, -1), 7, 7)
        painter.setClipPath(shape)
        painter.fillRect(0, 0, 6, self.height(), self._sign.ink())
        painter.end()


class _Sign(QWidget):
    def __init__(self) -> None:
        super().__init__()
        self._tone = "plain"

    def set_tone(self, tone: str) -> None:
        self._tone = tone
        self.update()

    def ink(self) -> QColor:
        return colour(self.palette(), _INKS[self._tone])

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() + 2
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        side = self.sizeHint().height()
        ink = self.ink()
        top = (self.height() - side) // 2
        painter.drawPixmap(0, top, picture(_PICTURES[self._tone], ink, side))
        painter.end()
