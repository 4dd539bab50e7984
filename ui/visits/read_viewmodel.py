"""A signed visit: it is read, takes addenda, and is entered on ViSOR."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from iomdesk.documents.blocks import Block
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.ports import Queries
from iomdesk.records.ids import BlobHash, PartId
from iomdesk.visits.actions import add_addendum, enter_on_visor, finish_action
from iomdesk.visits.document import pictures_of, visit_document
from iomdesk.visits.visit import Visit
from ui.desk import Desk
from ui.places import PersonPlace, PreviewPlace
from ui.visits.opening_viewmodel import Start

_SAID_BY_HEADER = 3
"""Heading, badges and fields of the person: the screen has them in its header."""


class ReadVisitViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__()
        self.desk = desk
        self.held = start.held
        self.visit = start.visit
        self.blocks: tuple[Block, ...] = ()
        self._read()

    @property
    def not_on_visor(self) -> bool:
        return self.visit.visor_updated_on is None

    def add(self, words: str) -> None:
        """Add a text beneath the signature."""
        self._do(partial(self.desk.store.do, add_addendum, self.visit.id, words))

    def enter_on_visor(self) -> None:
        self._do(partial(self.desk.store.do, enter_on_visor, self.visit.id))

    def finish_action(self, action_id: PartId) -> None:
        self._do(partial(self.desk.store.do, finish_action, self.visit.id, action_id))

    def preview(self) -> None:
        visit = self.visit
        self.desk.go(PreviewPlace(case_id=visit.case_id, kind="visit", which=visit.id))

    def back(self) -> None:
        self.desk.go(PersonPlace(case_id=self.visit.case_id, tab="visits"))

    def _do(self, work: Callable[[], Visit]) -> None:
        self.desk.tasks.run(work, self._altered, self.desk.tell, self)

    def _altered(self, visit: Visit) -> None:
        self.visit = visit
        self._read()

    def _read(self) -> None:
        store, visit, case = self.desk.store, self.visit, self.held.case
        printed = Printed(by=self.desk.officer.name, at=self.desk.now)

        def work() -> tuple[Block, ...]:
            pictures = {b: _blob(store.queries, b) for b in pictures_of(visit)}
            held = {b: content for b, content in pictures.items() if content}
            document = visit_document(case, visit, held, printed)
            return document.blocks[_SAID_BY_HEADER:]

        self.desk.tasks.read(work, self._has_read, self.desk.tell, self)

    def _has_read(self, blocks: tuple[Block, ...]) -> None:
        self.blocks = blocks
        self.changed.emit()


def _blob(queries: Queries, name: BlobHash) -> bytes | None:
    try:
        return queries.blob(name)
    except NotFound:
        return None
