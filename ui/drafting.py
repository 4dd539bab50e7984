"""Autosave: what was typed is durable at most a second after the first unsaved key."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from attrs import evolve
from PySide6.QtCore import QObject, QTimer, Signal

from iomdesk.drafts import save_draft
from iomdesk.ports import Draft, Opened
from iomdesk.records.codec import Document
from iomdesk.records.ids import CaseId, new_id
from ui.desk import Desk

WAIT = 600
"""Milliseconds; what is left of the second is for the write itself."""


class Drafting(QObject):
    """Keeps one form: `touch` it on every key, `stop` it when the form is recorded.

    While *is_whole* says no, all is kept as it was typed, and “saved” is not said of
    it: something in it cannot be read. The clock starts at the first unsaved key and is
    not put back by later ones.
    """

    saved = Signal(object)

    def __init__(
        self,
        desk: Desk,
        form: str,
        body: Callable[[], Document],
        parent: QObject,
        is_whole: Callable[[], bool] = lambda: True,
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._form = form
        self._body = body
        self._is_whole = is_whole
        self._draft: Draft | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._save)

    @property
    def draft_id(self) -> str | None:
        """Return the id of the draft, if anything was kept yet."""
        return self._draft.id if self._draft else None

    @property
    def is_waiting(self) -> bool:
        """Say whether something was typed that is not yet on its way to the store."""
        return self._timer.isActive()

    @property
    def saved_at(self) -> datetime | None:
        return self._draft.saved_at if self._draft else None

    def start(self, case_id: CaseId, opened: Opened | None) -> None:
        """Start anew on a record as the form was opened on it."""
        self._timer.stop()
        now = self._desk.now
        self._blank = Draft(
            id=new_id(),
            form=self._form,
            case_id=case_id,
            body={},
            opened=opened,
            started_at=now,
            saved_at=now,
        )
        self._draft = None

    def go_on(self, draft: Draft) -> None:
        """Go on with a draft that was kept before."""
        self._timer.stop()
        self._blank = self._draft = draft

    def touch(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def flush(self) -> None:
        """Save at once what waits: the screen is going, or the desk is locked."""
        if self._timer.isActive():
            self._save()

    def stop(self) -> None:
        """Keep nothing any more: the form was recorded, or thrown away."""
        self._timer.stop()

    def as_draft(self, body: Document) -> Draft:
        """Return the draft with *body* in it, as it would be saved."""
        return evolve(self._draft or self._blank, body=body)

    def _save(self) -> None:
        self._timer.stop()
        self._draft = self.as_draft(self._body())
        work = partial(self._desk.store.do, save_draft, self._draft)
        self._desk.tasks.run(work, self._was_saved, self._desk.tell, self)

    def _was_saved(self, draft: Draft) -> None:
        if self._draft and self._draft.id == draft.id:
            self._draft = evolve(self._draft, saved_at=draft.saved_at)
        self.saved.emit(draft.saved_at)
        self._desk.saved.emit(draft.saved_at if self._is_whole() else None)
