"""Who changed what and when, in words; and what sources sent, as it came."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.cases.changed import Entry, entries, more_words, officer_names
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.received_view import ReceivedCard
from ui.cases.tab_view import TabPage
from ui.saying import moment_words
from ui.widgets.badge import Chip
from ui.widgets.buttons import Button
from ui.widgets.card import Card, edge
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import bare_layout, empty, flowing
from ui.widgets.text import text

_PAGE = 30


class HistoryView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._most = _PAGE
        self._held: Held | None = None
        self._columns = ColumnsLayout(self, least=22)
        self._columns.setContentsMargins(24, 16, 24, 16)

    def draw(self, held: Held) -> None:
        self._held = held
        empty(self._columns)
        self._columns.addWidget(self._changes(held))
        if held.received:
            self._columns.addWidget(self._received(held))

    def _changes(self, held: Held) -> Card:
        card = Card("What changed")
        names = officer_names(held, self._viewmodel.desk.officer)
        told = entries(held.changes, names)
        for entry in told[: self._most]:
            card.body.addWidget(self._entry(entry))
        if len(told) > self._most:
            more = Button(f"Show {min(_PAGE, len(told) - self._most)} earlier")
            more.clicked.connect(self._more)
            card.body.addWidget(more)
        card.body.addStretch(1)
        return card

    def _entry(self, entry: Entry) -> QFrame:
        frame = edge(now=entry.sealed)
        layout = frame.layout()
        if not isinstance(layout, QVBoxLayout):
            return frame
        when = moment_words(entry.at, self._viewmodel.today)
        line: list[QWidget] = [
            text(entry.heading, "strong", wrap=True),
            text(f"{when} · {entry.who}", "small", wrap=True),
        ]
        if entry.sealed:
            line.append(Chip("signed"))
        layout.addWidget(flowing(line))
        for one in entry.lines:
            before = f"{one.before} → " if one.before else ""
            words = f"{one.label}: {before}{one.after}"
            layout.addWidget(text(words, wrap=True))
        if entry.more:
            layout.addWidget(text(more_words(entry), "small"))
        return frame

    def _received(self, held: Held) -> QWidget:
        page = QWidget()
        layout = bare_layout(page, gap=14)
        layout.addWidget(ReceivedCard(held.received))
        layout.addStretch(1)
        return page

    def _more(self) -> None:
        self._most += _PAGE
        if self._held:
            self.draw(self._held)
