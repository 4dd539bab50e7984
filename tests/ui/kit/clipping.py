"""Finds text that its widget cuts off."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QComboBox,
    QLabel,
    QScrollArea,
    QTabBar,
    QTableView,
    QWidget,
)

_SLACK = 2


def clipped(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in window.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if words := _too_small(widget) or _cut_off(widget, window):
            yield widget, words


def _too_small(widget: QWidget) -> str:
    if isinstance(widget, QLabel):
        return _label(widget)
    if isinstance(widget, QScrollArea):
        across = widget.horizontalScrollBar().maximum()
        return f"scrolls {across} px sideways" if across else ""
    if isinstance(widget, QTableView):
        return _header(widget)
    if isinstance(widget, QAbstractButton | QComboBox) and not _is_of_qt(widget):
        return _compare(widget, widget.minimumSizeHint().width())
    if type(widget).__name__ in {"RiskBadge", "MarkerChip", "Chip"}:
        return _compare(widget, widget.minimumSizeHint().width())
    return ""


def _label(label: QLabel) -> str:
    if not label.text() or label.textFormat() is Qt.TextFormat.RichText:
        needed = label.heightForWidth(label.width()) if label.text() else 0
        return _short(label, needed)
    if not label.wordWrap():
        wide = max(label.fontMetrics().horizontalAdvance(t) for t in _lines(label))
        return _narrow(label, wide)
    words = label.text().split()
    longest = max((label.fontMetrics().horizontalAdvance(w) for w in words), default=0)
    return _narrow(label, longest) or _short(label, label.heightForWidth(label.width()))


def _lines(label: QLabel) -> list[str]:
    return label.text().split("\n")


def _compare(widget: QWidget, wide: int) -> str:
    if wide > widget.width() + _SLACK:
        return _narrow(widget, wide)
    if widget.hasHeightForWidth():
        return _short(widget, widget.heightForWidth(widget.width()))
    return _short(widget, widget.minimumSizeHint().height())


def _narrow(widget: QWidget, wide: int) -> str:
    if wide <= widget.width() + _SLACK:
        return ""
    return f"needs {wide} px of width and has {widget.width()}"


def _short(widget: QWidget, high: int) -> str:
    if high <= widget.height() + _SLACK:
        return ""
    return f"needs {high} px of height and has {widget.height()}"


def _header(table: QTableView) -> str:
    header, model = table.horizontalHeader(), table.model()
    for column in range(model.columnCount() if model else 0):
        title = str(model.headerData(column, Qt.Orientation.Horizontal) or "")
        wide = header.fontMetrics().horizontalAdvance(title)
        if wide > header.sectionSize(column) and not table.isColumnHidden(column):
            return f"the column “{title}” is narrower than its title"
    return ""


def _cut_off(widget: QWidget, window: QWidget) -> str:
    """Say whether what holds *widget* shows all of it, scrolling apart."""
    if not isinstance(widget, QLabel | QAbstractButton | QTabBar):
        return ""
    box = QRect(QPoint(), widget.size())
    above: QWidget = widget
    while above is not window and (parent := above.parentWidget()):
        box.translate(above.pos())
        if isinstance(parent.parentWidget(), QAbstractScrollArea):
            return ""
        over = max(box.right() - parent.width(), box.bottom() - parent.height())
        if over > _SLACK or min(box.left(), box.top()) < -_SLACK:
            return f"sticks out of its {type(parent).__name__}"
        above = parent
    return ""


def _is_of_qt(widget: QWidget) -> bool:
    return isinstance(widget.parentWidget(), QTabBar)
