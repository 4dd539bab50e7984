"""One question of an assessment: answer, evidence beside, last time under both."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.assessments.form import ItemView, needs_evidence, takes_evidence
from iomdesk.assessments.instrument import Item, Kind
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.editors_view import AnswerEditor, editor_for
from ui.assessments.last_time_view import LastTimeRow
from ui.widgets.beside_layout import BesideLayout
from ui.widgets.card import Card
from ui.widgets.editors import TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import at_top
from ui.widgets.reveal import reveal

_EVIDENCE_LINES = 2


class QuestionCard(Card):
    """`passed` says that a key answered it: the next question gets the keys."""

    passed = Signal()

    def __init__(self, viewmodel: AssessmentViewModel, item: Item) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.item = item
        self._drawn: tuple[object, ...] = ()
        self.editor: AnswerEditor = editor_for(item, viewmodel.today)
        self.field = Field(
            wording(item.label),
            self.editor.widget,
            self._help(),
            optional=not item.required,
        )
        self.evidence: TextEdit | None = None
        self.last = LastTimeRow(viewmodel, item)
        self.last.confirmed.connect(self.confirm)
        self._lay_out()
        self.editor.connect_to(self._answered)
        self.editor.connect_passed(self._passed)
        self.setFocusProxy(self.field)

    def draw(self, view: ItemView) -> None:
        """Take over what is held; a fact that the case gives is only shown."""
        code = self.item.code
        problem, raw = self._viewmodel.problem(code), self._viewmodel.raw(code)
        standing = self._viewmodel.last.standing(code)
        now = (view.answer, problem, raw, standing)
        if now == self._drawn:
            return
        self._drawn = now
        self.editor.show(view.answer, raw)
        self.editor.widget.setEnabled(not self._is_given())
        self.field.set_problem(problem)
        self.last.draw(view.answer)
        if self.evidence:
            self.evidence.set_value(view.answer.evidence or "")
            wanted = needs_evidence(self.item, view.answer)
            self._evidence.set_help(
                "This answer needs it: what, where from, and when." if wanted else ""
            )

    def problem_field(self) -> QWidget:
        """Return the field that is to be put right."""
        lacks = self.evidence and self.lacks_evidence()
        return self.evidence if lacks and self.evidence else self.field

    def lacks_evidence(self) -> bool:
        answer = self._viewmodel.answer(self.item.code)
        return needs_evidence(self.item, answer) and not answer.evidence

    def confirm(self) -> None:
        self._viewmodel.confirm(self.item)

    def _lay_out(self) -> None:
        self.body.setContentsMargins(16, 12, 16, 12)
        if not takes_evidence(self.item):
            self.body.addWidget(self.field)
        else:
            self.evidence = TextEdit(_EVIDENCE_LINES)
            self.evidence.edited.connect(self._backed)
            self._evidence = Field("Evidence", self.evidence)
            self.evidence.setAccessibleName(f"Evidence: {wording(self.item.label)}")
            held = QWidget()
            BesideLayout(at_top(self.field), self._evidence, held)
            self.body.addWidget(held)
        self.body.addWidget(self.last)

    def _is_given(self) -> bool:
        """Say whether the case gave the answer, so that it is changed there."""
        held = self._viewmodel.given.get(self.item.code)
        return self.item.kind is Kind.FACT and held is not None

    def _help(self) -> str:
        if self.item.kind is Kind.FACT:
            return "From the case, where it is recorded."
        form = self._viewmodel.form
        sections = [view.section for view in form.sections] if form else []
        said_above = any(
            one.code == self.item.section and one.help == self.item.help
            for one in sections
        )
        return "" if said_above else wording(self.item.help)

    def _answered(self) -> None:
        self._viewmodel.say(self.item, self.editor.value())

    def _passed(self) -> None:
        """Ask for the evidence that the answer wants, or go on."""
        if self.evidence and self.lacks_evidence():
            reveal(self.evidence)
        else:
            self.passed.emit()

    def _backed(self) -> None:
        if self.evidence:
            self._viewmodel.back_up(self.item, self.evidence.value())
