"""F1: every key of the program, and short answers to what officers ask."""

from PySide6.QtWidgets import QGridLayout, QWidget

from iomdesk.resources import resource_toml
from ui.shell.commands import (
    COMMANDS,
    IN_ASSESSMENTS,
    IN_FORMS,
    IN_LISTS,
    IN_VISITS,
)
from ui.shell.tall_dialog_view import TallDialog
from ui.widgets.card import Card
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import column
from ui.widgets.text import prose, text


class KeysView(TallDialog):
    def __init__(self, parent: QWidget) -> None:
        page = QWidget()
        columns = ColumnsLayout(page, least=16)
        anywhere = [(c.shortcut, c.words) for c in COMMANDS if c.shortcut]
        columns.addWidget(
            column(
                (
                    keys_card("Keys that work anywhere", anywhere),
                    keys_card("In lists", IN_LISTS),
                    keys_card("In forms", IN_FORMS),
                    keys_card("In visits", IN_VISITS),
                    keys_card("In assessments", IN_ASSESSMENTS),
                )
            )
        )
        columns.addWidget(column([answer_card(q, a) for q, a in answers()]))
        super().__init__("Help and keys", page, parent, 58)
        self.add_button("Close", "primary", self.accept)


def answers() -> list[tuple[str, str]]:
    said = resource_toml("help/answers.toml")["answers"]
    return [(answer["question"], answer["words"]) for answer in said]


def keys_card(heading: str, keys: object) -> Card:
    card = Card(heading)
    grid = QGridLayout()
    grid.setVerticalSpacing(6)
    grid.setHorizontalSpacing(16)
    grid.setColumnStretch(1, 1)
    if isinstance(keys, list | tuple):
        for row, (key, words) in enumerate(keys):
            grid.addWidget(text(key, "strong", wrap=True), row, 0)
            grid.addWidget(text(words, wrap=True), row, 1)
    card.body.addLayout(grid)
    return card


def answer_card(question: str, words: str) -> Card:
    card = Card(question)
    card.body.addWidget(prose(words))
    return card
