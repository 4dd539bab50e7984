"""Documents kept about the person: read again, disclosed to whom, and made anew."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from iomdesk.clock import london_date
from iomdesk.papers.paper import Paper, PaperFormat
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.cells import Cell, Column, RecordModel
from ui.papers.print_panel_view import PrintPanel
from ui.papers.print_run import Wanted, print_run_of
from ui.places import PreviewPlace
from ui.saying import day_words, moment_words
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.pages import empty, flowing, page_layout
from ui.widgets.printers import ask_for_printer
from ui.widgets.record_table import RecordTable
from ui.widgets.text import text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_WORD = "A Word document is kept as it was made. Preview its PDF instead."
_WORD_AMONG = "Word documents are left out: what is printed here is the PDF."
_LEAST = 9
"""In heights of a line: enough for a few rows, or for saying that there are none."""


class DocumentsView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.model = RecordModel[Paper](paper_columns(viewmodel.today))
        nothing = EmptyState(
            "No documents kept yet",
            "What is previewed here is kept in the store, with who made it and when.",
        )
        self.table = RecordTable(self.model, "Documents", nothing)
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        self.table.choose_several(_print_words, "Ctrl+P")
        self.table.chosen_acted.connect(self._print)
        self._made = QWidget()
        self._above = QVBoxLayout(self._made)
        self._above.setContentsMargins(0, 0, 0, 0)
        layout = page_layout(self)
        layout.addWidget(self._made)
        layout.addWidget(PrintPanel(print_run_of(viewmodel.desk)))
        layout.addWidget(self.table, 1)
        self.table.setMinimumHeight(self.fontMetrics().height() * _LEAST)

    def draw(self, held: Held) -> None:
        empty(self._above)
        buttons = []
        for words, kind, which in self._viewmodel.printable():
            made = Button(words, picture="document")
            made.clicked.connect(partial(self._viewmodel.preview, kind, which))
            buttons.append(made)
        if buttons:
            line = [text("Make a document of", "strong"), *buttons]
            self._above.addWidget(flowing(line))
        chosen = {self.model.row(at).id for at in self.table.chosen()}
        papers = sorted(held.papers, key=lambda p: p.made_at, reverse=True)
        self.model.set_rows(papers)
        if again := [at for at, paper in enumerate(papers) if paper.id in chosen]:
            self.table.choose(again)

    def _open(self, row: int) -> None:
        paper = self.model.row(row)
        if paper.format is PaperFormat.PDF:
            self._viewmodel.go(_place(paper))
        else:
            self._say(_WORD)

    def _print(self) -> None:
        """Print what is chosen; a Word document among it is said, and left out."""
        papers = [self.model.row(at) for at in self.table.chosen()]
        pdfs = [paper for paper in papers if paper.format is PaperFormat.PDF]
        if len(pdfs) < len(papers):
            self._say(_WORD if not pdfs else _WORD_AMONG)
        if pdfs:
            ask_for_printer(self, partial(self._print_on, pdfs), self._say)

    def _print_on(self, papers: Sequence[Paper], printer: "QPrinter") -> None:
        wanted = [Wanted(place=_place(paper), name=paper.title) for paper in papers]
        print_run_of(self._viewmodel.desk).start(wanted, "document", printer)

    def _say(self, words: str) -> None:
        self._viewmodel.desk.warned.emit(words)


def _place(paper: Paper) -> PreviewPlace:
    return PreviewPlace(case_id=paper.case_id, kind=paper.kind, paper_id=paper.id)


def _print_words(chosen: int) -> str:
    return "Print it…" if chosen == 1 else f"Print the {chosen:,} chosen…"


def paper_columns(today: date) -> list[Column[Paper]]:
    return [
        Column(title="Document", cell=_called, chars=26),
        Column(
            title="Made",
            cell=lambda p: moment_words(p.made_at, today),
            chars=18,
            sort_key=lambda p: p.made_at,
        ),
        Column(title="By", cell=lambda p: p.made_name or "not recorded", chars=16),
        Column(title="Version", cell=lambda p: p.version, chars=24, stretch=True),
        Column(title="Format", cell=lambda p: p.format.value.upper(), chars=9),
        Column(title="Copies outside", cell=lambda p: _disclosed(p, today), chars=26),
        Column(title="", cell=_action, chars=12),
    ]


def _called(paper: Paper) -> Cell:
    """Return the title without the person, who stands above."""
    return Cell(strong=paper.title.partition(":")[0])


def _disclosed(paper: Paper, today: date) -> Cell:
    if not paper.disclosed:
        return Cell(text="none", look="muted")
    last = max(paper.disclosed.values(), key=lambda d: d.at)
    on = day_words(london_date(last.at), today)
    return Cell(text=f"{last.to}, {on}")


def _action(paper: Paper) -> Cell | str:
    return Cell(action="Preview") if paper.format is PaperFormat.PDF else ""
