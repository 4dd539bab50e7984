"""A time of day as officers type it: 19:05, 1905 or 7.05."""

import re
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from iomdesk.clock import LONDON, london_time

HOW = "Write the time as hours and minutes, for example 19:05."
_SHAPE = re.compile(r"(\d{1,2})[:.h ]?(\d{2})")
_STEP = timedelta(minutes=5)


def read_time(words: str) -> time | None:
    """Return the time that *words* say, None where they say none that exists."""
    found = _SHAPE.fullmatch(words.strip())
    try:
        return time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        return None


class TimeEdit(QLineEdit):
    """A time on *day*, on English clocks; Up and Down move it by five minutes."""

    edited = Signal()

    def __init__(self, day: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._day = day
        self.setPlaceholderText("hh:mm")
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self._tidy)

    def value(self) -> datetime | None:
        said = read_time(self.text())
        return datetime.combine(self._day, said, LONDON) if said else None

    def set_value(self, at: datetime | None) -> None:
        held = self.value()
        if at is None:
            self.setText("") if held else None
        elif held is None or held != at.replace(second=0, microsecond=0):
            self._day = london_time(at).date()
            self.setText(f"{london_time(at):%H:%M}")

    def problem(self) -> str:
        """Return what is wrong with the words, "" where they are a time or none."""
        return HOW if self.text().strip() and not self.value() else ""

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance("hh:mm") + 44
        return QSize(wide, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: _STEP, Qt.Key.Key_Down: -_STEP}.get(Qt.Key(event.key()))
        held = self.value()
        if step is None or held is None:
            super().keyPressEvent(event)
            return
        self.setText(f"{held + step:%H:%M}")
        self.edited.emit()

    def _tidy(self) -> None:
        if at := self.value():
            self.setText(f"{at:%H:%M}")
