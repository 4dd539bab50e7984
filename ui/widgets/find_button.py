"""Looks like a field to search in; pressing it opens the search over the window."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import colour
from ui.widgets.icons import picture

WORDS = "Find a person or a command"
SHORTCUT = "Ctrl+K"


class FindButton(QPushButton):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "find")
        self.setAccessibleName(WORDS)
        self.setShortcut(SHORTCUT)
        self.setToolTip(f"{WORDS} ({SHORTCUT})")
        self.setCursor(Qt.CursorShape.IBeamCursor)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        metrics = self.fontMetrics()
        side = metrics.height()
        words = metrics.horizontalAdvance(WORDS + SHORTCUT)
        return QSize(words + side + 84, side + 19)

    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 8, self.sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        muted = colour(self.palette(), "muted")
        side = self.fontMetrics().height()
        top = (self.height() - side) // 2
        painter.drawPixmap(12, top, picture("search", muted, side))
        painter.setPen(muted)
        room = self.rect().adjusted(side + 20, 0, -14, 0)
        key = self.fontMetrics().horizontalAdvance(SHORTCUT)
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right, SHORTCUT)
        room.setRight(room.right() - key - 12)
        words = self.fontMetrics().elidedText(
            WORDS, Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()
