"""Sync on the screen: what is true, one button, and the form that joins a hub."""

from PySide6.QtWidgets import QGridLayout, QWidget

from ui.sync.sync_viewmodel import CODE, HUB, SyncViewModel
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card, scrolling
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, column, empty, flowing, page_layout
from ui.widgets.progress import bar
from ui.widgets.text import prose, set_prose, text

_JOIN = (
    "A hub brings your team's desks together. Somebody who looks after it invites this"
    " desk with a code that works once, for a short time."
)


class SyncView(QWidget):
    def __init__(self, viewmodel: SyncViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        page = QWidget()
        layout = page_layout(page)
        layout.addWidget(text("Sync", "title", wrap=True))
        self.problem = Banner()
        layout.addWidget(self.problem)
        holder = QWidget()
        columns = ColumnsLayout(holder, least=17)
        columns.addWidget(self._state_card())
        self._last = self._last_card()
        self.joining = self._join_card()
        columns.addWidget(column((self._last, self.joining)))
        layout.addWidget(holder)
        layout.addStretch(1)
        bare_layout(self).addWidget(scrolling(page))
        viewmodel.changed.connect(self._draw)
        viewmodel.load()
        self._draw()

    def _state_card(self) -> Card:
        card = Card("How things stand")
        self._facts = QGridLayout()
        self._facts.setHorizontalSpacing(24)
        self._facts.setVerticalSpacing(8)
        self._facts.setColumnStretch(1, 1)
        self.sync = Button("Sync now", "primary")
        self.sync.setToolTip("Sync now (Ctrl+Shift+S)")
        self.sync.clicked.connect(self._viewmodel.sync)
        self.conflicts = Button("Settle the conflicts")
        self.conflicts.clicked.connect(self._viewmodel.show_conflicts)
        self._bar = bar("Exchanging with the hub", total=0)
        card.body.addLayout(self._facts)
        card.body.addWidget(self._bar)
        card.body.addWidget(flowing((self.sync, self.conflicts)))
        card.body.addStretch(1)
        return card

    def _last_card(self) -> Card:
        card = Card("The last exchange")
        self._lines = prose()
        card.body.addWidget(self._lines)
        card.body.addStretch(1)
        return card

    def _join_card(self) -> Card:
        card = Card("Join a hub")
        self._hub, self._code = LineEdit(), LineEdit()
        example = "For example https://hub.force.example"
        self.hub = Field("Address of the hub", self._hub, example)
        self.code = Field("Code", self._code, "From the invitation")
        self._code.returnPressed.connect(self._join)
        self.join = Button("Join", "primary")
        self.join.clicked.connect(self._join)
        card.body.addWidget(prose(_JOIN))
        card.body.addWidget(self.hub)
        card.body.addWidget(self.code)
        card.body.addWidget(flowing((self.join,)))
        return card

    def _join(self) -> None:
        self._viewmodel.join(self._hub.value(), self._code.value())

    def _draw(self) -> None:
        shown = self._viewmodel
        self._draw_facts()
        running = shown.syncing.is_running
        self._bar.setVisible(running)
        self.sync.setEnabled(shown.is_enrolled and not running)
        self.sync.setVisible(shown.is_enrolled)
        self.conflicts.setVisible(bool(shown.conflicts))
        self._last.setVisible(shown.is_enrolled and bool(shown.lines))
        self.joining.setVisible(not shown.is_enrolled)
        self.join.setEnabled(not shown.busy)
        for name, field in ((HUB, self.hub), (CODE, self.code)):
            field.set_problem(shown.problems.get(name, ""))
        set_prose(self._lines, "\n".join(shown.lines))
        if shown.syncing.problem:
            self.problem.say(shown.syncing.problem, "warning")
        else:
            self.problem.hide()

    def _draw_facts(self) -> None:
        empty(self._facts)
        for at, (label, words) in enumerate(self._viewmodel.facts):
            self._facts.addWidget(text(label, "muted"), at, 0)
            self._facts.addWidget(text(words, "strong", wrap=True), at, 1)
