"""One person: what is held, read again at every commit that touches it."""

from collections.abc import Callable
from datetime import date
from functools import partial

from PySide6.QtCore import QObject, Signal

from iomdesk.assessments.recording import withdraw_recorded_score
from iomdesk.cases.actions import (
    add_address,
    add_marker,
    answer_question,
    set_rag,
    set_risk,
)
from iomdesk.cases.case import Address, Marker, Rag, RiskLevel
from iomdesk.errors import UserError
from iomdesk.papers.registry import Offer
from iomdesk.ports import Commit
from iomdesk.records.ids import PartId
from iomdesk.visits.visit import is_under_way
from ui.cases.reading import Held, read_person
from ui.consulting import log_consultation
from ui.desk import Desk
from ui.places import (
    AssessmentPlace,
    ConflictsPlace,
    PersonPlace,
    Place,
    PlanPlace,
    PreviewPlace,
    VisitPlace,
)
from ui.saying import day_words

_DRAFT_WORDS = {"visit": "visit", "assessment": "assessment", "plan": "plan"}


class PersonViewModel(QObject):
    """`changed` says that something was read; *held* is None until the first time."""

    changed = Signal()
    tab_changed = Signal()

    def __init__(self, desk: Desk, place: PersonPlace) -> None:
        super().__init__()
        self._desk = desk
        self.case_id = place.case_id
        self.tab = place.tab
        self.held: Held | None = None
        self.refusal: UserError | None = None
        desk.feed.committed.connect(self._committed)
        self._read()
        log_consultation(desk, self.case_id, self)

    @property
    def desk(self) -> Desk:
        return self._desk

    @property
    def today(self) -> date:
        return self._desk.today

    def choose_tab(self, tab: str) -> None:
        if tab != self.tab:
            self.tab = tab
            self.tab_changed.emit()

    def tabs(self) -> dict[str, str]:
        """Return the parts that apply to this person."""
        held = self.held
        orders = bool(held and held.case.sentences)
        return {
            "summary": "Summary",
            "timeline": "Timeline",
            "visits": "Visits",
            "assessments": "Assessments",
            "plan": "Plan",
            **({"orders": "Orders and conditions"} if orders else {}),
            "details": "Details",
            "documents": "Documents",
            "history": "History",
        }

    def start_visit(self) -> None:
        self.go(VisitPlace(case_id=self.case_id))

    def assess(self, instrument: str) -> None:
        """Start an assessment; while a visit is under way, at its scene."""
        visits = self.held.visits if self.held else ()
        here = [v.id for v in visits if is_under_way(v, self._desk.now)]
        place = AssessmentPlace(
            case_id=self.case_id,
            instrument=instrument,
            visit_id=here[-1] if here else None,
        )
        self.go(place)

    def open_plan(self) -> None:
        self.go(PlanPlace(case_id=self.case_id))

    def preview(self, kind: str, which: str | None = None) -> None:
        self.go(PreviewPlace(case_id=self.case_id, kind=kind, which=which))

    def answer(self, question_id: PartId, take: str) -> None:
        """Answer a question of an import: the source's value, or the one held."""
        store = self._desk.store
        work = partial(
            store.do,
            answer_question,
            self.case_id,
            question_id,
            theirs=take == "theirs",
        )
        self._do(work)

    def set_risk(self, who: str, level: RiskLevel | None) -> None:
        self._do(partial(self._desk.store.do, set_risk, self.case_id, who, level))

    def set_rag(self, rag: Rag | None) -> None:
        self._do(partial(self._desk.store.do, set_rag, self.case_id, rag))

    def add_warning(self, marker: Marker) -> None:
        self._do(partial(self._desk.store.do, add_marker, self.case_id, marker))

    def add_address(self, address: Address) -> None:
        self._do(partial(self._desk.store.do, add_address, self.case_id, address))

    def withdraw_score(self, score_id: PartId, why: str) -> None:
        """Withdraw a score that was recorded wrongly; it stays, with the reason."""
        store, case_id = self._desk.store, self.case_id
        self._do(partial(store.do, withdraw_recorded_score, case_id, score_id, why))

    def settle(self) -> None:
        self.go(ConflictsPlace(case_id=self.case_id))

    def go(self, place: Place) -> None:
        self._desk.go(place)

    def printable(self) -> list[tuple[str, str, str | None]]:
        """Return what can be printed now: words, kind of document, which record."""
        return [
            (self._words(offer), kind, offer.which)
            for kind, offer in (self.held.printable if self.held else ())
        ]

    def _words(self, offer: Offer) -> str:
        if offer.on is None:
            return offer.words
        return offer.words.format(day=day_words(offer.on, self.today))

    def draft_places(self) -> list[tuple[str, Place]]:
        """Return the unfinished forms about this person, and where each is gone on."""
        return [
            (_DRAFT_WORDS[d.form], place)
            for d in (self.held.drafts if self.held else ())
            if d.form in _DRAFT_WORDS and (place := self._draft_place(d.form, d.id))
        ]

    def _draft_place(self, form: str, draft_id: str) -> Place | None:
        case_id = self.case_id
        if form == "visit":
            return VisitPlace(case_id=case_id, draft_id=draft_id)
        if form == "plan":
            return PlanPlace(case_id=case_id, draft_id=draft_id)
        return AssessmentPlace(case_id=case_id, instrument="", draft_id=draft_id)

    def _committed(self, commit: Commit) -> None:
        if self.case_id in commit.cases or commit.drafts:
            self._read()

    def _read(self) -> None:
        store, case_id, today = self._desk.store, self.case_id, self._desk.today

        def work() -> Held:
            return read_person(store.queries, store.kinds, case_id, today)

        self._desk.tasks.read(work, self._has_read, self._refused, self)

    def _has_read(self, held: Held) -> None:
        self.held, self.refusal = held, None
        self.changed.emit()

    def _refused(self, refusal: UserError) -> None:
        self.refusal = refusal
        self.changed.emit()

    def _do(self, work: Callable[[], object]) -> None:
        """Do *work*; what it commits is heard of like anybody's."""
        self._desk.tasks.run(work, _nothing, self._desk.tell, self)


def _nothing(_: object) -> None:
    pass
