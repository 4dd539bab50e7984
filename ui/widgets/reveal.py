"""Brings what matters now to the officer: the keys go to it, and it is in sight."""

from functools import partial

from PySide6.QtCore import QPoint, QRect, Qt, QTimer
from PySide6.QtWidgets import QScrollArea, QWidget
from shiboken6 import isValid

from ui.widgets.stops import first_stop, takes_keys

_ROOM = 24
"""Pixels left above and below what is brought into sight."""

_TURNS = 10


def reveal(widget: QWidget) -> None:
    """Give the keys to *widget*, or to the first thing in it, and bring it into sight.

    A problem, a new row, a summary, the next question: whatever a screen leads to goes
    through here. Only the Tab key scrolls by itself, and what was just put on a page
    has no place yet: so this scrolls once the layouts are done.
    """
    stop = _stop(widget)
    if stop is not None:
        stop.setFocus(Qt.FocusReason.OtherFocusReason)
    shown = stop or widget
    QTimer.singleShot(0, shown, partial(_into_sight, shown, QRect(), _TURNS))


def _stop(widget: QWidget) -> QWidget | None:
    """Return what takes the keys for *widget*: never a scroll area around it."""
    while (proxy := widget.focusProxy()) is not None:
        widget = proxy
    if takes_keys(widget) and not isinstance(widget, QScrollArea):
        return widget
    return first_stop(widget)


def _into_sight(widget: QWidget, before: QRect, turns: int) -> None:
    """Scroll to *widget*, and again until it no longer moves: rows grow in turns."""
    if not isValid(widget):
        return
    above: QWidget | None = widget
    while above is not None and not above.isWindow():
        above = above.parentWidget()
        if isinstance(above, QScrollArea):
            _scroll(above, widget)
    now = QRect(widget.mapTo(widget.window(), QPoint()), widget.size())
    if turns and now != before:
        again = partial(_into_sight, widget, now, turns - 1)
        QTimer.singleShot(0, widget, again)


def _scroll(area: QScrollArea, widget: QWidget) -> None:
    """Move *area* no further than needed to show *widget* with what stands round it."""
    content, bar = area.widget(), area.verticalScrollBar()
    if content is None:
        return
    high = area.viewport().height()
    around = _around(widget, content, high - 2 * _ROOM)
    box = QRect(around.mapTo(content, QPoint()), around.size())
    top, bottom = box.top() - _ROOM, box.bottom() + _ROOM
    if top < bar.value() or bottom - top > high:
        bar.setValue(top)
    elif bottom > bar.value() + high:
        bar.setValue(bottom - high)


def _around(widget: QWidget, content: QWidget, high: int) -> QWidget:
    """Return the largest part of the page round *widget* that is no taller than *high*.

    So a field comes with its label and its problem, a row with its card.
    """
    around, above = widget, widget.parentWidget()
    while above and above is not content and above.height() <= high:
        around, above = above, above.parentWidget()
    return around
