"""Measures contrast on the pixels as drawn, not on what a palette promises."""

from collections import Counter
from collections.abc import Iterator

from PySide6.QtCore import QMargins, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QFont, QImage
from PySide6.QtWidgets import (
    QAbstractButton,
    QComboBox,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QTableView,
    QWidget,
)

LEAST, LEAST_LARGE = 4.5, 3.0
_LARGE, _LARGE_BOLD = 24, 18.66
_EDGE = 5
_MOST_OF_IT = 0.7


def faint(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    shot = window.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)
    for widget in window.findChildren(QWidget):
        if not widget.isVisible() or not widget.isEnabled():
            continue
        for box in _written(widget):
            seen = _seen(widget, box, window)
            if seen.height() < _MOST_OF_IT * box.height():
                continue  # scrolled half out of sight: too little of the ink is there
            measured = contrast_in(shot.copy(seen)) if not seen.isEmpty() else 0
            if measured and measured < _least(widget.font()):
                yield widget, f"text has a contrast of {measured:.1f}:1"


def contrast_in(picture: QImage) -> float:
    """Return how far the ink stands off the ground; 0 where there is one colour."""
    bits = memoryview(picture.constBits()).cast("I")
    colours = Counter(bits)
    if len(colours) == 1:
        return 0
    ground = luminance(QColor(colours.most_common(1)[0][0] & 0xFFFFFF))
    return max(ratio(luminance(QColor(ink & 0xFFFFFF)), ground) for ink in colours)


def ratio(one: float, other: float) -> float:
    """Return WCAG's contrast of two luminances."""
    light, dark = max(one, other), min(one, other)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: QColor) -> float:
    parts = (colour.redF(), colour.greenF(), colour.blueF())
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _written(widget: QWidget) -> Iterator[QRect]:
    """Return the boxes, in the widget's own pixels, that hold text."""
    inner = widget.rect().marginsRemoved(QMargins(_EDGE, _EDGE, _EDGE, _EDGE))
    if isinstance(widget, QLabel) and widget.text():
        yield widget.rect()
    elif isinstance(widget, QAbstractButton) and widget.text():
        yield inner
    elif isinstance(widget, QLineEdit):
        if widget.text() or widget.placeholderText():
            yield inner
    elif (isinstance(widget, QComboBox) and widget.currentText()) or (
        isinstance(widget, QPlainTextEdit) and widget.toPlainText()
    ):
        yield inner
    elif isinstance(widget, QTableView):
        yield from _cells(widget)


def _cells(table: QTableView) -> Iterator[QRect]:
    model = table.model()
    for row in range(model.rowCount()):
        for column in range(model.columnCount()):
            index = model.index(row, column)
            whole = table.visualRect(index)
            box = whole.intersected(table.viewport().rect())
            if box.height() < _MOST_OF_IT * whole.height():
                continue
            if box.height() > 2 * _EDGE and index.data(Qt.ItemDataRole.DisplayRole):
                box.translate(table.viewport().pos())
                yield box.adjusted(_EDGE, _EDGE, -_EDGE, -_EDGE)


def _seen(widget: QWidget, box: QRect, window: QWidget) -> QRect:
    visible = widget.visibleRegion().boundingRect()
    if isinstance(widget, QTableView):
        within = widget.viewport()
        visible = within.visibleRegion().boundingRect().translated(within.pos())
    box = box.intersected(visible)
    return box.translated(widget.mapTo(window, QPoint(0, 0)))


def _least(font: QFont) -> float:
    bold = font.weight() >= QFont.Weight.Bold
    large = font.pixelSize() >= (_LARGE_BOLD if bold else _LARGE)
    return LEAST_LARGE if large else LEAST
