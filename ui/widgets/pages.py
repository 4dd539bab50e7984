"""How a page is put together: margins, columns of cards, and emptying it again."""

from collections.abc import Sequence

from PySide6.QtWidgets import QLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.widgets.flow_layout import FlowLayout

_LOW = 24
"""In heights of a line: a window that is lower leaves its room to the work."""


def is_low(widget: QWidget) -> bool:
    """Say whether the window is so low for its text that all but the work gives way."""
    return widget.window().height() < widget.fontMetrics().height() * _LOW


def page_layout(parent: QWidget, *, gap: int = 14) -> QVBoxLayout:
    """Return the layout of a page on the 8-px grid."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(24, 16, 24, 16)
    layout.setSpacing(gap)
    return layout


def bare_layout(parent: QWidget, *, gap: int = 0) -> QVBoxLayout:
    """Return a layout that takes no room of its own."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(gap)
    return layout


def column(cards: Sequence[QWidget], *, gap: int = 14) -> QWidget:
    """Return *cards* one under the other; the last takes what is left."""
    made = QWidget()
    layout = bare_layout(made, gap=gap)
    for at, card in enumerate(cards):
        layout.addWidget(card, 1 if at == len(cards) - 1 else 0)
    return made


def at_top(widget: QWidget) -> QWidget:
    """Return *widget* with the room that is left below it."""
    held = QWidget()
    layout = bare_layout(held)
    layout.addWidget(widget)
    layout.addStretch(1)
    return held


def flowing(widgets: Sequence[QWidget], *, gap: int = 8) -> QWidget:
    """Return *widgets* in a row that goes on in the next line."""
    row = QWidget()
    layout = FlowLayout(row, gap=gap)
    for widget in widgets:
        layout.addWidget(widget)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row


def empty(layout: QLayout) -> None:
    """Take everything out of *layout* and let it go."""
    while item := layout.takeAt(0):
        if widget := item.widget():
            widget.hide()
            widget.deleteLater()
        elif inner := item.layout():
            empty(inner)
