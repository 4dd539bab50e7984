"""The list of people on the screen."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iomdesk.ports import CaseRow
from ui.naming import row_name
from ui.papers.print_panel_view import PrintPanel
from ui.people.columns import table_columns
from ui.people.columns_view import ColumnsView
from ui.people.filters_view import FiltersView
from ui.people.new_person_view import NewPersonView
from ui.people.new_person_viewmodel import NewPersonViewModel
from ui.people.people_model import PeopleModel
from ui.people.people_viewmodel import PeopleViewModel
from ui.places import PeoplePlace
from ui.widgets.buttons import Button
from ui.widgets.card import scrolling
from ui.widgets.editors import LineEdit
from ui.widgets.empty_state import EmptyState
from ui.widgets.fields import Field
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pages import bare_layout, page_layout
from ui.widgets.printers import ask_for_printer
from ui.widgets.record_table import RecordTable
from ui.widgets.reveal import reveal
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text

_VISIT = "Start a visit"
_NOBODY = (
    "Import a caseload list or probation's files, join a hub under Sync, or add a"
    " person by hand."
)
_NONE_FOUND = (
    "Try part of a name, a reference, a street or a warning. Names that sound alike are"
    " found as well."
)


class PeopleView(QWidget):
    def __init__(self, viewmodel: PeopleViewModel, adding: NewPersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._adding = adding
        self._entered = False
        page = QWidget()
        layout = page_layout(page)
        layout.addLayout(self._top())
        layout.addLayout(self._search_row())
        self.filters = FiltersView(viewmodel)
        self.filters.setVisible(viewmodel.filters_set > 0)
        layout.addWidget(self.filters)
        self._build_table()
        layout.addWidget(PrintPanel(viewmodel.printing))
        layout.addWidget(self.table, 1)
        bare_layout(self).addWidget(scrolling(page))
        viewmodel.found.connect(self._show_first)
        viewmodel.block.connect(self._show_block)
        viewmodel.counted.connect(self._show_count)
        viewmodel.columns_changed.connect(self._show_columns)
        viewmodel.chosen_read.connect(self._ask_printer)
        viewmodel.changed.connect(self._draw)
        viewmodel.load()
        self._draw()

    def begins_at(self) -> QWidget:
        return self.search.editor

    def flush(self) -> None:
        self._viewmodel.flush()

    def current_place(self) -> PeoplePlace:
        """Return the place with what is being searched for."""
        return PeoplePlace(text=self._viewmodel.narrow.text)

    def at_hand(self) -> tuple[str, str] | None:
        """Return who is selected."""
        row = self._row(self.table.current_row())
        return (row.case_id, row_name(row)) if row else None

    def _top(self) -> SidesLayout:
        self._heading = text("People", "title", wrap=True)
        self.add = Button("Add a person", picture="plus")
        self.add.clicked.connect(self._add)
        self.import_people = Button("Import…")
        self.import_people.clicked.connect(self._viewmodel.go_to_import)
        self.columns = Button("Columns…")
        self.columns.clicked.connect(self._choose_columns)
        beside = FlowLayout(gap=8)
        for button in (self.columns, self.import_people, self.add):
            beside.addWidget(button)
        return SidesLayout(self._heading, beside, least=99)

    def _search_row(self) -> QHBoxLayout:
        self._typed = LineEdit("Name, alias, reference, address or warning")
        self._typed.set_value(self._viewmodel.narrow.text)
        self._typed.edited.connect(self._search)
        self._typed.returnPressed.connect(self._enter)
        self._typed.went_down.connect(self._go_to_rows)
        self.search = Field("Find a person", self._typed)
        self.filter_button = Button("Filters", shortcut="Ctrl+Shift+F")
        self.filter_button.setCheckable(True)
        self.filter_button.toggled.connect(self._show_filters)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.filter_button, 0, Qt.AlignmentFlag.AlignBottom)
        return row

    def _build_table(self) -> None:
        self._model = PeopleModel(table_columns(self._viewmodel.today))
        self._model.wanted.connect(self._viewmodel.fetch)
        self._empty = EmptyState("", "", "Import people from files")
        self._empty.pressed.connect(self._viewmodel.go_to_import)
        self.table = RecordTable(self._model, "People", self._empty)
        self.table.set_menu((_VISIT,))
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        self.table.menu_chosen.connect(self._visit)
        self.table.choose_several(_print_words, "Ctrl+P")
        self.table.chosen_acted.connect(self._print)
        self.table.chosen_changed.connect(self._say_heading)
        self._show_columns()

    def _row(self, at: int) -> CaseRow | None:
        return self._model.known(at) if 0 <= at < self._model.rowCount() else None

    def _open(self, at: int) -> None:
        if row := self._row(at):
            self._viewmodel.open(row)

    def _visit(self, at: int, _words: str) -> None:
        if row := self._row(at):
            self._viewmodel.start_visit(row)

    def _print(self) -> None:
        if chosen := self.table.chosen():
            self._viewmodel.read_chosen({at: self._model.held(at) for at in chosen})

    def _ask_printer(self, rows: Sequence[CaseRow]) -> None:
        then = partial(self._viewmodel.print_plans, rows)
        ask_for_printer(self, then, self._viewmodel.say)

    def _say_heading(self) -> None:
        chosen, heading = len(self.table.chosen()), self._viewmodel.heading
        self._heading.setText(
            f"{heading}, {chosen:,} chosen" if chosen > 1 else heading
        )

    def _search(self) -> None:
        self._entered = False
        self._viewmodel.search(self._typed.value())

    def _enter(self) -> None:
        """Open the one who was found; go into the list where there are more.

        Fingers are faster than the search: then it is done when the answer comes.
        """
        self._entered = not self._viewmodel.is_answered
        only = self._row(0) if self._model.rowCount() == 1 else None
        if self._entered:
            return
        if only and self._viewmodel.is_narrowed:
            self._viewmodel.open(only)
        else:
            self._go_to_rows()

    def _go_to_rows(self) -> None:
        if self._model.rowCount():
            reveal(self.table)
            self.table.select(0)

    def _show_filters(self, shown: bool) -> None:  # noqa: FBT001
        self.filters.setVisible(shown)

    def _show_columns(self) -> None:
        self.table.show_columns([column.title for column in self._viewmodel.columns])

    def _choose_columns(self) -> None:
        chooser = ColumnsView(self._viewmodel.columns, self)
        chooser.chosen.connect(self._viewmodel.choose_columns)
        chooser.open()

    def _add(self) -> None:
        NewPersonView(self._adding, self).open()

    def _show_first(self, rows: Sequence[CaseRow]) -> None:
        """Show a new list; who was chosen stays so where all of them are in sight."""
        held = [self._model.held(at) for at in self.table.chosen()]
        self._model.start(rows)
        ids = {row.case_id for row in held if row}
        again = [at for at, row in enumerate(rows) if row.case_id in ids]
        if again and len(again) == len(held):
            self.table.choose(again)
        if self._entered:
            self._enter()

    def _show_block(self, offset: int, rows: Sequence[CaseRow]) -> None:
        self._model.take(offset, rows)

    def _show_count(self, count: int) -> None:
        self._model.set_count(count)

    def _draw(self) -> None:
        shown = self._viewmodel
        self._say_heading()
        if shown.is_narrowed:
            self._empty.set_words("Nobody found", _NONE_FOUND)
        else:
            self._empty.set_words("Nobody is on this laptop yet", _NOBODY)
        self._empty.button.setVisible(not shown.is_narrowed)
        filters = shown.filters_set
        self.filter_button.set_words(f"Filters ({filters})" if filters else "Filters")
        self.filters.draw()


def _print_words(chosen: int) -> str:
    return (
        "Print the plan…" if chosen == 1 else f"Print plans of the {chosen:,} chosen…"
    )
