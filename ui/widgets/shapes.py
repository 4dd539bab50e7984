"""Shapes that no face holds, drawn: a triangle is never a character."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF


def shape_width(shape: str, height: float) -> float:
    return height * (1.9 if shape == "two_triangles" else 1.0)


def draw_shape(painter: QPainter, shape: str, box: QRectF, ink: QColor) -> None:
    """Draw *shape* filling *box* in *ink*."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(ink)
    if shape == "two_triangles":
        half = box.width() / 1.9
        _triangle(painter, QRectF(box.left(), box.top(), half, box.height()))
        _triangle(painter, box.adjusted(box.width() - half, 0, 0, 0))
    elif shape == "triangle":
        _triangle(painter, box)
    elif shape == "triangle_down":
        _polygon(painter, box, ((0, 0.04), (1, 0.04), (0.5, 0.96)))
    elif shape == "diamond":
        _polygon(painter, box, ((0.5, 0), (1, 0.5), (0.5, 1), (0, 0.5)))
    elif shape == "disc":
        painter.drawEllipse(box.adjusted(0.5, 0.5, -0.5, -0.5))
    else:
        _lines(painter, shape, box, ink)


def _lines(painter: QPainter, shape: str, box: QRectF, ink: QColor) -> None:
    thick = max(1.3, box.height() / 8)
    pen = QPen(ink, thick)
    pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    inner = box.adjusted(thick / 2, thick / 2, -thick / 2, -thick / 2)
    if shape == "ring":
        painter.drawEllipse(inner)
    elif shape == "warning":
        _triangle(painter, inner.adjusted(-thick / 2, 0, thick / 2, 0))
        _path(painter, inner, ((0.5, 0.38), (0.5, 0.68)))
        _path(painter, inner, ((0.5, 0.86), (0.5, 0.87)))
    elif shape == "check":
        _path(painter, inner, ((0.02, 0.55), (0.36, 0.88), (0.98, 0.14)))
    elif shape == "cross":
        _path(painter, inner, ((0.1, 0.1), (0.9, 0.9)))
        _path(painter, inner, ((0.9, 0.1), (0.1, 0.9)))
    elif shape == "chevron":
        _path(painter, inner, ((0.05, 0.3), (0.5, 0.75), (0.95, 0.3)))


def _triangle(painter: QPainter, box: QRectF) -> None:
    _polygon(painter, box, ((0.5, 0.04), (1, 0.96), (0, 0.96)))


def _polygon(
    painter: QPainter, box: QRectF, corners: tuple[tuple[float, float], ...]
) -> None:
    painter.drawPolygon(QPolygonF([_at(box, x, y) for x, y in corners]))


def _path(
    painter: QPainter, box: QRectF, points: tuple[tuple[float, float], ...]
) -> None:
    path = QPainterPath(_at(box, *points[0]))
    for x, y in points[1:]:
        path.lineTo(_at(box, x, y))
    painter.drawPath(path)


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())
