"""The story of a person, newest first, in months."""

from functools import partial
from itertools import groupby

from PySide6.QtWidgets import QFrame, QWidget

from iomdesk.clock import london_time
from iomdesk.dates import date_text
from ui.cases.happened import Entry, story, when_words
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.widgets.buttons import Button
from ui.widgets.card import edge
from ui.widgets.empty_state import EmptyState
from ui.widgets.pages import empty, flowing, page_layout
from ui.widgets.text import prose, text

_PAGE = 40


class TimelineView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._most = _PAGE
        self._held: Held | None = None
        self._page = page_layout(self, gap=10)

    def draw(self, held: Held) -> None:
        self._held = held
        empty(self._page)
        entries = story(held, self._viewmodel.desk.now)
        for month, inside in groupby(entries[: self._most], key=_month):
            self._page.addWidget(text(month, "heading"))
            for entry in inside:
                self._page.addWidget(self._entry(entry))
        if not entries:
            words = "Visits, assessments, plans and changes of risk stand here."
            self._page.addWidget(EmptyState("Nothing has happened yet", words))
        if len(entries) > self._most:
            more = Button(f"Show {min(_PAGE, len(entries) - self._most)} earlier")
            more.clicked.connect(self._more)
            self._page.addWidget(more)
        self._page.addStretch(1)

    def _entry(self, entry: Entry) -> QFrame:
        frame = edge(now=entry.kind == "visit")
        layout = frame.layout()
        if layout is None:
            return frame
        layout.addWidget(flowing(self._heading(entry), gap=8))
        if entry.alarm:
            layout.addWidget(text(entry.alarm, "danger", wrap=True))
        if entry.words:
            layout.addWidget(prose(entry.words))
        return frame

    def _heading(self, entry: Entry) -> list[QWidget]:
        when = text(when_words(entry, self._viewmodel.today), "small-strong")
        about = text(entry.about, "small", wrap=True)
        if entry.place is None:
            return [when, text(entry.heading, "strong", wrap=True), about]
        link = Button(entry.heading, "link")
        link.setAccessibleName(f"{entry.heading}, {when.text()}")
        link.clicked.connect(partial(self._viewmodel.go, entry.place))
        return [when, link, about]

    def _more(self) -> None:
        self._most += _PAGE
        if self._held:
            self.draw(self._held)


def _month(entry: Entry) -> str:
    return date_text(london_time(entry.at).date()).split(" ", 1)[1]
