"""A wheel of needs, then and now: seen at a glance, and read out in words."""

from collections.abc import Callable, Sequence
from math import cos, pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ui.shown import Need
from ui.theme import colour
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text import text

__all__ = ["Need", "Wheel", "WheelKey"]

_FEWEST = 3
_BEYOND = 8
_FLAT = 0.05


class Wheel(QWidget):
    def __init__(self, top: float = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._top = top
        self._needs: tuple[Need, ...] = ()
        self.setSizePolicy(
            QSizePolicy.Policy.Expanding, QSizePolicy.Policy.MinimumExpanding
        )

    def show_needs(self, needs: Sequence[Need]) -> None:
        self._needs = tuple(needs)
        self.setAccessibleName("Needs, then and now")
        self.setAccessibleDescription("; ".join(self._said(n) for n in needs))
        self.update()

    def sizeHint(self) -> QSize:
        side = self.fontMetrics().height() * 15
        return QSize(side + 60, side)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() * 0.8

    def paintEvent(self, _event: QPaintEvent) -> None:
        if len(self._needs) < _FEWEST:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_rings(painter)
        self._paint_then(painter)
        self._paint_now(painter)
        painter.setPen(colour(self.palette(), "text"))
        for at, need in enumerate(self._needs):
            self._paint_name(painter, at, need.name)
        painter.end()

    def _paint_rings(self, painter: QPainter) -> None:
        painter.setPen(QPen(colour(self.palette(), "line"), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        for ring in range(1, round(self._top) + 1):
            painter.drawPolygon(self._shape([float(ring)] * len(self._needs)))

    def _paint_then(self, painter: QPainter) -> None:
        painter.setPen(_then_pen(self))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPolygon(self._shape([n.then for n in self._needs]))

    def _paint_now(self, painter: QPainter) -> None:
        accent = colour(self.palette(), "accent")
        fill = QColor(accent)
        fill.setAlphaF(0.18)
        painter.setPen(_now_pen(self))
        painter.setBrush(fill)
        painter.drawPolygon(self._shape([n.now for n in self._needs]))

    def _paint_name(self, painter: QPainter, at: int, name: str) -> None:
        metrics = self.fontMetrics()
        spot = self._at(at, self._top, beyond=_BEYOND)
        wide, high = metrics.horizontalAdvance(name) + 2, metrics.height()
        turn = self._turn(at)
        left = spot.x() - wide / 2 + sin(turn) * wide / 2
        top = spot.y() - high / 2 - cos(turn) * high / 2
        left = min(max(left, 0), self.width() - wide)
        box = QRectF(left, top, wide, high)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, name)

    def _shape(self, values: Sequence[float | None]) -> QPolygonF:
        known = [(at, v) for at, v in enumerate(values) if v is not None]
        return QPolygonF([self._at(at, value) for at, value in known])

    def _at(self, spoke: int, value: float, beyond: float = 0) -> QPointF:
        far = self._reach() * value / self._top + beyond
        turn = self._turn(spoke)
        middle = self._middle()
        return QPointF(middle.x() + far * sin(turn), middle.y() - far * cos(turn))

    def _turn(self, spoke: int) -> float:
        return 2 * pi * spoke / len(self._needs)

    def _middle(self) -> QPointF:
        return QPointF(self.width() / 2, self.height() / 2 + 2)

    def _reach(self) -> float:
        """Return the largest radius at which every name still fits inside."""
        metrics = self.fontMetrics()
        reach = [self.width() / 2]
        for spoke, need in enumerate(self._needs):
            turn = self._turn(spoke)
            wide, high = metrics.horizontalAdvance(need.name) + 4, metrics.height()
            for part, room, size in (
                (abs(sin(turn)), self.width() / 2, wide),
                (abs(cos(turn)), self.height() / 2 - 3, high),
            ):
                if part > _FLAT:
                    reach.append((room - size * (1 + part) / 2) / part - _BEYOND)
        return max(24.0, min(reach))

    def _said(self, need: Need) -> str:
        then = "not known" if need.then is None else f"{need.then:g}"
        now = "not known" if need.now is None else f"{need.now:g}"
        return f"{need.name}: then {then}, now {now} of {self._top:g}"


class WheelKey(QWidget):
    """What the two lines of a wheel stand for: a piece of each, with its day."""

    def __init__(self, then: str, now: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = FlowLayout(self, gap=16)
        for words, pen in ((then, _then_pen), (now, _now_pen)):
            if words:
                layout.addWidget(_Entry(words, pen))


class _Entry(QWidget):
    def __init__(self, words: str, pen: Callable[[QWidget], QPen]) -> None:
        super().__init__()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(_Line(pen))
        layout.addWidget(text(words, "small"))


class _Line(QWidget):
    """A piece of a line as it is drawn in the wheel."""

    def __init__(self, pen: Callable[[QWidget], QPen]) -> None:
        super().__init__()
        self._pen = pen
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Preferred)

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().height() * 2, self.fontMetrics().height())

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setPen(self._pen(self))
        middle = self.height() // 2
        painter.drawLine(0, middle, self.width(), middle)
        painter.end()


def _then_pen(of: QWidget) -> QPen:
    return QPen(colour(of.palette(), "danger"), 2, Qt.PenStyle.DashLine)


def _now_pen(of: QWidget) -> QPen:
    return QPen(colour(of.palette(), "accent"), 3)
