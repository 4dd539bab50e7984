"""Papers on their way to a printer: logged as copies that go out, then sent."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import QObject

from iomdesk.errors import UserError
from iomdesk.papers.actions import disclose_paper
from iomdesk.papers.paper import Paper
from ui.desk import Desk
from ui.printing import print_pdf

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


@frozen(kw_only=True)
class PrintJob:
    """A kept paper with the bytes of its PDF, and the printer that was chosen."""

    paper: Paper
    content: bytes
    printer: "QPrinter"

    @property
    def to(self) -> str:
        return self.printer.printerName() or self.printer.outputFileName()


def print_job(
    desk: Desk,
    job: PrintJob,
    done: Callable[[str], object],
    failed: Callable[[UserError], object],
    owner: QObject,
) -> None:
    """Log the copy, then print it; *done* hears where it went, in words."""

    def log() -> None:
        desk.store.do(disclose_paper, job.paper.id, f"printed on {job.to}", None)

    def send(_: object) -> None:
        work = partial(_sent, job)
        desk.tasks.pool(work, done, failed, owner)

    desk.tasks.run(log, send, failed, owner)


def _sent(job: PrintJob) -> str:
    print_pdf(job.content, job.printer)
    return f"“{job.paper.kind.capitalize()}” is sent to {job.to}."
