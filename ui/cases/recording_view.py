"""Recording a score that another tool gave: the tool first, then what it says."""

from datetime import date
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from ui.cases.recording import DAY, Asked
from ui.cases.recording_viewmodel import RecordScoreViewModel
from ui.shell.tall_dialog_view import TallDialog
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import at_top, bare_layout, empty
from ui.widgets.read_edits import DateEdit
from ui.widgets.reveal import reveal
from ui.widgets.text import prose, text

_WORDS = "It is kept as the tool gave it: nothing is worked out or banded again."
_WIDE = 44
_MOST_BUTTONS = 4


class _Editor(Protocol):
    edited: SignalInstance

    def value(self) -> object: ...


class RecordScoreDialog(TallDialog):
    def __init__(self, viewmodel: RecordScoreViewModel, parent: QWidget) -> None:
        self.viewmodel = viewmodel
        self.tool = Combo(viewmodel.tools)
        self.editors: dict[str, _Editor] = {}
        self.fields: dict[str, Field] = {}
        self.problem = text("", "danger", wrap=True)
        super().__init__("Record a score", self._page(), parent, _WIDE)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Record the score", "primary", self._record)
        self.tool.edited.connect(self._choose)
        viewmodel.asked_anew.connect(self._ask)
        viewmodel.changed.connect(self._draw)
        viewmodel.recorded.connect(self.accept)
        self._ask()

    def _page(self) -> QWidget:
        page, room = QWidget(), QWidget()
        layout = bare_layout(page, gap=12)
        layout.addWidget(prose(_WORDS, "muted"))
        layout.addWidget(self.problem)
        layout.addWidget(Field("Tool", self.tool))
        layout.addWidget(room)
        layout.addStretch(1)
        self._room = ColumnsLayout(room, gap=16, least=15)
        return page

    def _choose(self) -> None:
        self.viewmodel.choose_tool(self.tool.value())

    def _ask(self) -> None:
        """Ask what this tool gives; what was typed before stays where it fits."""
        typed = {key: editor.value() for key, editor in self.editors.items()}
        empty(self._room)
        self.editors, self.fields = {}, {}
        for asked in self.viewmodel.asked:
            editor = self._editor(asked, typed.get(asked.key))
            field = Field(asked.label, editor, asked.help, optional=asked.optional)
            self.fields[asked.key] = field
            self._room.addWidget(at_top(field))
        self._draw()

    def _editor(self, asked: Asked, typed: object) -> QWidget:
        if asked.key == DAY:
            day = DateEdit(self.viewmodel.desk.today)
            day.set_value(typed if isinstance(typed, date) else None)
            self.editors[asked.key] = day
            return day
        words = typed if isinstance(typed, str) else ""
        made = _words_editor(asked)
        made.set_value(words)
        self.editors[asked.key] = made
        return made

    def _draw(self) -> None:
        for key, field in self.fields.items():
            field.set_problem(self.viewmodel.problem_of(key))
        at_field = any(field.problem() for field in self.fields.values())
        self.problem.setText("" if at_field else self.viewmodel.problem)
        self.problem.setVisible(bool(self.problem.text()))
        wrong = (field for field in self.fields.values() if field.problem())
        if first := next(wrong, None):
            reveal(first)
        elif self.problem.text():
            reveal(self.problem)

    def _record(self) -> None:
        self.viewmodel.record(
            {key: editor.value() for key, editor in self.editors.items()}
        )


def _words_editor(asked: Asked) -> Choice | Combo | LineEdit | TextEdit:
    if asked.lines > 1:
        return TextEdit(asked.lines)
    if not asked.options:
        return LineEdit()
    if len(asked.options) <= _MOST_BUTTONS:
        options = [Option(key=word, words=_capital(word)) for word in asked.options]
        return Choice(options, compact=True)
    return Combo([(word, word) for word in asked.options], nothing="Choose one")


def _capital(word: str) -> str:
    return word[:1].upper() + word[1:]
