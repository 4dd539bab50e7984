"""Words on the screen in one of a few looks; what was typed is never markup."""

from html import escape
from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

Look = Literal[
    "title",
    "heading",
    "body",
    "strong",
    "small",
    "small-strong",
    "muted",
    "danger",
    "danger-small",
    "number",
]


def text(words: str = "", look: Look = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of *words* in *look*."""
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setProperty("look", look)
    label.setWordWrap(wrap)
    if wrap:
        label.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    return label


def prose(words: str = "", look: Look = "body") -> QLabel:
    """Return a label for several lines, set with room between them."""
    label = text(words, look, wrap=True)
    label.setTextFormat(Qt.TextFormat.RichText)
    set_prose(label, words)
    return label


def set_prose(label: QLabel, words: str) -> None:
    lines = escape(words).replace("\n", "<br>")
    label.setText(f'<p style="line-height: 140%; margin: 0">{lines}</p>')
    label.setAccessibleName(words)


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set the dynamic property *name* and have the style sheet read again."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def visit_mode(widget: QWidget) -> None:
    """Give *widget* and all in it the sizes for a doorstep; call it while building."""
    widget.setProperty("mode", "visit")
