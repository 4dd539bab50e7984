"""A card: a heading and what stands under it, on the surface with a thin line round."""

from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.text import set_look, text

_ROOM = 24
"""Pixels left above and below what is brought into sight."""


class Card(QFrame):
    """Add to `body`; `beside` holds what stands right of the heading."""

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(16, 14, 16, 16)
        self.body.setSpacing(8)
        self.beside = QHBoxLayout()
        self.heading = text(heading, "heading", wrap=True)
        if heading:
            self.beside.addWidget(self.heading, 1)
            self.body.addLayout(self.beside)
            self.setAccessibleName(heading)

    def set_problem(self, problem: bool) -> None:  # noqa: FBT001
        set_look(self, "problem", "true" if problem else "false")


def edge(parent: QWidget | None = None, *, now: bool = False) -> QFrame:
    """Return a frame with a line down its left side, for one entry of a story."""
    frame = QFrame(parent)
    frame.setProperty("box", "edge")
    frame.setProperty("now", "true" if now else "false")
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(12, 0, 0, 0)
    layout.setSpacing(2)
    return frame


def rule(parent: QWidget | None = None) -> QFrame:
    frame = QFrame(parent)
    frame.setProperty("box", "rule")
    return frame


def scrolling(content: QWidget, name: str = "") -> "ScrollPage":
    """Return *content* in an area that scrolls up and down.

    Give a *name* where there is only reading in it: then Tab stops at the area itself,
    and the arrow keys scroll it.
    """
    area = ScrollPage(name)
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


def take_keys(widget: QWidget) -> None:
    """Give *widget* the keys and bring it into sight: only the Tab key does so."""
    widget.setFocus()
    at = widget.parentWidget()
    while at is not None:
        if isinstance(at, ScrollPage):
            show = partial(at.ensureWidgetVisible, widget, 0, _ROOM)
            # What was just opened has no place before the layout was done.
            QTimer.singleShot(0, widget, show)
        at = at.parentWidget()


class ScrollPage(QScrollArea):
    """A page that scrolls; what takes the focus is brought into sight."""

    def __init__(self, name: str = "") -> None:
        super().__init__()
        stops = Qt.FocusPolicy.StrongFocus if name else Qt.FocusPolicy.NoFocus
        self.setFocusPolicy(stops)
        self.setAccessibleName(name)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # One of our own making: asked for Qt's, PySide first loads every widget it has.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)
