"""Text that is read as a date, a time or a number; Up and Down move it on."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from iomdesk.errors import InputRefused
from iomdesk.forms.typed_text import (
    read_count,
    read_date,
    read_months,
    read_number,
    read_time,
    write_date,
    write_number,
)

_MINUTES = 5


class ReadEdit(QLineEdit):
    """What cannot be read stays as it was typed; `problem` says what is wrong.

    A subclass says how it is read, and how what was read is written when it is left.
    """

    edited = Signal()

    def __init__(self, hint: str, sample: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._sample = sample
        self.setPlaceholderText(hint)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.textEdited.connect(self.edited)
        self.editingFinished.connect(self._tidy)

    def tidied(self, text: str) -> str:
        """Return *text* as it is written, or refuse it."""
        raise NotImplementedError

    def moved(self, text: str, steps: int) -> str:
        """Return *text* moved on by *steps*; *text* where it cannot be."""
        del steps
        return text

    def typed(self) -> str:
        return self.text()

    def show_typed(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    def problem(self) -> str:
        """Return what is wrong with the words, "" where they are read, or are none."""
        if not self.text().strip():
            return ""
        try:
            self.tidied(self.text())
        except InputRefused as refusal:
            return str(refusal)
        return ""

    def is_read(self) -> bool:
        """Say whether something was typed that can be read."""
        return bool(self.text().strip()) and not self.problem()

    def sizeHint(self) -> QSize:
        wide = self.fontMetrics().horizontalAdvance(self._sample) + 48
        return QSize(wide, super().sizeHint().height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = {Qt.Key.Key_Up: 1, Qt.Key.Key_Down: -1}.get(Qt.Key(event.key()), 0)
        now = self.moved(self.text(), step) if step else self.text()
        if now == self.text():
            super().keyPressEvent(event)
            return
        self.setText(now)
        self.edited.emit()

    def _tidy(self) -> None:
        if self.is_read():
            self.show_typed(self.tidied(self.text()))


class DateEdit(ReadEdit):
    """A date, day/month/year; from nothing Up and Down lead to today."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__("dd/mm/yyyy", "dd/mm/yyyy", parent)
        self._today = today

    def value(self) -> date | None:
        return read_date(self.text(), self._today) if self.is_read() else None

    def set_value(self, day: date | None) -> None:
        if day != self.value() or not day:
            self.setText(write_date(day))

    def tidied(self, text: str) -> str:
        return write_date(read_date(text, self._today))

    def moved(self, text: str, steps: int) -> str:
        if not text.strip():
            return write_date(self._today)
        day = self.value()
        return write_date(day + timedelta(steps)) if day else text


class TimeEdit(ReadEdit):
    """A time of day, 19:05, 1905 or 7.05; Up and Down move it by five minutes."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("hh:mm", "hh:mm", parent)

    def tidied(self, text: str) -> str:
        return f"{read_time(text):%H:%M}"

    def moved(self, text: str, steps: int) -> str:
        if not self.is_read():
            return text
        return f"{_later(read_time(text), steps * _MINUTES):%H:%M}"


class CountEdit(ReadEdit):
    """A whole number; Up and Down count on."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "00000", parent)

    def value(self) -> int | None:
        return read_count(self.text()) if self.is_read() else None

    def tidied(self, text: str) -> str:
        return str(read_count(text))

    def moved(self, text: str, steps: int) -> str:
        return str(max(0, int(self.tidied(text)) + steps)) if self.is_read() else text


class MonthsEdit(CountEdit):
    """A number of months, with or without the word."""

    def tidied(self, text: str) -> str:
        return str(read_months(text))


class NumberEdit(ReadEdit):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "00000000", parent)

    def tidied(self, text: str) -> str:
        return write_number(read_number(text))


def _later(at: time, minutes: int) -> time:
    day = datetime.combine(date.min + timedelta(1), at)
    return (day + timedelta(minutes=minutes)).time()
