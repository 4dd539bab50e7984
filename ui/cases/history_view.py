"""Who changed what and when, in words; and what sources sent, as it came."""

from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.widgets.pages import empty, page_layout
from ui.widgets.text import text


class HistoryView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = page_layout(self)

    def draw(self, held: Held) -> None:
        empty(self._page)
        for change in held.changes:
            self._page.addWidget(
                text(f"{change.at} {change.action} {change.kind}", wrap=True)
            )
        self._page.addStretch(1)
