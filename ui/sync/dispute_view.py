"""One conflict on the screen: before, this laptop, theirs; nothing preselected."""

from collections.abc import Callable
from typing import Any

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from iomdesk.records.codec import Json
from ui.naming import row_name
from ui.saying import moment_words
from ui.sync.conflicts_viewmodel import THIRD, ConflictsViewModel
from ui.sync.sides import Dispute
from ui.sync.third import How, Third
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice, Option
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import flowing
from ui.widgets.read_edits import CountEdit, DateEdit, ReadEdit
from ui.widgets.reveal import reveal
from ui.widgets.text import prose, text


class DisputeView(Card):
    def __init__(self, viewmodel: ConflictsViewModel, found: Dispute) -> None:
        super().__init__(found.label)
        self._viewmodel = viewmodel
        self.found = found
        self._build_person()
        self.body.addWidget(self._sides())
        self._problem = text("", "danger-small", wrap=True)
        self.body.addWidget(self._problem)
        if found.sealed:
            self._build_late()
        else:
            self._build_choice()
        self.draw()

    def draw(self) -> None:
        words = self._viewmodel.problems.get(self.found.id, "")
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.set_problem(bool(words))

    def _build_person(self) -> None:
        self.person = Button(row_name(self.found.person), "link")
        self.person.clicked.connect(self._open)
        self.body.addWidget(flowing((self.person,)))

    def _sides(self) -> QWidget:
        row = QWidget()
        layout = ColumnsLayout(row, gap=12, least=11)
        if self.found.sealed:
            layout.addWidget(_box("Signed, and stays", self.found.base, ""))
        else:
            layout.addWidget(_box("Before", self.found.base, "what both started from"))
        for side in self.found.sides:
            when = moment_words(side.at, self._viewmodel.today)
            layout.addWidget(_box(side.who, side.words, when))
        return row

    def _build_late(self) -> None:
        self.body.addWidget(
            prose(
                "This edit was made before its author had seen the signature. What was"
                " signed does not change.",
                "muted",
            )
        )
        self.keep = Button(f"Keep the edit as {self.found.kept_as}")
        self.keep.clicked.connect(self._keep)
        self.leave = Button("Leave it as signed")
        self.leave.clicked.connect(self._leave)
        self.body.addWidget(flowing((self.keep, self.leave)))

    def _build_choice(self) -> None:
        found = self.found
        options = [Option(key=side.key, words=side.who) for side in found.sides]
        if found.third:
            options.append(Option(key=THIRD, words="Another value"))
        self.choice = Choice(options, "What is right?")
        self.choice.edited.connect(self._picked)
        self.third = _editor(found.third, self._viewmodel) if found.third else None
        self.settle = Button("Settle")
        self.settle.clicked.connect(self._settle)
        self.body.addWidget(Field("What is right?", self.choice))
        self._third_field = Field("The value that is right", self.third or LineEdit())
        self._third_field.hide()
        self.body.addWidget(self._third_field)
        self.body.addWidget(flowing((self.settle,)))

    def _picked(self) -> None:
        third = self.choice.value() == THIRD
        self._third_field.setVisible(third)
        if third:
            reveal(self._third_field)

    def _settle(self) -> None:
        wrong = self.third.problem() if isinstance(self.third, ReadEdit) else ""
        self._third_field.set_problem(wrong)
        if wrong and self.choice.value() == THIRD:
            reveal(self._third_field)
            return
        self._viewmodel.settle(self.found, self.choice.value(), self._third_value())

    def _third_value(self) -> Json:
        if self.found.third is None or self.third is None:
            return None
        return _value(self.found.third, self.third)

    def _keep(self) -> None:
        self._viewmodel.keep_late(self.found)

    def _leave(self) -> None:
        self._viewmodel.leave_signed(self.found)

    def _open(self) -> None:
        self._viewmodel.open_person(self.found)


def _box(heading: str, words: str, note: str) -> QFrame:
    box = QFrame()
    box.setProperty("box", "edge")
    layout = QVBoxLayout(box)
    layout.setContentsMargins(12, 2, 4, 2)
    layout.setSpacing(2)
    layout.addWidget(text(heading, "small-strong", wrap=True))
    layout.addWidget(prose(words, "strong"))
    if note:
        layout.addWidget(text(note, "small", wrap=True))
    layout.addStretch(1)
    return box


def _editor(third: Third, viewmodel: ConflictsViewModel) -> Any:
    makers: dict[How, Callable[[], QWidget]] = {
        How.CHOICE: lambda: Combo(third.choices, nothing="Choose"),
        How.DATE: lambda: DateEdit(viewmodel.today),
        How.TEXT: lambda: TextEdit(2),
        How.NUMBER: CountEdit,
    }
    return makers[third.how]()


def _value(third: Third, editor: Any) -> Json:
    """Return what was typed as it is stored, None where nothing was."""
    said = editor.value()
    if third.how is How.DATE:
        return said.isoformat() if said else None
    if third.is_yes_no and said:
        return bool(said == "yes")
    return None if said == "" else said
