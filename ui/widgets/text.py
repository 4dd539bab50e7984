"""Words on the screen in one of a few looks; what was typed is never markup."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
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


_WIDEST = 48
"""In heights of a line: a wrapped label asks for no more."""


class Label(QLabel):
    """A label that asks for one line, and wraps only where there is no room for it."""

    def sizeHint(self) -> QSize:
        if not self.wordWrap() or not self.text():
            return super().sizeHint()
        self.ensurePolished()
        room = self.contentsMargins()
        sides = room.left() + room.right() + 2
        wide = max(self.fontMetrics().horizontalAdvance(line) for line in self._lines())
        wide = min(wide, self.fontMetrics().height() * _WIDEST) + sides
        return QSize(wide, self.heightForWidth(wide))

    def _lines(self) -> list[str]:
        if self.textFormat() is Qt.TextFormat.RichText:
            return self.accessibleName().split("\n")
        return self.text().split("\n")


def text(words: str = "", look: Look = "body", *, wrap: bool = False) -> QLabel:
    """Return a label of *words* in *look*."""
    label = Label(words)
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
    # The face's own line is 1.3 of its size; 108 % of it makes 1.4.
    lines = _escaped(words).replace("\n", "<br>")
    label.setAccessibleName(words)
    label.setText(f'<p style="line-height: 108%; margin: 0">{lines}</p>')


def _escaped(words: str) -> str:
    """Do what `html.escape` does to text, without the 2,000 names that it loads."""
    for mark, name in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;")):
        words = words.replace(mark, name)
    return words


def set_look(widget: QWidget, name: str, value: object) -> None:
    """Set the dynamic property *name* and have the style sheet read again."""
    if widget.property(name) == value:
        return
    widget.setProperty(name, value)
    if widget.testAttribute(Qt.WidgetAttribute.WA_WState_Polished):
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def visit_mode(widget: QWidget) -> None:
    """Give *widget* and all in it the sizes for a doorstep; call it while building."""
    widget.setProperty("mode", "visit")
