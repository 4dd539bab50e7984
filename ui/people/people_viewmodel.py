"""Everybody on this laptop: searched as one types, narrowed, read block by block."""

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING, Any

from attrs import evolve, frozen
from PySide6.QtCore import QTimer, Signal

from iomdesk.ports import CaseFilter, CaseRow, Commit, Queries
from iomdesk.records.ids import CaseId
from iomdesk.settings import Setting
from ui.consulting import consult
from ui.desk import Desk, nothing
from ui.keeping import keep
from ui.naming import row_name
from ui.papers.print_run import PrintRun, Wanted, print_run_of
from ui.people.columns import chosen_columns
from ui.people.people_model import BLOCK
from ui.places import (
    ImportPlace,
    PeoplePlace,
    PersonPlace,
    PreviewPlace,
    VisitPlace,
)
from ui.viewmodel import ViewModel

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

FILTERS = ("officer", "team", "cohorts", "pillar", "rag", "risk", "mappa")
_FIELDS = {"cohorts": "cohort"}
_MOVED = "The list has changed since they were chosen. Choose them again."
FINISHED = 2_000
"""Milliseconds without a key after which a search counts as finished, and is logged."""


@frozen(kw_only=True)
class Found:
    """The answer to one question; *number* says to which."""

    number: int
    rows: Sequence[CaseRow]


