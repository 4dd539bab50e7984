"""A card: a heading and what stands under it, on the surface with a thin line round."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.text import set_look, text


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


def scrolling(content: QWidget) -> "ScrollPage":
    """Return *content* in an area that scrolls up and down."""
    area = ScrollPage()
    area.setWidget(content)
    content.setAutoFillBackground(False)
    return area


class ScrollPage(QScrollArea):
    """A page that scrolls; no stop of the Tab key: `PageView` scrolls it by key."""

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        # One of our own making: asked for Qt's, PySide first loads every widget it has.
        self.setViewport(QWidget())
        self.viewport().setAutoFillBackground(False)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave the keys to another page where there is nothing to scroll."""
        if self.verticalScrollBar().maximum():
            super().keyPressEvent(event)
        else:
            event.ignore()
