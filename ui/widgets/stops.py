"""Where the Tab key stops inside a widget."""

from collections.abc import Callable, Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

_FIELDS = (QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)


def first_stop(inside: QWidget) -> QWidget | None:
    """Return the first thing in *inside* that takes the keys, None where nothing does.

    Qt's chain of focus is not walked: PySide ties each widget of it to the one before,
    and lets a label of the frame go with a field of a screen.
    """
    return next(stops_in(inside), None)


def stops_in(inside: QWidget) -> Iterator[QWidget]:
    """Yield all in *inside* that takes the keys."""
    for widget in inside.findChildren(QWidget):
        if takes_keys(widget) and widget.isVisibleTo(inside):
            yield widget


def is_dangerous(stop: QWidget) -> bool:
    """Say whether a key too many there does what is not easily undone."""
    return stop.property("kind") in {"primary", "danger"}


def first_field(inside: QWidget) -> QWidget | None:
    """Return the first field in *inside* that takes the keys, None where none does."""
    return next((w for w in stops_in(inside) if isinstance(w, _FIELDS)), None)


class LastStop:
    """Puts *stop* after all else inside *whole*, wherever it stands on the screen.

    Qt's chain cannot say so: rows that are made later come after everything in it.
    So *stop* is no part of the chain, and *whole* gives it the keys in its turn.
    """

    def __init__(self, whole: QWidget, stop: QWidget) -> None:
        self._whole, self._stop = whole, stop
        stop.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._before: QWidget | None = None

    def go(self, *, forward: bool, on: Callable[[bool], bool]) -> bool:
        """Move the keys as *on* does; return whether they moved."""
        here = self._whole.window().focusWidget()
        if here is self._stop:
            return self._leave(forward=forward, on=on)
        moved = on(forward)
        there = self._whole.window().focusWidget()
        can_stop = self._stop.isEnabled() and self._stop.isVisibleTo(self._whole)
        if forward and here is not None and can_stop and self._is_past(there):
            self._before = here
            self._stop.setFocus(Qt.FocusReason.TabFocusReason)
        return moved

    def _leave(self, *, forward: bool, on: Callable[[bool], bool]) -> bool:
        before, self._before = self._before, None
        if before is None or not isValid(before):
            return on(forward)
        before.setFocus(Qt.FocusReason.BacktabFocusReason)
        return on(forward) if forward else True

    def _is_past(self, there: QWidget | None) -> bool:
        """Say whether the keys left *whole*, or came round to where it begins."""
        if there is None or not self._whole.isAncestorOf(there):
            return True
        return there is first_stop(self._whole)


def takes_keys(widget: QWidget) -> bool:
    """Say whether the Tab key stops at *widget* where it is in sight."""
    tabs = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tabs and widget.isEnabled() and not widget.isHidden()
