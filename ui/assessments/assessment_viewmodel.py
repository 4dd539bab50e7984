"""An assessment being made: answers as typed, the score so far, what is missing."""

from collections.abc import Callable
from datetime import date
from functools import partial

from attrs import evolve
from PySide6.QtCore import QObject, Signal

from iomdesk.assessments import assessment as rules
from iomdesk.assessments.actions import case_facts
from iomdesk.assessments.again import confirmed
from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.assessment import Assessment, NotComplete, Override
from iomdesk.assessments.form import FormView, Missing, SectionView, form_view
from iomdesk.assessments.forms import (
    AssessmentForm,
    begin_assessment,
    finish_assessment,
)
from iomdesk.assessments.instrument import Instrument, Item
from iomdesk.errors import InputRefused, UserError
from iomdesk.ports import Opened
from iomdesk.records.codec import Document, to_document
from ui.assessments.last_time import LastTime
from ui.assessments.order import asked, first_open
from ui.assessments.reading import FORM, HeldAssessment, read_assessment, typed
from ui.consulting import log_consultation
from ui.desk import Desk
from ui.drafting import Drafting
from ui.places import AssessmentPlace, PersonPlace, PreviewPlace, VisitPlace


class AssessmentViewModel(QObject):
    """`opened` says that the form can be drawn, `changed` that an answer was given."""

    opened = Signal()
    changed = Signal()
    section_changed = Signal()
    refused = Signal()

    def __init__(self, desk: Desk, place: AssessmentPlace) -> None:
        super().__init__()
        self.desk = desk
        self.place = place
        self.held: HeldAssessment | None = None
        self.assessment: Assessment | None = None
        self.form: FormView | None = None
        self.section = ""
        self.asked_for: tuple[Missing, ...] = ()
        self.refusal: UserError | None = None
        self.busy = False
        self.given: dict[str, Answer] = {}
        self.last = LastTime(None, desk.today)
        self._opened: Opened | None = None
        self._problems: dict[str, str] = {}
        self._raw: dict[str, str] = {}
        self.drafting = Drafting(desk, FORM, self._body, self)
        log_consultation(desk, place.case_id, self)
        self._read()

    @property
    def today(self) -> date:
        return self.desk.today

    @property
    def instrument(self) -> Instrument | None:
        return self.held.instrument if self.held else None

    def current(self) -> SectionView | None:
        sections = self.form.sections if self.form else ()
        return next((s for s in sections if s.section.code == self.section), None)

    def questions(self) -> list[str]:
        """Return what is asked now, in its order; not what the case itself answers."""
        return asked(self.form, self.given) if self.form else []

    def choose_section(self, code: str) -> None:
        if code != self.section:
            self.section = code
            self.section_changed.emit()

    def answer(self, code: str) -> Answer:
        held = self.assessment.answers.get(code) if self.assessment else None
        return held or Answer()

    def problem(self, code: str) -> str:
        """Return what is wrong with what was typed, or what is still asked for."""
        lacking = (m.text for m in self.asked_for if m.item == code)
        return self._problems.get(code) or next(lacking, "")

    def raw(self, code: str) -> str:
        """Return words that are no answer yet, as they were typed."""
        return self._raw.get(code, "")

    def say(self, item: Item, value: object) -> None:
        """Answer *item*; words that cannot be taken stay beside their problem."""
        held = self.answer(item.code)
        try:
            said = answer_of(item, value if value != "" else None)
        except InputRefused as refusal:
            self._problems[item.code] = _sentence(str(refusal), item)
            self._raw[item.code] = str(value)
            said = Answer()
        else:
            self._problems.pop(item.code, None)
            self._raw.pop(item.code, None)
        same = said.value == held.value
        self._take(
            item,
            evolve(
                said,
                evidence=held.evidence,
                note=held.note,
                confirmed_on=held.confirmed_on if same else None,
            ),
        )

    def back_up(self, item: Item, evidence: str) -> None:
        """Give the evidence for an answer; it is then no longer last time's."""
        held = self.answer(item.code)
        if (held.evidence or "") != evidence:
            self._take(item, evolve(held, evidence=evidence or None, confirmed_on=None))

    def confirm(self, item: Item) -> None:
        """Take over last time's answer and evidence: they are still true."""
        if self.last.before and self.last.can_confirm(item):
            self._problems.pop(item.code, None)
            self._raw.pop(item.code, None)
            self._take(item, confirmed(item, self.last.before, self.today))

    def set_place(self, place: str) -> None:
        if self.assessment and place != (self.assessment.place or ""):
            self.assessment = evolve(self.assessment, place=place or None)
            self.drafting.touch()

    def override(self, band: str, reason: str, authoriser: str) -> None:
        """Set the band by judgement, or say why it cannot be set."""
        if self.assessment is None or self.instrument is None:
            return
        made = Override(
            band=band,
            reason=reason.strip(),
            authoriser=authoriser.strip(),
            made_at=self.desk.now,
            made_by=self.desk.officer.name,
        )
        try:
            said = rules.override_band(self.assessment, self.instrument, made)
        except UserError as refusal:
            self.desk.tell(refusal)
        else:
            self._change(said)

    def take_override_back(self) -> None:
        if self.assessment:
            self._change(evolve(self.assessment, override=None))

    @property
    def is_ready(self) -> bool:
        """Say whether nothing is missing and every word is an answer."""
        return bool(self.form and not self.form.missing and not self._problems)

    def complete(self) -> None:
        """Freeze answers and score, or say what is missing and where."""
        if self.assessment is None or self._opened is None or self.form is None:
            return
        self.asked_for = self.form.missing
        if self.asked_for or self._problems:
            self.refused.emit()
            self.changed.emit()
            return
        self.drafting.stop()
        work = partial(
            self.desk.store.do,
            finish_assessment,
            self.assessment,
            self._opened,
            self.drafting.draft_id,
        )
        self._run(work, self._completed)

    def preview(self) -> None:
        if self.assessment:
            case_id, which = self.assessment.case_id, self.assessment.id
            place = PreviewPlace(case_id=case_id, kind="assessment", which=which)
            self.desk.go(place)

    def back(self) -> None:
        """Go back to the visit that is under way, or else to the person."""
        self.drafting.flush()
        case_id, visit_id = self.place.case_id, self.place.visit_id
        if visit_id:
            self.desk.go(VisitPlace(case_id=case_id, visit_id=visit_id))
        else:
            self.desk.go(PersonPlace(case_id=case_id, tab="assessments"))

    def again(self) -> None:
        """Assess again with the same instrument."""
        if self.assessment:
            place = AssessmentPlace(
                case_id=self.place.case_id, instrument=self.assessment.instrument
            )
            self.desk.go(place)

    def _take(self, item: Item, answer: Answer) -> None:
        if self.assessment is None or self.assessment.completed_at:
            return
        answers = {**self.assessment.answers, item.code: answer}
        if answers == self.assessment.answers and item.code not in self._raw:
            return
        self._change(evolve(self.assessment, answers=answers))

    def _change(self, assessment: Assessment) -> None:
        self.assessment = assessment
        self.drafting.touch()
        self._reckon()
        self.changed.emit()

    def _reckon(self) -> None:
        if self.instrument and self.assessment:
            self.form = form_view(self.instrument, self.assessment.answers)
            self.last.reckon(self.instrument, self.assessment.answers)
            if self.asked_for:
                self.asked_for = self.form.missing

    def _read(self) -> None:
        store, place, today = self.desk.store, self.place, self.today

        def work() -> HeldAssessment:
            return read_assessment(store.queries, place, today)

        self.desk.tasks.read(work, self._has_read, self._refuse, self)

    def _has_read(self, held: HeldAssessment) -> None:
        self.held = held
        self.last = LastTime(held.before, self.today)
        if held.assessment and held.opened:
            self._show(held.assessment, held.opened)
        else:
            case_id, code = self.place.case_id, self.place.instrument
            work = partial(self.desk.store.do, begin_assessment, case_id, code)
            self._run(work, self._begun)

    def _begun(self, form: AssessmentForm) -> None:
        self._show(form.assessment, form.opened)

    def _show(self, assessment: Assessment, opened: Opened) -> None:
        self.busy = False
        draft = self.held.draft if self.held else None
        self.assessment = typed(draft) if draft else assessment
        self.given = self._known()
        self._opened = (draft.opened if draft else None) or opened
        if draft:
            self._raw = dict(draft.body.get("raw", {}))
            self.drafting.go_on(draft)
        else:
            self.drafting.start(assessment.case_id, opened)
        self._reckon()
        self.section = first_open(self.form) if self.form else ""
        self.opened.emit()

    def _known(self) -> dict[str, Answer]:
        """Return what the case itself says: it is changed on the case, not here."""
        if self.held is None:
            return {}
        return rules.facts_answered(self.held.instrument, case_facts(self.held.case))

    def _completed(self, done: Assessment) -> None:
        self.busy = False
        self.assessment = done
        self.desk.told.emit("The assessment is completed.")
        self.opened.emit()

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self.busy = True
        self.desk.tasks.run(work, done, self._refuse, self)

    def _refuse(self, refusal: UserError) -> None:
        self.busy = False
        if isinstance(refusal, NotComplete):
            self.asked_for = refusal.missing
            self.refused.emit()
        elif self.assessment is None:
            self.refusal = refusal
            self.opened.emit()
        else:
            self.drafting.touch()
            self.desk.tell(refusal)
        self.changed.emit()

    def _body(self) -> Document:
        said = to_document(self.assessment) if self.assessment else {}
        return {"assessment": said, "raw": dict(self._raw)}


def _sentence(refusal: str, item: Item) -> str:
    """Return a refusal as it stands beside the field, without the field's code."""
    said = refusal.removeprefix(f"“{item.code}” ")
    return f"This {said}" if said != refusal else refusal
