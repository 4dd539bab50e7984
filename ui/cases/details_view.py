"""Who the person is and who is around them, in cards of labels and words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.cases.details import Group, groups
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.widgets.card import Card
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import column, empty
from ui.widgets.text import text

_COLUMNS = 2


class DetailsView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._columns = ColumnsLayout(self, least=22)
        self._columns.setContentsMargins(24, 16, 24, 16)

    def draw(self, held: Held) -> None:
        empty(self._columns)
        cards = [_card(group) for group in groups(held.case, self._viewmodel.today)]
        for at in range(_COLUMNS):
            self._columns.addWidget(column(cards[at::_COLUMNS]))


def _card(group: Group) -> Card:
    card = Card(group.title)
    grid = QGridLayout()
    grid.setHorizontalSpacing(16)
    grid.setVerticalSpacing(8)
    grid.setColumnStretch(0, 1)
    grid.setColumnStretch(1, 2)
    for row, (label, words) in enumerate(group.pairs):
        grid.addWidget(
            text(label, "muted", wrap=True), row, 0, Qt.AlignmentFlag.AlignTop
        )
        grid.addWidget(text(words, wrap=True), row, 1)
    card.body.addLayout(grid)
    card.body.addStretch(1)
    return card
