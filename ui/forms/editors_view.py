"""An editor for each kind of field; all of them show and give text."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.forms.declaration import FieldKind, FormField
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.pages import bare_layout
from ui.widgets.read_edits import (
    CountEdit,
    DateEdit,
    MonthsEdit,
    NumberEdit,
    ReadEdit,
    TimeEdit,
)
from ui.widgets.tick_box import TickBox

YES_NO = (("yes", "Yes"), ("no", "No"))


class TickBoxes(QWidget):
    """Any of a list: a box to tick for each; its text has a key a line."""

    edited = Signal()

    def __init__(self, options: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        layout = bare_layout(self)
        self._boxes = {key: TickBox(words) for key, words in options}
        for box in self._boxes.values():
            layout.addWidget(box)
            box.edited.connect(self.edited)
        self.setFocusProxy(next(iter(self._boxes.values())))

    def typed(self) -> str:
        return "\n".join(key for key, box in self._boxes.items() if box.value())

    def show_typed(self, text: str) -> None:
        ticked = text.split("\n")
        for key, box in self._boxes.items():
            box.set_value(key in ticked)


Editor = LineEdit | TextEdit | Choice | Combo | TickBox | TickBoxes | ReadEdit
"""Each gives the text of its field by `typed`, and shows it by `show_typed`."""


def editor_for(asked: FormField, today: date, *, compact: bool = False) -> Editor:
    """Return the editor for *asked*, as yet empty."""
    makers: Mapping[FieldKind, Callable[[], Editor]] = {
        FieldKind.LINE: lambda: LineEdit(asked.hint),
        FieldKind.TEXT: lambda: TextEdit(asked.lines, asked.hint),
        FieldKind.PICK: lambda: _choice(asked.options, compact=compact),
        FieldKind.LIST: lambda: Combo(asked.options, nothing=asked.nothing),
        FieldKind.YES_NO: lambda: _choice(YES_NO, compact=compact),
        FieldKind.TICK: lambda: TickBox(asked.label),
        FieldKind.SEVERAL: lambda: TickBoxes(asked.options),
        FieldKind.DATE: lambda: DateEdit(today),
        FieldKind.DAY: lambda: DateEdit(today),
        FieldKind.TIME: TimeEdit,
        FieldKind.MONTHS: MonthsEdit,
        FieldKind.COUNT: CountEdit,
        FieldKind.NUMBER: NumberEdit,
    }
    return makers[asked.kind]()


def _choice(options: Sequence[tuple[str, str]], *, compact: bool) -> Choice:
    return Choice([Option(key=k, words=w) for k, w in options], compact=compact)
