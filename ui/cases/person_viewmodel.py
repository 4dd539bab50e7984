"""One person: what is held, read again at every commit that touches it."""

from typing import Any

from PySide6.QtCore import Signal

from iomdesk.cases.case import Address, Marker, Rag, RiskLevel
from iomdesk.papers.registry import Offer
from iomdesk.ports import Commit, Queries
from iomdesk.records.ids import PartId
from iomdesk.visits.visit import is_under_way
from ui.cases import operations
from ui.cases.reading import Held, read_person
from ui.consulting import log_consultation
from ui.deeds import Deed
from ui.desk import Desk, nothing
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
from ui.viewmodel import ViewModel

_DRAFT_WORDS = {"visit": "visit", "assessment": "assessment", "plan": "plan"}


class PersonViewModel(ViewModel):
    """`changed` says that something was read; *held* is None until the first time."""

    tab_changed = Signal()

    def __init__(self, desk: Desk, place: PersonPlace) -> None:
        super().__init__(desk)
        self.case_id = place.case_id
        self.tab = place.tab
        self.held: Held | None = None
        desk.feed.committed.connect(self._committed)
        self._read()
        log_consultation(desk, self.case_id, self)

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
        here = [v.id for v in visits if is_under_way(v, self.desk.now)]
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
        theirs = take == "theirs"
        self._do(operations.answer_question(self.case_id, question_id, theirs=theirs))

    def set_risk(self, who: str, level: RiskLevel | None) -> None:
        self._do(operations.set_risk(self.case_id, who, level))

    def set_rag(self, rag: Rag | None) -> None:
        self._do(operations.set_rag(self.case_id, rag))

    def add_warning(self, marker: Marker) -> None:
        self._do(operations.add_marker(self.case_id, marker))

    def add_address(self, address: Address) -> None:
        self._do(operations.add_address(self.case_id, address))

    def withdraw_score(self, score_id: PartId, why: str) -> None:
        """Withdraw a score that was recorded wrongly; it stays, with the reason."""
        self._do(operations.withdraw_score(self.case_id, score_id, why))

    def settle(self) -> None:
        self.go(ConflictsPlace(case_id=self.case_id))

    def go(self, place: Place) -> None:
        self.desk.go(place)

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
        if commit.is_about(self.case_id):
            self._read()

    def _read(self) -> None:
        kinds, case_id, today = self.desk.store.kinds, self.case_id, self.today

        def work(queries: Queries) -> Held:
            return read_person(queries, kinds, case_id, today)

        self.read(work, self._has_read)

    def _has_read(self, held: Held) -> None:
        self.held, self.problems = held, {}
        self.changed.emit()

    def _do(self, what: Deed[Any]) -> None:
        """Have *what* done; what it commits is heard of like anybody's."""
        self.desk.do(what, nothing, self)
