"""Which visit the form stands on: a new one, a planned one, an unfinished one."""

from collections.abc import Callable
from functools import partial

from attrs import evolve, frozen
from PySide6.QtCore import QObject, Signal

from iomdesk.drafts import drop_draft, save_draft
from iomdesk.errors import UserError
from iomdesk.forms.opened_record import OpenedRecord
from iomdesk.ports import Draft, Opened
from iomdesk.records.ids import VisitId
from iomdesk.visits.actions import begin_planned_visit
from iomdesk.visits.forms import begin_visit
from iomdesk.visits.visit import Visit
from ui.consulting import log_consultation
from ui.desk import Desk
from ui.places import VisitPlace
from ui.visits.reading import HeldVisit, read_visit, visit_id_of


@frozen(kw_only=True)
class Start:
    """What the form is drawn from; *draft* is what was typed and not recorded yet."""

    held: HeldVisit
    visit: Visit
    opened: Opened
    draft: Draft | None = None


class OpeningViewModel(QObject):
    """`ready` brings a `Start`; `asks` says that the officer must choose first."""

    ready = Signal(object)
    asks = Signal()
    refused = Signal(str)

    def __init__(self, desk: Desk, place: VisitPlace) -> None:
        super().__init__()
        self.desk = desk
        self.place = place
        self.held: HeldVisit | None = None
        self.thrown_away: Draft | None = None
        log_consultation(desk, place.case_id, self)

    def read(self) -> None:
        store, place = self.desk.store, self.place

        def work() -> HeldVisit:
            return read_visit(store.queries, place)

        self.desk.tasks.read(work, self._has_read, self._refuse, self)

    def begin(self) -> None:
        """Start a new visit, now."""
        self._run(
            partial(self.desk.store.do, begin_visit, self.place.case_id), self._begun
        )

    def go_on(self) -> None:
        """Go on with the visit that was left unfinished."""
        if self.held and self.held.unfinished:
            self._open(self.held.unfinished.id)

    def start_over(self, draft: Draft) -> None:
        """Throw away what was typed since the visit was last recorded."""
        self.place = evolve(self.place, visit_id=visit_id_of(draft), draft_id=None)
        work = partial(self.desk.store.do, drop_draft, draft.id)
        self.thrown_away = draft
        self._run(work, self._read_again)

    def put_back(self) -> None:
        """Undo `start_over`: what was typed is a draft again."""
        if draft := self.thrown_away:
            self.thrown_away = None
            self._run(partial(self.desk.store.do, save_draft, draft), self._read_again)

    def _has_read(self, held: HeldVisit) -> None:
        self.held = held
        if held.visit is None or held.opened is None:
            self._begin_or_go_on(held)
        elif held.visit.started_at is None:
            self._begin_planned(held.visit.id)
        else:
            draft = None if held.visit.signed_at else held.draft
            start = Start(held=held, visit=held.visit, opened=held.opened, draft=draft)
            self.ready.emit(start)

    def _begin_or_go_on(self, held: HeldVisit) -> None:
        """Begin, unless a visit is unfinished; go on with what was typed at once."""
        unfinished = held.unfinished
        if unfinished is None:
            self.begin()
        elif any(visit_id_of(draft) == unfinished.id for draft in held.drafts):
            self._open(unfinished.id)
        else:
            self.asks.emit()

    def _open(self, visit_id: VisitId) -> None:
        self.place = evolve(self.place, visit_id=visit_id)
        self.read()

    def _begin_planned(self, visit_id: VisitId) -> None:
        self.place = evolve(self.place, visit_id=visit_id)
        work = partial(self.desk.store.do, begin_planned_visit, visit_id)
        self._run(work, self._read_again)

    def _begun(self, form: OpenedRecord[Visit]) -> None:
        if self.held:
            self.ready.emit(
                Start(held=self.held, visit=form.record, opened=form.opened)
            )

    def _read_again(self, _: object) -> None:
        self.read()

    def _refuse(self, refusal: UserError) -> None:
        self.refused.emit(str(refusal))

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self.desk.tasks.run(work, done, self._refuse, self)
