"""Several papers that go to one printer, one after the other, while work goes on."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from attrs import frozen
from PySide6.QtCore import QObject, Signal

from iomdesk.errors import NotFound, UserError
from iomdesk.papers.paper import PaperFormat
from ui.desk import Desk
from ui.papers.drawing import Shown, draw_paper, read_kept
from ui.places import PreviewPlace
from ui.printouts import PrintJob, print_job
from ui.saying import counted

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_BUSY = "Papers are being printed already. Wait until they are done, or stop them."
_MOST = 30
"""Names in one message: more are counted."""


@frozen(kw_only=True)
class Wanted:
    """One paper to print: where it is made or kept, and whose it is, in words."""

    place: PreviewPlace
    name: str


class PrintRun(QObject):
    """It lives as long as the desk, whichever screen is in sight.

    `begun` and `ended` frame a run, `moved` says how many papers of how many are done.
    Each copy is logged before it is sent.
    """

    begun = Signal()
    moved = Signal(int, int)
    ended = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._printer: QPrinter | None = None
        self._wanted: Sequence[Wanted] = ()
        self._what = ""
        self._without: list[str] = []
        self._at = self._sent = self._turns = 0
        self._stopped = False

    @property
    def is_running(self) -> bool:
        return self._printer is not None

    @property
    def progress(self) -> tuple[int, int]:
        return self._at, len(self._wanted)

    def start(self, wanted: Sequence[Wanted], what: str, printer: "QPrinter") -> None:
        """Print what is *wanted*, each a *what*: a plan, a document."""
        if self.is_running:
            self._desk.warned.emit(_BUSY)
            return
        self._wanted, self._what, self._printer = tuple(wanted), what, printer
        self._without = []
        self._at = self._sent = 0
        self._stopped = False
        self.begun.emit()
        self._go_on()

    def stop(self) -> None:
        """Print no more; what is under way is finished."""
        self._stopped = True

    def _go_on(self) -> None:
        """Take the next; in a loop, for work done at once would nest without end."""
        self._turns += 1
        if self._turns > 1:
            return
        try:
            while self._turns:
                self._take_next()
                self._turns -= 1
        finally:
            self._turns = 0

    def _take_next(self) -> None:
        if not self.is_running:
            return
        self.moved.emit(*self.progress)
        if self._stopped or self._at == len(self._wanted):
            self._end("")
            return
        desk, place = self._desk, self._wanted[self._at].place
        if place.paper_id:
            work = partial(read_kept, desk.store.queries, place)
            desk.tasks.read(work, self._print, self._missed, self)
        else:
            form = PaperFormat.PDF
            draw_paper(desk, place, form, self._print, self._missed, self)

    def _print(self, shown: Shown) -> None:
        """Log and send what is ready, unless it was stopped meanwhile."""
        if self._stopped or self._printer is None:
            self._go_on()
            return
        job = PrintJob(paper=shown.paper, content=shown.content, printer=self._printer)
        print_job(self._desk, job, self._printed, self._refused, self)

    def _printed(self, _words: str) -> None:
        self._sent += 1
        self._at += 1
        self._go_on()

    def _missed(self, refusal: UserError) -> None:
        """Go on after one that there is not; anything else ends the run."""
        if not isinstance(refusal, NotFound):
            self._refused(refusal)
            return
        self._without.append(self._wanted[self._at].name)
        self._at += 1
        self._go_on()

    def _refused(self, refusal: UserError) -> None:
        self._end(f"{refusal} ")

    def _end(self, trouble: str) -> None:
        printer, self._printer = self._printer, None
        if printer is None:
            return
        to = printer.printerName() or printer.outputFileName()
        in_full = not trouble and not self._without and self._at == len(self._wanted)
        tell = self._desk.told if in_full else self._desk.warned
        tell.emit(trouble + self._words(to))
        self.ended.emit()

    def _words(self, to: str) -> str:
        """Say in one sentence what was sent, and who has nothing to print."""
        papers = counted(self._sent, self._what) if self._sent else f"No {self._what}"
        said = f"{papers} {'are' if self._sent > 1 else 'is'} sent to {to}"
        left = len(self._wanted) - self._at
        if left:
            said += f"; {left:,} of {len(self._wanted):,} not printed"
        if self._without:
            named = "; ".join(self._without[:_MOST])
            more = len(self._without) - _MOST
            rest = f"; and {more:,} more" if more > 0 else ""
            said += f"; there is no {self._what} for {named}{rest}"
        return f"{said}."


def print_run_of(desk: Desk) -> PrintRun:
    """Return the desk's run: the one that is under way, or a new one."""
    return desk.findChild(PrintRun) or PrintRun(desk)
