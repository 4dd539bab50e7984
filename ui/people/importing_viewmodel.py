"""Reading people from files: what would happen first, then the import itself."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal

from iomdesk.errors import NotFound, UserError
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.kept import KeptImport, kept_imports
from iomdesk.exchange.report import ImportReport, summary
from iomdesk.ports import Queries
from ui.consulting import consult
from ui.desk import Desk, nothing
from ui.places import PeoplePlace
from ui.tasks import Progress
from ui.viewmodel import ViewModel

LARGEST = 100 * 1024 * 1024
READABLE = frozenset({".csv", ".json", ".txt", ".xlsx"})


class ImportingViewModel(ViewModel):
    """Lives with the desk: an import goes on while another screen is looked at."""

    moved = Signal(int, int)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, desk)
        self._progress: Progress | None = None
        self.paths: tuple[Path, ...] = ()
        self.report: ImportReport | None = None
        self.last: KeptImport | None = None
        self._look_back()

    @property
    def is_running(self) -> bool:
        return self._progress is not None

    @property
    def can_import(self) -> bool:
        report = self.report
        planned = report is not None and report.dry_run and not report.cancelled
        return planned and not self.is_running

    @property
    def is_done(self) -> bool:
        return self.report is not None and not self.report.dry_run

    @property
    def summary(self) -> str:
        return summary(self.report) if self.report else ""

    def choose(self, paths: Sequence[Path]) -> None:
        """Take the files, or the readable ones in a folder, and say what they hold."""
        self.paths = tuple(paths)
        self._run(dry_run=True)

    def go_on(self) -> None:
        if self.can_import:
            self._run(dry_run=False)

    def stop(self) -> None:
        if self._progress:
            self._progress.cancel()

    def forget(self) -> None:
        """Go back to choosing files."""
        if not self.is_running:
            self.paths, self.report, self.problems = (), None, {}
            self._look_back()

    def show_people(self) -> None:
        self.desk.go(PeoplePlace())

    def _look_back(self) -> None:
        """Read who came of the last import, while nothing is chosen."""
        self.read(_last_import, self._looked_back)

    def _looked_back(self, last: KeptImport | None) -> None:
        self.last = last
        self.changed.emit()
        if last and last.people:
            self.desk.do(consult(None, shown=len(last.people)), nothing, self)

    def _run(self, *, dry_run: bool) -> None:
        if self.is_running:
            return
        self.problems = {}
        self.report = None if dry_run else self.report
        progress = Progress(self)
        progress.moved.connect(self.moved)
        self._progress = progress
        work = partial(self._import, self.paths, progress, dry_run=dry_run)
        # Not among what is being saved: each commit takes its turn with the drafts.
        self.desk.tasks.pool(work, self._finished, self.refuse, self)
        self.changed.emit()

    def _import(
        self, paths: Sequence[Path], progress: Progress, *, dry_run: bool
    ) -> ImportReport:
        moved: Callable[[int, int], None] = progress.moved.emit
        return import_people(
            self.desk.store,
            contents(paths),
            Order(dry_run=dry_run),
            progress=moved,
            cancelled=progress.is_cancelled,
        )

    def _finished(self, report: ImportReport) -> None:
        self.report = report
        self._end()

    def refuse(self, refusal: UserError, at: str = "") -> None:
        super().refuse(refusal, at)
        self._end()

    def _end(self) -> None:
        if self._progress:
            self._progress.deleteLater()
        self._progress = None
        self.changed.emit()


def _last_import(queries: Queries) -> KeptImport | None:
    return next(iter(kept_imports(queries, newest=1)), None)


def importing_of(desk: Desk) -> ImportingViewModel:
    """Return the desk's import: the one that is running, or a new one."""
    return desk.findChild(ImportingViewModel) or ImportingViewModel(desk)


def contents(paths: Sequence[Path]) -> dict[str, bytes]:
    """Return what the files hold, a folder standing for the readable ones in it."""
    files: list[Path] = []
    for path in paths:
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        files += [p for p in inside if p == path or p.suffix.lower() in READABLE]
    if not files:
        raise NotFound("There is no CSV or JSON file in this folder, and no .xlsx.")
    names = Counter(path.name for path in files)
    return {
        path.name if names[path.name] == 1 else str(path): _content(path)
        for path in files
    }


def _content(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST:
            raise NotFound(f"{path.name} is larger than 100 MB, so it was not read.")
        return path.read_bytes()
    except OSError:
        raise NotFound(f"{path.name} cannot be read. Choose it again.") from None
