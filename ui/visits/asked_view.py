"""Lines of the checklist: large answers, last time's beside, a note where due."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iomdesk.journal.patch import Path
from iomdesk.visits.checklist import AskedItem
from iomdesk.visits.form import answer_field, note_field
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.visit import Check
from ui.saying import day_words
from ui.shown import Option
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.choice import Choice
from ui.widgets.editors import TextEdit
from ui.widgets.fields import QuestionRow
from ui.widgets.reveal import reveal
from ui.widgets.text import text


class AskedCard(Card):
    """One line; its note opens with the pen, or by itself where it is asked for.

    `passed`: a key answered it and nothing more is asked here.
    """

    passed = Signal()

    def __init__(self, viewmodel: VisitViewModel, item: AskedItem) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.item = item
        self._form = viewmodel.session
        self._answer, self._noted = answer_field(item), note_field(item)
        self._wants_note = False
        self.row = QuestionRow(item.text, Choice(options(item)), self._last_words())
        self.note = TextEdit(self._noted.lines, self._noted.hint)
        self.note.setAccessibleName(self._noted.label)
        self._pen = Button(f"Note: {item.text}", "icon", picture="pen")
        self._lay_out()
        self.row.choice.edited.connect(self._type_answer)
        self.row.choice.passed.connect(self._pass)
        self.note.edited.connect(self._type_note)
        self._pen.clicked.connect(self._open_note)
        self.setFocusProxy(self.row)
        self.draw()

    def draw(self) -> None:
        check = self._viewmodel.check(self.item)
        self.row.choice.show_typed(self._form.text(self._answer))
        self.note.show_typed(self._form.text(self._noted))
        wanted = check.answer in self.item.note_for
        self.note.setVisible(wanted or bool(check.note) or self._wants_note)
        self._pen.setVisible(self.note.isHidden())
        lacking = self._prompt(check) if wanted and not check.note else ""
        meanwhile = map(self._form.meanwhile, (self._answer, self._noted))
        self.row.set_problem(" ".join(filter(None, (lacking, *meanwhile))))
        word = visit_reference().answer(check.answer)
        self.set_problem(bool(word and word.alarm) or bool(lacking))

    def _lay_out(self) -> None:
        self.body.setContentsMargins(16, 12, 16, 12)
        across = QHBoxLayout()
        across.setSpacing(12)
        across.addWidget(self.row, 1)
        across.addWidget(self._pen)
        self.body.addLayout(across)
        if self.item.detail:
            self.body.addWidget(text(self.item.detail, "small", wrap=True))
        self.body.addWidget(self.note)

    def _last_words(self) -> str:
        last, on = self.item.last, self.item.last_on
        if last is None or on is None:
            return ""
        answer = visit_reference().answer_label(last.answer) or ""
        said = " · ".join(part for part in (answer.lower(), last.note or "") if part)
        return f"{day_words(on, self._viewmodel.today)}: {said}"

    def _prompt(self, check: Check) -> str:
        word = visit_reference().answer(check.answer)
        return (word.prompt if word else "") or "Say more: a note is needed here."

    def field_at(self, path: Path) -> QWidget:
        return self.note if path == self._noted.key else self

    def _type_answer(self) -> None:
        self._form.type(self._answer, self.row.choice.typed())

    def _pass(self) -> None:
        """Ask for the note that the answer wants, or go on."""
        check = self._viewmodel.check(self.item)
        if check.answer in self.item.note_for and not check.note:
            reveal(self.note)
        else:
            self.passed.emit()

    def _type_note(self) -> None:
        self._form.type(self._noted, self.note.typed())

    def _open_note(self) -> None:
        self._wants_note = True
        self.draw()
        reveal(self.note)


def options(item: AskedItem) -> list[Option]:
    reference = visit_reference()
    words = [word for word in map(reference.answer, item.scale) if word]
    return [
        Option(key=w.code, words=w.label, tone="bad" if w.alarm else "plain")
        for w in words
    ]
