"""Where the Tab key stops inside a widget."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def first_stop(inside: QWidget) -> QWidget | None:
    """Return the first thing in *inside* that takes the keys, None where nothing does.

    The chain of focus runs in the order of the Tab key and comes round to its start.
    """
    at = inside.nextInFocusChain()
    while at and at is not inside:
        if inside.isAncestorOf(at) and _takes_keys(at, inside):
            return at
        at = at.nextInFocusChain()
    return None


def _takes_keys(widget: QWidget, inside: QWidget) -> bool:
    tabs = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tabs and widget.isEnabled() and widget.isVisibleTo(inside)
