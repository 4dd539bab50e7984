"""Who the person is and who is around them, in cards of labels and words."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout

from ui.cases.details import Group, groups
from ui.cases.editing_view import AddressDialog, RagDialog, WarningDialog
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import column, empty, flowing
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
        cards.append(self._changes())
        for at in range(_COLUMNS):
            self._columns.addWidget(column(cards[at::_COLUMNS]))

    def _changes(self) -> Card:
        card = Card("Put something right")
        asked = (
            ("Add a warning", self._ask_warning),
            ("Add an address", self._ask_address),
            ("Change the IOM rating", self._ask_rag),
        )
        buttons = []
        for words, ask in asked:
            button = Button(words)
            button.clicked.connect(ask)
            buttons.append(button)
        card.body.addWidget(flowing(buttons))
        card.body.addStretch(1)
        return card

    def _ask_warning(self) -> None:
        dialog = WarningDialog(self._viewmodel.today, self)
        dialog.agreed.connect(self._viewmodel.add_warning)
        dialog.open()

    def _ask_address(self) -> None:
        dialog = AddressDialog(self._viewmodel.today, self)
        dialog.agreed.connect(self._viewmodel.add_address)
        dialog.open()

    def _ask_rag(self) -> None:
        if held := self._viewmodel.held:
            dialog = RagDialog(held.case, self)
            dialog.agreed.connect(self._viewmodel.set_rag)
            dialog.open()


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
