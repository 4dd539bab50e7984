"""Where the Tab key stops inside a widget."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget


def first_stop(inside: QWidget) -> QWidget | None:
    """Return the first thing in *inside* that takes the keys, None where nothing does.

    Qt's chain of focus is not walked: PySide ties each widget of it to the one before,
    and lets a label of the frame go with a field of a screen.
    """
    for widget in inside.findChildren(QWidget):
        if _takes_keys(widget, inside):
            return widget
    return None


def _takes_keys(widget: QWidget, inside: QWidget) -> bool:
    tabs = bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)
    return tabs and widget.isEnabled() and widget.isVisibleTo(inside)
