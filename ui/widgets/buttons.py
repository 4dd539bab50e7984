"""Buttons: one primary a screen, the others secondary, danger, quiet or a link."""

from typing import Literal

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QKeyEvent, QShowEvent
from PySide6.QtWidgets import QPushButton, QWidget

from ui.theme import colour
from ui.widgets.text import set_look

Kind = Literal["primary", "secondary", "danger", "quiet", "link", "icon"]
_INKS = {
    "primary": "on_accent",
    "danger": "danger",
    "quiet": "accent",
    "link": "accent",
}


class Button(QPushButton):
    """A button with the words on it as its name; Enter presses it as Space does."""

    def __init__(
        self,
        words: str,
        kind: Kind = "secondary",
        *,
        picture: str = "",
        shortcut: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__("" if kind == "icon" else words, parent)
        self._picture = picture
        self.setProperty("kind", kind)
        self.setAccessibleName(words)
        self.setAutoDefault(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if shortcut:
            self.setShortcut(shortcut)
        if shortcut or kind == "icon":
            self.setToolTip(f"{words} ({shortcut})" if shortcut else words)

    def set_words(self, words: str) -> None:
        shortcut = self.shortcut()
        self.setText(words)
        self.setShortcut(shortcut)
        self.setAccessibleName(words)

    def show_words(self, *, shown: bool) -> None:
        """Show the words beside the picture, or the picture alone."""
        words = self.accessibleName()
        self.setText(words if shown else "")
        self.setToolTip("" if shown else words)
        set_look(self, "kind", "secondary" if shown else "icon")
        self._draw_picture()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in {QEvent.Type.PaletteChange, QEvent.Type.StyleChange}:
            self._draw_picture()

    def showEvent(self, event: QShowEvent) -> None:
        self._draw_picture()
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        else:
            super().keyPressEvent(event)

    def _draw_picture(self) -> None:
        if not self._picture:
            return
        from ui.widgets.icons import icon  # noqa: PLC0415  the unlock screen has none

        side = round(self.fontMetrics().height())
        ink = _INKS.get(self.property("kind"), "text")
        gap = 4 if self.text() else 0
        self.setIconSize(QSize(side + gap, side))
        of = self.palette()
        on, off = colour(of, ink), colour(of, "muted")
        self.setIcon(icon(self._picture, on, side, gap=gap, off=off))
