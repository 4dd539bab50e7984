"""A document as it will be printed: drawn in the pool, kept in the store, shown."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from iomdesk.cases.case import Case
from iomdesk.cases.row import main_reference
from iomdesk.errors import DiskTrouble, InputRefused, UserError
from iomdesk.papers.actions import disclose_paper
from iomdesk.papers.file_names import copy_name
from iomdesk.papers.paper import Paper, PaperFormat
from iomdesk.plain_copy import CopyRefused, write_copy
from ui.consulting import log_consultation
from ui.desk import Desk
from ui.papers.drawing import Done, Shown, draw_paper, read_kept
from ui.places import PersonPlace, PreviewPlace
from ui.printouts import PrintJob, print_job

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


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
        kind = self.paper.kind if self.paper else self.place.kind
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
            made = partial(self._disclose_made, to, why, name)
            self._draw(form, made)

    def back(self) -> None:
        self.desk.go(PersonPlace(case_id=self.place.case_id, tab="documents"))

    def _make(self, form: PaperFormat) -> None:
        self._draw(form, self._show)

    def _draw(self, form: PaperFormat, done: Done) -> None:
        draw_paper(self.desk, self.place, form, done, self._refuse, self)

    def _show(self, shown: Shown) -> None:
        self.case, self.paper, self.content = shown.case, shown.paper, shown.content
        self.changed.emit()

    def _disclose_made(self, to: str, why: str, name: str, made: Shown) -> None:
        self._disclose(to, why, name, made.paper, made.content)

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
        work = partial(read_kept, self.desk.store.queries, self.place)
        self.desk.tasks.read(work, self._show, self._refuse, self)

    def _refuse(self, refusal: UserError) -> None:
        self.refusal = str(refusal)
        self.changed.emit()

    def _refuse_copy(self, refusal: UserError) -> None:
        self.desk.tell(refusal)


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
