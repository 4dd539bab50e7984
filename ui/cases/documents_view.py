"""Documents kept about the person, and what can be made."""

from functools import partial

from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.widgets.buttons import Button
from ui.widgets.pages import empty, flowing, page_layout
from ui.widgets.text import text


class DocumentsView(TabPage):
    def __init__(self, viewmodel: PersonViewModel, _held: Held) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = page_layout(self)

    def draw(self, held: Held) -> None:
        empty(self._page)
        self._page.addWidget(text("Make a document", "heading"))
        buttons = []
        for words, kind, which in self._viewmodel.printable():
            made = Button(words, picture="document")
            made.clicked.connect(partial(self._viewmodel.preview, kind, which))
            buttons.append(made)
        self._page.addWidget(flowing(buttons))
        self._page.addStretch(1)
