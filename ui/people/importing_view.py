"""The import on the screen: choose, look, import, and what came of it."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QGridLayout, QWidget

from iomdesk.dates import instant_text
from iomdesk.exchange.mpop.answers import nobody_words, path_words
from iomdesk.exchange.report import ImportReport, named
from ui.people.importing_viewmodel import ImportingViewModel
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card, scrolling
from ui.widgets.files import file_chooser
from ui.widgets.pages import bare_layout, column, empty, flowing, page_layout
from ui.widgets.progress import ProgressPanel
from ui.widgets.reveal import reveal
from ui.widgets.text import prose, set_look, text

_MOST = 200
_ALWAYS = {"people read", "new", "updated", "unchanged"}
_FILTER = "Caseload files (*.csv *.txt *.xlsx *.json);;All files (*)"
_WORDS = (
    "Caseload lists as a records system exports them (CSV with comma, semicolon or tab)"
    " and the JSON answers of probation's Manage people on probation. First you see"
    " what would be done; nothing is written until you say so."
)
_RULES = (
    "Nothing is overwritten in silence: where a file and this laptop disagree, the"
    " field stays and a question stands on the person. The same file twice changes"
    " nothing."
)


class ImportingView(QWidget):
    def __init__(self, viewmodel: ImportingViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        page = QWidget()
        layout = page_layout(page)
        layout.addWidget(text("Import people", "title", wrap=True))
        self.problem = Banner()
        layout.addWidget(self.problem)
        layout.addWidget(self._choosing())
        self.progress = ProgressPanel()
        self.progress.cancelled.connect(viewmodel.stop)
        layout.addWidget(self.progress)
        self._results = QWidget()
        self._room = bare_layout(self._results, gap=14)
        layout.addWidget(self._results)
        layout.addStretch(1)
        bare_layout(self).addWidget(scrolling(page))
        self._next = self.begins_at()
        viewmodel.changed.connect(self._draw)
        viewmodel.moved.connect(self.progress.move_on)
        self._draw()

    def begins_at(self) -> QWidget:
        if self._viewmodel.can_import:
            return self.go_on
        return self.people if self._viewmodel.is_done else self.choose

    def _choosing(self) -> Card:
        card = Card("Files")
        self._chosen = text("", "strong", wrap=True)
        self.choose = Button("Choose files…", "primary")
        self.choose.clicked.connect(self._choose)
        self.choose_folder = Button("Choose a folder…")
        self.choose_folder.clicked.connect(self._choose_folder)
        self.go_on = Button("Import them", "primary")
        self.go_on.clicked.connect(self._viewmodel.go_on)
        self.people = Button("See the people", "primary")
        self.people.clicked.connect(self._viewmodel.show_people)
        card.body.addWidget(prose(_WORDS))
        card.body.addWidget(prose(_RULES, "muted"))
        card.body.addWidget(self._chosen)
        buttons = (self.go_on, self.people, self.choose, self.choose_folder)
        card.body.addWidget(flowing(buttons))
        return card

    def _choose(self) -> None:
        chooser = file_chooser(self, "Files to import")
        chooser.setNameFilter(_FILTER)
        chooser.setFileMode(QFileDialog.FileMode.ExistingFiles)
        chooser.filesSelected.connect(self._take)
        chooser.open()

    def _choose_folder(self) -> None:
        chooser = file_chooser(self, "A folder of files to import")
        chooser.setFileMode(QFileDialog.FileMode.Directory)
        chooser.filesSelected.connect(self._take)
        chooser.open()

    def _take(self, names: list[str]) -> None:
        self._viewmodel.choose([Path(name) for name in names])

    def _draw(self) -> None:
        shown = self._viewmodel
        self._chosen.setText(", ".join(path.name for path in shown.paths))
        self._chosen.setVisible(bool(shown.paths))
        self.go_on.setVisible(shown.can_import)
        self.people.setVisible(shown.is_done)
        for button in (self.choose, self.choose_folder):
            button.setEnabled(not shown.is_running)
        primary = not shown.can_import and not shown.is_done
        set_look(self.choose, "kind", "primary" if primary else "secondary")
        self._draw_progress()
        if shown.problem:
            self.problem.say(shown.problem, "danger")
        else:
            self.problem.hide()
        self._draw_report()
        if self._next is not self.begins_at() and not shown.is_running:
            self._next = self.begins_at()
            reveal(self._next)

    def _draw_progress(self) -> None:
        if not self._viewmodel.is_running:
            self.progress.finish()
        elif self.progress.isHidden():
            planned = self._viewmodel.report is not None
            words = "Importing" if planned else "Reading the files"
            self.progress.start(words)

    def _draw_last(self) -> None:
        """Show who came of the last import, until files are chosen."""
        last = self._viewmodel.last
        if last is None:
            return
        card = Card("The last import")
        card.body.addWidget(prose(f"{instant_text(last.at)}, by {last.by}"))
        self._room.addWidget(column([card, *people_cards(named(last.people))]))

    def _draw_report(self) -> None:
        empty(self._room)
        report = self._viewmodel.report
        if self._viewmodel.is_running:
            return
        if report is None:
            self._draw_last()
            return
        cards = [counts_card(report, self._viewmodel.summary)]
        cards += people_cards(named(report.people, planned=report.dry_run))
        if report.refused:
            cards.append(refused_card(report))
        if report.warnings:
            cards.append(lines_card("To know", list(report.warnings)))
        if report.about_nobody:
            about = [nobody_words(told) for told in report.about_nobody]
            cards.append(lines_card("Read, but about nobody who is named", about))
        self._room.addWidget(column(cards))


def people_cards(people: list[tuple[str, list[str]]]) -> list[Card]:
    return [lines_card(heading, names) for heading, names in people]


def counts_card(report: ImportReport, words: str) -> Card:
    done = "What would be done" if report.dry_run else "What was done"
    card = Card("Stopped" if report.cancelled else done)
    if report.cancelled:
        card.body.addWidget(prose(words))
    grid = QGridLayout()
    grid.setHorizontalSpacing(24)
    grid.setColumnStretch(2, 1)
    rows = (
        (report.people_seen, "people read"),
        (report.new, "new"),
        (report.updated, "updated"),
        (report.unchanged, "unchanged"),
        (report.set_apart, "set apart, with a question"),
        (report.fields_written, "fields written"),
        (report.questions, "questions raised"),
        (report.possible_same, "perhaps held already under another reference"),
        (report.kept_as_received, "values kept as received, without a field here"),
        (report.rows_refused, "rows refused"),
    )
    shown = [row for row in rows if row[0] or row[1] in _ALWAYS]
    for at, (count, what) in enumerate(shown):
        grid.addWidget(text(f"{count:,}", "strong"), at, 0)
        grid.addWidget(text(what, wrap=True), at, 1)
    card.body.addLayout(grid)
    return card


def refused_card(report: ImportReport) -> Card:
    lines = [
        _place(one.line, one.path, one.field) + one.reason for one in report.refused
    ]
    return lines_card("What was not taken, and why", lines)


def lines_card(heading: str, lines: list[str]) -> Card:
    card = Card(heading)
    for line in lines[:_MOST]:
        card.body.addWidget(text(line, wrap=True))
    if len(lines) > _MOST:
        card.body.addWidget(text(f"and {len(lines) - _MOST:,} more", "muted"))
    return card


def _place(line: int | None, path: str | None, field: str | None) -> str:
    called = path_words(path) if path else ""
    parts = [f"line {line}" if line else "", called, field or ""]
    said = ", ".join(part for part in parts if part)
    return f"{said[:1].upper()}{said[1:]}: " if said else ""
