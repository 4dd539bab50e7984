"""The summary of a person in cards: seen at a glance, nothing typed here."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.cases.contact_view import contact_card
from ui.cases.editing_view import RiskDialog, small_button
from ui.cases.glance import (
    RiskLine,
    due_lines,
    harm_lines,
    harm_source,
    needs_wheel,
    score_lines,
)
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.plan_card_view import plan_card
from ui.cases.question_view import question_card
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.saying import day_words
from ui.widgets.badge import Chip, RiskBadge
from ui.widgets.card import Card
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import bare_layout, column, empty
from ui.widgets.text import text
from ui.widgets.wheel import Need, Wheel, WheelKey

_MOST_DUE = 5
_WHEEL = 18
_NAMES = 12
"""Characters of the longest name of whom a risk is to."""


class SummaryView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._columns = ColumnsLayout(self)
        self._columns.setContentsMargins(24, 16, 24, 16)

    def draw(self, held: Held) -> None:
        empty(self._columns)
        questions = question_card(self._viewmodel, held)
        due, contact = self._due(held), contact_card(self._viewmodel, held)
        second = [self._risk(held), plan_card(self._viewmodel, held)]
        asked = [questions] if questions else []
        self._columns.addWidget(column([due, *asked, contact]))
        self._columns.addWidget(column(second))
        self._columns.addWidget(column([self._needs(held)]))

    def _due(self, held: Held) -> Card:
        card = Card("What is due")
        lines = due_lines(held.due, self._viewmodel.today)
        grid = QGridLayout()
        grid.setVerticalSpacing(10)
        grid.setHorizontalSpacing(16)
        grid.setColumnStretch(1, 1)
        for row, line in enumerate(lines[:_MOST_DUE]):
            when = text(line.when, "danger" if line.late else "strong")
            grid.addWidget(when, row, 0, _TOP)
            words = QWidget()
            inside = bare_layout(words)
            inside.addWidget(text(line.what, wrap=True))
            inside.addWidget(text(line.why, "small", wrap=True))
            grid.addWidget(words, row, 1)
        card.body.addLayout(grid)
        if not lines:
            card.body.addWidget(text("Nothing is due.", "muted"))
        if len(lines) > _MOST_DUE:
            more = f"and {len(lines) - _MOST_DUE} later"
            card.body.addWidget(text(more, "small"))
        card.body.addStretch(1)
        return card

    def _risk(self, held: Held) -> Card:
        card = Card("Risk now")
        change = small_button("Change", "Change a risk level")
        change.clicked.connect(self._ask_risk)
        card.beside.addWidget(change)
        harm, today = harm_lines(held), self._viewmodel.today
        names = self.fontMetrics().averageCharWidth() * _NAMES
        if harm:
            source = harm_source(held.case, today)
            said = f"Serious harm · {source}" if source else "Serious harm"
            card.body.addWidget(text(said, "small", wrap=True))
            card.body.addLayout(_risk_grid(harm, names))
        else:
            card.body.addWidget(RiskBadge("not_assessed"))
        if scores := score_lines(held, today):
            card.body.addWidget(text("Scores", "small"))
            card.body.addLayout(_risk_grid(scores, names))
        return card

    def _ask_risk(self) -> None:
        if held := self._viewmodel.held:
            dialog = RiskDialog(held.case, self)
            dialog.agreed.connect(self._viewmodel.set_risk)
            dialog.open()

    def _needs(self, held: Held) -> Card:
        card = Card("Needs, then and now")
        needs = needs_wheel(held)
        if needs is None:
            words = "No pathway needs assessment is completed yet. “Assess” starts one."
            card.body.addWidget(text(words, "muted", wrap=True))
            card.body.addStretch(1)
            return card
        wheel = Wheel(top=needs.top)
        wheel.show_needs(
            [Need(name=s.name, then=s.then, now=s.now) for s in needs.spokes]
        )
        wheel.setMaximumHeight(self.fontMetrics().height() * _WHEEL)
        card.body.addWidget(wheel, 1)
        today = self._viewmodel.today
        then = f"then: {day_words(needs.then_on, today)}" if needs.then_on else ""
        card.body.addWidget(WheelKey(then, f"now: {day_words(needs.now_on, today)}"))
        card.body.addStretch(1)
        return card


def _risk_grid(lines: Sequence[RiskLine], names: int) -> QGridLayout:
    """Return a grid whose first column is *names* wide at least."""
    grid = QGridLayout()
    grid.setColumnMinimumWidth(0, names)
    grid.setHorizontalSpacing(8)
    grid.setVerticalSpacing(6)
    grid.setColumnStretch(2, 1)
    for row, line in enumerate(lines):
        badge = RiskBadge(line.level, line.words) if line.level else Chip(line.words)
        grid.addWidget(text(line.what, wrap=True), row, 0)
        grid.addWidget(badge, row, 1)
        last = (
            Chip("disputed") if line.disputed else text(line.note, "small", wrap=True)
        )
        grid.addWidget(last, row, 2)
    return grid


_TOP = Qt.AlignmentFlag.AlignTop
