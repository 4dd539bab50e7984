"""An editor for each kind of item, and the table that picks it."""

from collections.abc import Callable
from datetime import date
from typing import Protocol

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.instrument import Item, Kind
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.wording import wording
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.read_edits import DateEdit
from ui.widgets.tick_box import TickBox

_MOST_BUTTONS = 6


class AnswerEditor(Protocol):
    """What a question asks of its editor."""

    @property
    def widget(self) -> QWidget: ...

    def value(self) -> object:
        """Return what was typed or picked, as `answer_of` takes it."""

    def show(self, answer: Answer, raw: str) -> None:
        """Show the answer, or the words that are none yet."""

    def connect_to(self, changed: Callable[[], object]) -> None: ...

    def connect_passed(self, passed: Callable[[], object]) -> None:
        """Have *passed* told when a key says that the question is done."""


class PickEditor:
    """One of a few as buttons, one of many as a list."""

    def __init__(self, item: Item) -> None:
        choices = [(c.code, wording(c.label)) for c in item.choices]
        few = len(choices) <= _MOST_BUTTONS
        self._choice = (
            Choice([Option(key=k, words=w) for k, w in choices], compact=True)
            if few
            else None
        )
        self._combo = None if few else Combo(choices, nothing="Choose one")
        self.widget: QWidget = self._choice or self._combo or QWidget()

    def value(self) -> object:
        picked = self._choice or self._combo
        return (picked.value() if picked else "") or None

    def show(self, answer: Answer, _raw: str) -> None:
        if picked := self._choice or self._combo:
            picked.set_value(answer.choice or "")

    def connect_to(self, changed: Callable[[], object]) -> None:
        if picked := self._choice or self._combo:
            picked.edited.connect(changed)

    def connect_passed(self, passed: Callable[[], object]) -> None:
        if self._choice:
            self._choice.passed.connect(passed)


class YesNoEditor:
    def __init__(self, _item: Item) -> None:
        options = [Option(key="yes", words="Yes"), Option(key="no", words="No")]
        self.widget = Choice(options, compact=True)

    def value(self) -> object:
        return {"yes": True, "no": False}.get(self.widget.value())

    def show(self, answer: Answer, _raw: str) -> None:
        said = {True: "yes", False: "no", None: ""}[answer.flag]
        self.widget.set_value(said)

    def connect_to(self, changed: Callable[[], object]) -> None:
        self.widget.edited.connect(changed)

    def connect_passed(self, passed: Callable[[], object]) -> None:
        self.widget.passed.connect(passed)


class SeveralEditor:
    """Any of a list: a box to tick for each."""

    def __init__(self, item: Item) -> None:
        self.widget = QWidget()
        layout = QVBoxLayout(self.widget)
        layout.setContentsMargins(0, 0, 0, 0)
        self._boxes = {c.code: TickBox(wording(c.label)) for c in item.choices}
        for box in self._boxes.values():
            layout.addWidget(box)
        if self._boxes:
            self.widget.setFocusProxy(next(iter(self._boxes.values())))

    def value(self) -> object:
        return [code for code, box in self._boxes.items() if box.value()] or None

    def show(self, answer: Answer, _raw: str) -> None:
        for code, box in self._boxes.items():
            box.set_value(code in answer.choices)

    def connect_to(self, changed: Callable[[], object]) -> None:
        for box in self._boxes.values():
            box.edited.connect(changed)

    def connect_passed(self, _passed: Callable[[], object]) -> None:
        """Tell nobody: Space ticks a box, and Page Down goes on."""


class NumberEditor:
    def __init__(self, _item: Item) -> None:
        self.widget = LineEdit()
        self.widget.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def value(self) -> object:
        words = self.widget.value().replace(",", "")
        try:
            number = float(words)
        except ValueError:
            return words or None
        return int(number) if number.is_integer() else number

    def show(self, answer: Answer, raw: str) -> None:
        held = plain(answer.amount) if answer.amount is not None else raw
        if not self.widget.hasFocus():
            self.widget.set_value(held)

    def connect_to(self, changed: Callable[[], object]) -> None:
        self.widget.edited.connect(changed)

    def connect_passed(self, passed: Callable[[], object]) -> None:
        self.widget.returnPressed.connect(passed)


class DayEditor:
    def __init__(self, today: date) -> None:
        self.widget = DateEdit(today)

    def value(self) -> object:
        return self.widget.value() or self.widget.text().strip() or None

    def show(self, answer: Answer, raw: str) -> None:
        if self.widget.hasFocus():
            return
        if raw:
            self.widget.setText(raw)
        else:
            self.widget.set_value(answer.on)

    def connect_to(self, changed: Callable[[], object]) -> None:
        self.widget.edited.connect(changed)

    def connect_passed(self, passed: Callable[[], object]) -> None:
        self.widget.returnPressed.connect(passed)


class WordsEditor:
    def __init__(self, item: Item) -> None:
        short = item.limits.longest is not None and item.limits.longest <= _LINE
        self._line = LineEdit() if short else None
        self._text = None if short else TextEdit(2)
        self.widget: QWidget = self._line or self._text or QWidget()

    def value(self) -> object:
        editor = self._line or self._text
        return (editor.value() if editor else "") or None

    def show(self, answer: Answer, raw: str) -> None:
        if editor := self._line or self._text:
            editor.set_value(answer.text or raw)

    def connect_to(self, changed: Callable[[], object]) -> None:
        if editor := self._line or self._text:
            editor.edited.connect(changed)

    def connect_passed(self, passed: Callable[[], object]) -> None:
        if self._line:
            self._line.returnPressed.connect(passed)


_LINE = 60


def editor_for(item: Item, today: date) -> AnswerEditor:
    """Return the editor for the kind of value that *item* takes."""
    if item.value_kind is Kind.DATE:
        return DayEditor(today)
    makers: dict[Kind, Callable[[Item], AnswerEditor]] = {
        Kind.RATING: PickEditor,
        Kind.CHOICE: PickEditor,
        Kind.CHOICES: SeveralEditor,
        Kind.YES_NO: YesNoEditor,
        Kind.NUMBER: NumberEditor,
        Kind.COUNT: NumberEditor,
    }
    return makers.get(item.value_kind, WordsEditor)(item)
