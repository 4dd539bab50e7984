"""Today: overdue first, then what else wants a person."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.places import ImportPlace, PersonPlace, VisitPlace
from ui.today.rows import Group, TodayRow, TodayRows, today_rows

if TYPE_CHECKING:
    from ui.open_desk import OpenDesk


class TodayViewModel(QObject):
    """*group* is the tile that narrows the list, None where none does."""

    changed = Signal()

    def __init__(self, desk: "OpenDesk") -> None:
        super().__init__()
        self._desk = desk
        self._waiting = desk.waiting
        self.group: Group | None = None
        self._all = TodayRows([], {}, desk.today)
        self.rows = self._all
        self._waiting.changed.connect(self._read)
        self._read()

    @property
    def is_loaded(self) -> bool:
        return self._waiting.is_loaded

    @property
    def day_words(self) -> str:
        today = self._desk.today
        return f"{today:%A} {today.day} {today:%B}"

    @property
    def oldest_days(self) -> int:
        return self._waiting.reading.oldest_days

    @property
    def backup_words(self) -> str:
        return self._waiting.backup_words

    def count(self, group: Group) -> int:
        return self._all.count(group)

    def narrow(self, group: Group) -> None:
        """Show one group alone; the same again shows all."""
        self.group = None if self.group is group else group
        self._show()

    def open(self, row: TodayRow) -> None:
        """Go to the work itself."""
        self._desk.go(row.place)

    def open_person(self, row: TodayRow) -> None:
        if row.case_id:
            self._desk.go(PersonPlace(case_id=row.case_id))

    def ask_whom_to_visit(self) -> None:
        self._desk.visit_asked.emit()

    def start_visit(self, row: TodayRow) -> None:
        if row.case_id:
            self._desk.go(VisitPlace(case_id=row.case_id))

    def go_to_import(self) -> None:
        self._desk.go(ImportPlace())

    def _read(self) -> None:
        self._all = today_rows(self._waiting.reading, self._waiting.people)
        self._show()

    def _show(self) -> None:
        self.rows = self._all.only(self.group)
        self.changed.emit()
