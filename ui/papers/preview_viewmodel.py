"""A document as it will be printed: drawn in the pool, kept in the store, shown."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import QObject, Signal

from iomdesk.assessments.languages import chosen_language
from iomdesk.cases.case import Case
from iomdesk.cases.row import main_reference
from iomdesk.documents.blocks import Document, Handling
from iomdesk.documents.printed import Printed
from iomdesk.errors import DiskTrouble, InputRefused, UserError
from iomdesk.papers.actions import Rendered, disclose_paper, keep_paper
from iomdesk.papers.file_names import copy_name
from iomdesk.papers.making import make_document
from iomdesk.papers.paper import Paper, PaperFormat, PaperKind
from iomdesk.papers.rendering import render
from iomdesk.plain_copy import CopyRefused, write_copy
from iomdesk.ports import Queries
from ui.consulting import log_consultation
from ui.desk import Desk
from ui.places import PersonPlace, PreviewPlace
from ui.printouts import PrintJob, print_job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Kept = Callable[[tuple[Paper, bytes]], object]


@frozen(kw_only=True)
class Shown:
    """A paper with its bytes, and whom it is about."""

    case: Case
    paper: Paper
    content: bytes


class PreviewViewModel(QObject):
    """`changed` says that there is something to show, or why there is not."""

    changed = Signal()
    copied = Signal(str)

    def __init__(self, desk: Desk, place: PreviewPlace) -> None:
        super().__init__()
        self.desk = desk
        self.place = place
        self.case: Case | None = None
        self.paper: Paper | None = None
        self.content = b""
        self.refusal = ""
        self.doing = "The document is being made."
        log_consultation(desk, place.case_id, self)
        if place.paper_id:
            self._read_kept()
        else:
            self._make(PaperFormat.PDF)

    @property
    def title(self) -> str:
        return self.paper.title if self.paper else "Document"

    def suggested_name(self, form: PaperFormat) -> str:
        """Return a name for a copy outside; it holds no name of a person."""
        kind = self.paper.kind if self.paper else PaperKind(self.place.kind)
        reference = main_reference(self.case) if self.case else ""
        return copy_name(reference, kind, self.desk.today, form)

    def print_on(self, printer: "QPrinter") -> None:
        """Print the pages; the access log knows first that a copy leaves the store."""
        if self.paper is None:
            return
        job = PrintJob(paper=self.paper, content=self.content, printer=printer)
        print_job(self.desk, job, self._printed, self._refuse_copy, self)

    def say(self, words: str) -> None:
        """Say why nothing is printed."""
        self.desk.warned.emit(words)

    def _printed(self, words: str) -> None:
        self.desk.told.emit(words)

    def save_outside(self, form: PaperFormat, to: str, why: str, name: str) -> None:
        """Log that a copy leaves the store, then write it to the file *name*."""
        if self.paper is None:
            return
        if not to.strip():
            self.desk.tell(InputRefused("Say to whom the copy goes.", "to"))
        elif form is self.paper.format:
            self._disclose(to, why, name, self.paper, self.content)
        else:
            made = partial(self._kept_for_copy, to, why, name)
            self._draw(form, made)

    def back(self) -> None:
        self.desk.go(PersonPlace(case_id=self.place.case_id, tab="documents"))

    def _make(self, form: PaperFormat) -> None:
        self._draw(form, self._kept)

    def _draw(self, form: PaperFormat, kept: Kept) -> None:
        store, place = self.desk.store, self.place
        by, now, kind = self.desk.officer.name, self.desk.now, PaperKind(place.kind)

        def read() -> tuple[Case, Document]:
            desk = store.queries.sync_state().desk
            printed = Printed(
                by=by,
                at=now,
                handling=Handling(desk=desk),
                language=chosen_language(store.queries),
            )
            case_id, which = place.case_id, place.which
            document = make_document(store.queries, case_id, kind, which, printed)
            return store.queries.get(Case, case_id), document

        rendering = partial(self._render, form, kept)
        self.desk.tasks.read(read, rendering, self._refuse, self)

    def _render(
        self, form: PaperFormat, kept: Kept, read: tuple[Case, Document]
    ) -> None:
        self.case, document = read
        kind = PaperKind(self.place.kind)
        work = partial(render, document, form, kind)
        self.desk.tasks.pool(work, partial(self._keep, kept), self._refuse, self)

    def _keep(self, kept: Kept, rendered: Rendered) -> None:
        store, case_id = self.desk.store, self.place.case_id

        def work() -> tuple[Paper, bytes]:
            return store.do(keep_paper, case_id, rendered), rendered.content

        self.desk.tasks.run(work, kept, self._refuse, self)

    def _kept(self, kept: tuple[Paper, bytes]) -> None:
        self.paper, self.content = kept
        self.doing = ""
        self.changed.emit()

    def _kept_for_copy(
        self, to: str, why: str, name: str, kept: tuple[Paper, bytes]
    ) -> None:
        self._disclose(to, why, name, *kept)

    def _disclose(
        self, to: str, why: str, name: str, paper: Paper, content: bytes
    ) -> None:
        store = self.desk.store

        def work() -> None:
            store.do(disclose_paper, paper.id, to, why or None)

        written = partial(self._write, name, content)
        self.desk.tasks.run(work, written, self._refuse_copy, self)

    def _write(self, name: str, content: bytes, _: object) -> None:
        work = partial(_written, name, content)
        self.desk.tasks.pool(work, self._copied, self._refuse_copy, self)

    def _copied(self, name: str) -> None:
        self.copied.emit(name)
        self.desk.told.emit(
            f"A copy is saved as {name}. It is no longer protected by the store."
        )

    def _read_kept(self) -> None:
        store, place = self.desk.store, self.place

        def work() -> Shown:
            return _shown(store.queries, place)

        self.desk.tasks.read(work, self._has_read, self._refuse, self)

    def _has_read(self, shown: Shown) -> None:
        self.case, self.paper, self.content = shown.case, shown.paper, shown.content
        self.doing = ""
        self.changed.emit()

    def _refuse(self, refusal: UserError) -> None:
        self.refusal, self.doing = str(refusal), ""
        self.changed.emit()

    def _refuse_copy(self, refusal: UserError) -> None:
        self.desk.tell(refusal)


def _shown(queries: Queries, place: PreviewPlace) -> Shown:
    paper = queries.get(Paper, place.paper_id or "")
    case = queries.get(Case, place.case_id)
    return Shown(case=case, paper=paper, content=queries.blob(paper.content_blob))


def _written(name: str, content: bytes) -> str:
    """Write a plain copy where a person said; the access log knows of it already."""
    try:
        if Path(name).is_file():
            raise InputRefused(
                f"There is a file {name} already, and no copy writes over one. Choose"
                " another name. The access log says that a copy was meant to go out."
            )
        write_copy(Path(name), content)
    except (CopyRefused, DiskTrouble) as fault:
        raise InputRefused(
            f"The copy is not saved. {fault} Choose another place. The access log"
            " says that a copy was meant to go out."
        ) from None
    return name
