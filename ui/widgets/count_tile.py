"""A number and what it counts; pressing it shows them."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import (
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import colour
from ui.widgets.badge import badge_inks

_EDGE = 5
_WRAPPED = Qt.TextFlag.TextWordWrap


class CountTile(QAbstractButton):
    """*edge* names a badge; its colour stands at the left while there are any."""

    def __init__(
        self, words: str, edge: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._words = words
        self._edge = edge
        self._count = 0
        self._note = ""
        self._in_one_line = False
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.set_count(0)

    def set_count(self, count: int, note: str = "", words: str = "") -> None:
        """Show *count*; *words* replace the words where the number asks for it."""
        self._count, self._note = count, note
        self._words = words or self._words
        said = f"{count:,} {self._words}"
        self.setAccessibleName(f"{said}, {note}" if note else said)
        self.updateGeometry()
        self.update()

    def set_in_one_line(self, *, one: bool) -> None:
        """Write number and words in one line, without the note: room is short."""
        self._in_one_line = one
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return QSize(150, 2 * self._margin() + self._text_height(150))

    def minimumSizeHint(self) -> QSize:
        self.ensurePolished()
        longest = max(
            QFontMetrics(self.font()).horizontalAdvance(word)
            for word in [*self._words.split(), f"{self._count:,}"]
        )
        return QSize(longest + 2 * 20, self.sizeHint().height())

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return 2 * self._margin() + self._text_height(width)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        room = self.rect().adjusted(20, self._margin(), -16, -self._margin())
        for font, ink, words in self._lines():
            room.setTop(self._line(painter, room, font, ink, words) + 1)
        painter.end()

    def _paint_box(self, painter: QPainter) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        shape = QPainterPath()
        shape.addRoundedRect(box, 8, 8)
        painter.fillPath(shape, colour(self.palette(), "surface"))
        if self._edge and self._count:
            painter.save()
            painter.setClipPath(shape)
            ink = badge_inks(self._edge, self.palette()).strongest
            painter.fillRect(QRectF(0, 0, _EDGE, self.height()), ink)
            painter.restore()
        hover = self.underMouse() and self.isEnabled()
        pen = QPen(colour(self.palette(), "border" if hover else "line"), 1)
        if self.hasFocus():
            pen = QPen(colour(self.palette(), "focus"), 3)
            shape = QPainterPath()
            shape.addRoundedRect(box.adjusted(1, 1, -1, -1), 7, 7)
        painter.strokePath(shape, pen)

    def _line(
        self, painter: QPainter, room: QRect, font: QFont, ink: str, words: str
    ) -> int:
        painter.setFont(font)
        painter.setPen(colour(self.palette(), ink))
        used = painter.boundingRect(room, _WRAPPED, words)
        painter.drawText(room, _WRAPPED, words)
        return used.bottom() + 1

    def _text_height(self, width: int) -> int:
        room = QRect(0, 0, max(width - 36, 60), 2000)
        return 2 + sum(
            QFontMetrics(font).boundingRect(room, _WRAPPED, words).height()
            for font, _, words in self._lines()
        )

    def _lines(self) -> list[tuple[QFont, str, str]]:
        count = f"{self._count:,}"
        if self._in_one_line:
            return [(self.font(), "text", f"{count} {self._words}")]
        lines = [
            (self._number_font(), "text", count),
            (self.font(), "text", self._words),
        ]
        note = [(self._small_font(), "muted", self._note)] if self._note else []
        return lines + note

    def _margin(self) -> int:
        return 6 if self._in_one_line else 16

    def _number_font(self) -> QFont:
        font = self.font()
        font.setPixelSize(round(font.pixelSize() * 28 / 15))
        font.setWeight(QFont.Weight.Bold)
        return font

    def _small_font(self) -> QFont:
        font = self.font()
        font.setPixelSize(round(font.pixelSize() * 13 / 15))
        return font
