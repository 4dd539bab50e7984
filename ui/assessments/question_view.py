"""One question of an assessment: answer, evidence beside, last time under it."""

from PySide6.QtWidgets import QWidget

from iomdesk.assessments.form import ItemView, needs_evidence
from iomdesk.assessments.instrument import Item, Kind
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.editors_view import AnswerEditor, editor_for
from ui.assessments.words import answer_words
from ui.widgets.card import Card
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import TextEdit
from ui.widgets.fields import Field
from ui.widgets.text import text


class QuestionCard(Card):
    def __init__(self, viewmodel: AssessmentViewModel, item: Item) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.item = item
        self.editor: AnswerEditor = editor_for(item, viewmodel.today)
        self.field = Field(
            wording(item.label),
            self.editor.widget,
            self._help(),
            optional=not item.required,
        )
        self.evidence: TextEdit | None = None
        self._last = text(self._last_words(), "small", wrap=True)
        self._lay_out()
        self.editor.connect_to(self._answered)
        self.setFocusProxy(self.field)

    def draw(self, view: ItemView) -> None:
        """Take over what is held; a fact that the case gives is only shown."""
        code = self.item.code
        self.editor.show(view.answer, self._viewmodel.raw(code))
        self.editor.widget.setEnabled(not self._is_given())
        self.field.set_problem(self._viewmodel.problem(code))
        if self.evidence:
            self.evidence.set_value(view.answer.evidence or "")
            wanted = needs_evidence(self.item, view.answer)
            self._evidence.set_help(
                "This answer needs it: what, where from, and when." if wanted else ""
            )

    def problem_field(self) -> QWidget:
        """Return the field that is to be put right."""
        answer = self._viewmodel.answer(self.item.code)
        lacks = needs_evidence(self.item, answer) and not answer.evidence
        return self.evidence if lacks and self.evidence else self.field

    def _lay_out(self) -> None:
        if not _takes_evidence(self.item):
            self.body.addWidget(self.field)
            self.body.addWidget(self._last)
        else:
            self.evidence = TextEdit(5)
            self.evidence.edited.connect(self._backed)
            self._evidence = Field("Evidence", self.evidence)
            self.evidence.setAccessibleName(f"Evidence: {wording(self.item.label)}")
            held, left = QWidget(), Card()
            left.setProperty("box", "")
            left.body.setContentsMargins(0, 0, 0, 0)
            left.body.addWidget(self.field)
            left.body.addWidget(self._last)
            left.body.addStretch(1)
            columns = ColumnsLayout(held, least=11)
            columns.addWidget(left)
            columns.addWidget(self._evidence)
            self.body.addWidget(held)
        self._last.setVisible(bool(self._last.text()))

    def _is_given(self) -> bool:
        """Say whether the case gave the answer, so that it is changed there."""
        held = self._viewmodel.given.get(self.item.code)
        return self.item.kind is Kind.FACT and held is not None

    def _help(self) -> str:
        if self.item.kind is Kind.FACT:
            return "From the case, where it is recorded."
        view = self._viewmodel.current()
        said_above = view is not None and view.section.help == self.item.help
        return "" if said_above else wording(self.item.help)

    def _last_words(self) -> str:
        last = self._viewmodel.last_answer(self.item.code)
        words = answer_words(self.item, last) if last else ""
        return f"Last time: {words}" if words else ""

    def _answered(self) -> None:
        self._viewmodel.say(self.item, self.editor.value())

    def _backed(self) -> None:
        if self.evidence:
            self._viewmodel.back_up(self.item, self.evidence.value())


def _takes_evidence(item: Item) -> bool:
    rated = item.kind is Kind.RATING
    return rated or item.evidence_required or bool(item.evidence_for)
