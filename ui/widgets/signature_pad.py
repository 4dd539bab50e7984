"""Sign with a pen, a finger or the mouse; or tick a statement instead."""

from itertools import pairwise

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPointF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QTabletEvent,
)
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.theme import colour
from ui.widgets.buttons import Button
from ui.widgets.text import text
from ui.widgets.tick_box import TickBox

_PAPER = QSize(1200, 400)
Stroke = list[QPointF]


class SignaturePad(QWidget):
    """`signed` when a stroke ends or the statement is ticked, `cleared` when undone."""

    signed = Signal()
    cleared = Signal()

    def __init__(
        self,
        who: str,
        statement: str = "The person agrees and cannot or will not sign on the screen",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.area = InkArea(f"Signature of {who}")
        self.statement = TickBox(statement)
        self._clear = Button("Clear", picture="undo")
        self._clear.clicked.connect(self.clear)
        self.area.drawn.connect(self._tell)
        self.statement.edited.connect(self._tell)
        under = QHBoxLayout()
        under.addWidget(self.statement, 1)
        under.addWidget(self._clear)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(text(f"Signature of {who}", "strong", wrap=True))
        layout.addWidget(self.area, 1)
        layout.addLayout(under)
        self._clear.setEnabled(False)

    def is_signed(self) -> bool:
        return self.area.has_ink() or self.statement.isChecked()

    def picture(self) -> bytes:
        """Return the ink as a PNG, black on white, b"" where only a tick stands."""
        return self.area.picture()

    def clear(self) -> None:
        self.area.clear()
        self.statement.setChecked(False)
        self._clear.setEnabled(False)
        self.cleared.emit()

    def _tell(self) -> None:
        self._clear.setEnabled(self.is_signed())
        (self.signed if self.is_signed() else self.cleared).emit()


class InkArea(QWidget):
    drawn = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        self._strokes: list[Stroke] = []
        self._drawing = False
        self.setAccessibleName(name)
        self.setAccessibleDescription("Tick the statement below to sign by keyboard.")
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def has_ink(self) -> bool:
        return bool(self._strokes)

    def clear(self) -> None:
        self._strokes.clear()
        self.update()

    def picture(self) -> bytes:
        if not self._strokes:
            return b""
        image = QImage(_PAPER, QImage.Format.Format_Grayscale8)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        self._paint_ink(painter, _PAPER, QColor("black"))
        painter.end()
        kept = QByteArray()
        device = QBuffer(kept)
        device.open(QIODevice.OpenModeFlag.WriteOnly)
        image.save(device, "PNG")  # type: ignore[call-overload]
        return bytes(kept.data())

    def sizeHint(self) -> QSize:
        return QSize(480, 160)

    def minimumSizeHint(self) -> QSize:
        return QSize(240, 120)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._start(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._go_on(event.position())

    def mouseReleaseEvent(self, _event: QMouseEvent) -> None:
        self._end()

    def tabletEvent(self, event: QTabletEvent) -> None:
        # Accepted, or Qt sends the same stroke again as a mouse.
        event.accept()
        if event.type() is event.Type.TabletPress:
            self._start(event.position())
        elif event.type() is event.Type.TabletMove:
            self._go_on(event.position())
        else:
            self._end()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self.palette(), "border"), 1))
        painter.setBrush(colour(self.palette(), "surface"))
        box = self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(box, 6, 6)
        base = self.height() * 0.75
        painter.setPen(QPen(colour(self.palette(), "line"), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(16, base), QPointF(self.width() - 16, base))
        self._paint_ink(painter, self.size(), colour(self.palette(), "text"))
        painter.end()

    def _paint_ink(self, painter: QPainter, size: QSize, ink: QColor) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(ink, max(2.0, size.height() / 70))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        scale = min(size.width() / self.width(), size.height() / self.height())
        for stroke in self._strokes:
            painter.drawPath(_path([point * scale for point in stroke]))

    def _start(self, at: QPointF) -> None:
        self._drawing = True
        self._strokes.append([at])
        self.update()

    def _go_on(self, at: QPointF) -> None:
        if self._drawing:
            self._strokes[-1].append(at)
            self.update()

    def _end(self) -> None:
        if self._drawing:
            self._drawing = False
            self.drawn.emit()


def _path(stroke: Stroke) -> QPainterPath:
    """Return a smooth line through *stroke*; one point is a dot."""
    path = QPainterPath(stroke[0])
    for before, after in pairwise(stroke):
        path.quadTo(before, (before + after) / 2)
    path.lineTo(stroke[-1] + (QPointF(0.1, 0) if len(stroke) == 1 else QPointF()))
    return path
