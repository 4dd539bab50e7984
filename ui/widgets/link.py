"""A link whose words wrap: it leads to the field that they are about."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import colour

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
_SIDE = 4
_WIDEST = 520


class Link(QAbstractButton):
    """Enter and Space follow it; *ink* is a token of the theme."""

    def __init__(
        self, words: str, ink: str = "accent", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._ink = ink
        self.setText(words)
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wide = self._metrics().horizontalAdvance(self.text()) + 2 * _SIDE + 2
        wide = min(wide, _WIDEST)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        words = self.text().split()
        longest = max((self._metrics().horizontalAdvance(w) for w in words), default=0)
        return QSize(longest + 2 * _SIDE, self._metrics().height() + 8)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - 2 * _SIDE), 4000)
        return self._metrics().boundingRect(room, _WRAP, self.text()).height() + 8

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._font())
        hovered = self.underMouse()
        painter.setPen(colour(self.palette(), "text" if hovered else self._ink))
        room = self.rect().adjusted(_SIDE, 0, -_SIDE, 0)
        painter.drawText(room, _WRAP, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour(self.palette(), "focus"), 3))
            ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, 4, 4)
        painter.end()

    def _font(self) -> QFont:
        font = QFont(self.font())
        font.setUnderline(True)
        return font

    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._font())
