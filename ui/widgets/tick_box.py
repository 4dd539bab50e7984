"""A box to tick beside a statement that may run over several lines."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy, QWidget

from ui.theme import colour
from ui.widgets.shapes import draw_shape

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter


class TickBox(QCheckBox):
    edited = Signal()

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(words, parent)
        self.setAccessibleName(words)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.clicked.connect(self.edited)

    def value(self) -> bool:
        return self.isChecked()

    def set_value(self, ticked: bool) -> None:  # noqa: FBT001
        self.setChecked(ticked)

    def typed(self) -> str:
        return "yes" if self.isChecked() else "no"

    def show_typed(self, text: str) -> None:
        self.setChecked(text == "yes")

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + self._left() + 10
        wide = min(wide, 560)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        longest = max(
            (self.fontMetrics().horizontalAdvance(w) for w in self.text().split()),
            default=0,
        )
        return QSize(longest + self._left() + 10, 32)

    def heightForWidth(self, width: int) -> int:
        room = QRect(0, 0, max(40, width - self._left() - 8), 4000)
        used = self.fontMetrics().boundingRect(room, _WRAP, self.text())
        return max(32, self.minimumHeight(), used.height() + 12)

    def hitButton(self, _at: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_box(painter)
        painter.setPen(colour(self.palette(), "text" if self.isEnabled() else "muted"))
        room = self.rect().adjusted(self._left(), 0, -6, 0)
        painter.drawText(room, _WRAP, self.text())
        if self.hasFocus():
            painter.setPen(QPen(colour(self.palette(), "focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, 6, 6)
        painter.end()

    def _paint_box(self, painter: QPainter) -> None:
        side = self._side()
        box = QRectF(8.5, (self.height() - side) / 2 + 0.5, side - 1, side - 1)
        ticked = self.isChecked()
        painter.setPen(
            QPen(colour(self.palette(), "accent" if ticked else "border"), 1.5)
        )
        painter.setBrush(colour(self.palette(), "accent" if ticked else "surface"))
        painter.drawRoundedRect(box, 4, 4)
        if ticked:
            inner = box.adjusted(4, 4, -4, -4)
            draw_shape(painter, "check", inner, colour(self.palette(), "on_accent"))

    def _side(self) -> int:
        return round(self.fontMetrics().height() * 1.05)

    def _left(self) -> int:
        return self._side() + 18
