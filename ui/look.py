"""How the window looks, kept beside the store: the unlock screen needs it."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

SYSTEM = "system"
LEAST, MOST = 100, 200
FILE = "look.txt"
"""A theme and a text size, in words: “dark 150”."""


class Look(NamedTuple):
    """A theme by name, and the text size in per cent."""

    theme: str = SYSTEM
    text_size: int = LEAST

    @property
    def scale(self) -> float:
        return self.text_size / 100


class Looks(QObject):
    """The look that was chosen; `changed` asks for the windows to be dressed again."""

    changed = Signal()

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = folder
        self.look = read_look(folder)

    def choose(self, look: Look) -> None:
        if look != self.look:
            self.look = look
            write_look(self._folder, look)
            self.changed.emit()


def read_look(folder: Path) -> Look:
    """Return what was chosen; what cannot be read is as if nothing was."""
    try:
        theme, size = (folder / FILE).read_text(encoding="utf-8").split()
        return Look(theme=theme, text_size=min(max(int(size), LEAST), MOST))
    except (OSError, ValueError):
        return Look()


def write_look(folder: Path, look: Look) -> None:
    words = f"{look.theme} {look.text_size}"
    (folder / FILE).write_text(words, encoding="utf-8")
