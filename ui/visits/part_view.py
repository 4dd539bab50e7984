"""One page of the form: its heading, its own fields, its lines of the checklist."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.visits.asked_view import AskedCard
from ui.visits.parts import Part
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.card import Card
from ui.widgets.pages import page_layout
from ui.widgets.reveal import reveal
from ui.widgets.stops import first_stop
from ui.widgets.text import text


class PartView(QWidget):
    """`draw` takes over what is typed elsewhere; a subclass adds fields in `build`.

    `passed`: the last of its lines was answered by a key.
    """

    passed = Signal()

    def __init__(self, viewmodel: VisitViewModel, part: Part) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.part = part
        self.cards: dict[str, AskedCard] = {}
        self.page = page_layout(self, gap=12)
        self.title = text(part.title, "title", wrap=True)
        self.page.addWidget(self.title)
        self.build()
        for item in part.group.items if part.group else ():
            card = AskedCard(viewmodel, item)
            card.passed.connect(partial(self._pass, item.code))
            self.cards[item.code] = card
            self.page.addWidget(card)
        self.page.addStretch(1)
        self.draw()

    def build(self) -> None:
        """Add the page's own fields above the checklist."""

    def draw(self) -> None:
        for card in self.cards.values():
            card.draw()

    def begins_at(self) -> QWidget | None:
        """Return where the keys go first: to the first line that is not answered."""
        left = self.viewmodel.unanswered()
        if left and not self.part.has_own_fields:
            return self.cards[left[0].code]
        return first_stop(self)

    def _pass(self, code: str) -> None:
        codes = list(self.cards)
        at = codes.index(code) + 1
        if at < len(codes):
            reveal(self.cards[codes[at]])
        else:
            self.passed.emit()

    def field_for(self, path: tuple[str, ...]) -> QWidget:
        """Return the field that puts right what stands at *path*."""
        if path[:1] == ("checks",) and path[1] in self.cards:
            card = self.cards[path[1]]
            return card.note if path[2:] == ("note",) else card
        return self

    def add_card(self, *widgets: QWidget, heading: str = "") -> Card:
        card = Card(heading)
        for widget in widgets:
            card.body.addWidget(widget)
        self.page.addWidget(card)
        return card