class PeopleViewModel(ViewModel):
    """`found` brings the first rows, `block` further ones, `counted` how many."""

    found = Signal(object)
    block = Signal(int, object)
    counted = Signal(int)
    columns_changed = Signal()
    chosen_read = Signal(object)

    def __init__(self, desk: Desk, place: PeoplePlace) -> None:
        super().__init__(desk)
        self._number = self._heard = 0
        self.narrow = CaseFilter(text=place.text)
        self.values: dict[str, list[str]] = {}
        self.columns = chosen_columns(None)
        self.count: int | None = None
        self.in_all: int | None = None
        self._finished = QTimer(self)
        self._finished.setSingleShot(True)
        self._finished.setInterval(FINISHED)
        self._finished.timeout.connect(self.log_finished)
        desk.feed.committed.connect(self._commit)

    @property
    def heading(self) -> str:
        """Say how many are listed, and of how many."""
        if self.count is None:
            return "People"
        if not self.is_narrowed or self.in_all is None:
            return f"{self.count:,} {_people(self.count)}"
        return f"{self.count:,} of {self.in_all:,} {_people(self.in_all)}"

    @property
    def is_narrowed(self) -> bool:
        return self.narrow != CaseFilter()

    @property
    def is_answered(self) -> bool:
        """Say whether what is listed answers what was typed last."""
        return self._heard == self._number

    @property
    def filters_set(self) -> int:
        plain = evolve(self.narrow, text="")
        fields = [_FIELDS.get(name, name) for name in (*FILTERS, "in_custody")]
        return sum(getattr(plain, field) is not None for field in fields)

    def load(self) -> None:
        """Read what was chosen and what there is to choose from, then the list."""
        self.desk.read(_choices, self._chosen, self)
        self._ask()

    def search(self, text: str) -> None:
        if text != self.narrow.text:
            self._narrow(evolve(self.narrow, text=text))

    def narrow_by(self, column: str, value: str) -> None:
        """Narrow by one column; "" takes it back."""
        said: dict[str, Any] = {_FIELDS.get(column, column): value or None}
        self._narrow(evolve(self.narrow, **said))

    def narrow_by_custody(self, value: str) -> None:
        said = {"yes": True, "no": False}.get(value)
        self._narrow(evolve(self.narrow, in_custody=said))

    def clear(self) -> None:
        self._narrow(CaseFilter(text=self.narrow.text))

    def fetch(self, offset: int) -> None:
        """Read the block of rows from *offset*."""
        number, narrow = self._number, self.narrow

        def work(queries: Queries) -> Found:
            rows: Sequence[CaseRow] = ()
            if number == self._number:
                rows = queries.cases(narrow, limit=BLOCK, offset=offset)
            return Found(number=number, rows=rows)

        self.desk.read(work, partial(self._block_read, offset), self)

    def choose_columns(self, keys: Sequence[str]) -> None:
        self.columns = chosen_columns(list(keys))
        self.desk.do(keep(Setting.PEOPLE_COLUMNS, list(keys)), nothing, self)
        self.columns_changed.emit()

    def open(self, row: CaseRow) -> None:
        self.log_finished()
        self.desk.go(PersonPlace(case_id=row.case_id))

    def start_visit(self, row: CaseRow) -> None:
        self.desk.go(VisitPlace(case_id=CaseId(row.case_id)))

    @property
    def printing(self) -> PrintRun:
        return print_run_of(self.desk)

    def read_chosen(self, seen: Mapping[int, CaseRow | None]) -> None:
        """Bring by `chosen_read` those who stand at these places of the list.

        DANGER: a place is no person. What was *seen* there must stand there still,
        or a plan goes to the printer that nobody asked for.
        """
        number, narrow = self._number, self.narrow

        def work(queries: Queries) -> Found:
            rows = _rows_at(queries, narrow, sorted(seen))
            return Found(number=number, rows=rows)

        done = partial(self._chosen_found, tuple(seen[at] for at in sorted(seen)))
        self.desk.read(work, done, self)

    def _chosen_found(self, seen: Sequence[CaseRow | None], answer: Found) -> None:
        found = answer.rows
        same = len(found) == len(seen) and all(
            was is None or was.case_id == now.case_id
            for was, now in zip(seen, found, strict=True)
        )
        if same and answer.number == self._number:
            self.chosen_read.emit(found)
        else:
            self.say(_MOVED)

    def print_plans(self, rows: Sequence[CaseRow], printer: "QPrinter") -> None:
        """Print the plan of each; who has none is named at the end."""
        wanted = [
            Wanted(place=PreviewPlace(case_id=row.case_id), name=row_name(row))
            for row in rows
        ]
        self.printing.start(wanted, "plan", printer)

    def say(self, words: str) -> None:
        """Say why nothing is printed."""
        self.desk.warned.emit(words)

    def go_to_import(self) -> None:
        self.desk.go(ImportPlace())

    def flush(self) -> None:
        """Log the search that is being left."""
        if self._finished.isActive():
            self.log_finished()

    def log_finished(self) -> None:
        """Write the one row of the access log that a finished search makes."""
        self._finished.stop()
        if self.count is None or not self.is_narrowed:
            return
        self.desk.do(consult(None, shown=self.count), nothing, self)

    def _narrow(self, narrow: CaseFilter) -> None:
        self.narrow = narrow
        self._ask()
        self._finished.start()

    def _ask(self) -> None:
        """Ask for the first rows; an answer to an earlier question is dropped."""
        self._number += 1
        number, narrow = self._number, self.narrow

        def work(queries: Queries) -> Found:
            rows: Sequence[CaseRow] = ()
            if number == self._number:
                rows = queries.cases(narrow, limit=BLOCK)
            return Found(number=number, rows=rows)

        self.desk.read(work, self._answered, self)

    def _answered(self, answer: Found) -> None:
        if answer.number != self._number:
            return
        self._heard = answer.number
        self.found.emit(answer.rows)
        if len(answer.rows) < BLOCK:
            self._set_count(len(answer.rows))
            return
        narrow = self.narrow

        def work(queries: Queries) -> tuple[int, int]:
            return answer.number, queries.count_cases(narrow)

        self.desk.read(work, self._counted, self)

    def _counted(self, answer: tuple[int, int]) -> None:
        number, count = answer
        if number == self._number:
            self.counted.emit(count)
            self._set_count(count)

    def _set_count(self, count: int) -> None:
        self.count = count
        if not self.is_narrowed:
            self.in_all = count
        self.changed.emit()

    def _block_read(self, offset: int, answer: Found) -> None:
        if answer.number == self._number:
            self.block.emit(offset, answer.rows)

    def _chosen(self, choices: tuple[object, dict[str, list[str]], int]) -> None:
        columns, self.values, self.in_all = choices
        self.columns = chosen_columns(columns)
        self.columns_changed.emit()
        self.changed.emit()

    def _commit(self, commit: Commit) -> None:
        if commit.cases:
            self._ask()


def _choices(queries: Queries) -> tuple[object, dict[str, list[str]], int]:
    values = {column: queries.case_values(column) for column in FILTERS}
    in_all = queries.count_cases(CaseFilter())
    return queries.setting(Setting.PEOPLE_COLUMNS), values, in_all


def _rows_at(
    queries: Queries, narrow: CaseFilter, places: Sequence[int]
) -> list[CaseRow]:
    """Return who stands at *places*, which go up; a stretch is read at once."""
    rows: list[CaseRow] = []
    for _, stretch in groupby(enumerate(places), lambda pair: pair[1] - pair[0]):
        at = [place for _, place in stretch]
        rows += queries.cases(narrow, limit=len(at), offset=at[0])
    return rows


def _people(count: int) -> str:
    return "person" if count == 1 else "people"
