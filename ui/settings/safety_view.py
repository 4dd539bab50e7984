"""The cards for backups and for the check of the store."""

from PySide6.QtWidgets import QGridLayout

from ui.settings.safety_viewmodel import SafetyViewModel
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.pages import empty, flowing
from ui.widgets.progress import bar
from ui.widgets.text import prose, set_prose, text

_BACKUPS = (
    "Three verified copies are kept beside the store, encrypted like it; a new one is"
    " verified while nobody works, before the oldest goes. If the store is damaged, ask"
    " your IT desk to put a backup in its place."
)
_CHECK = (
    "Reads every page, follows the journal and the access log from their beginning, and"
    " verifies the backups. It takes seconds to minutes; work can go on meanwhile."
)
_NONE = "There is no backup yet. Make one now."


class BackupCard(Card):
    def __init__(self, viewmodel: SafetyViewModel) -> None:
        super().__init__("Backups")
        self._viewmodel = viewmodel
        self._list = QGridLayout()
        self._list.setHorizontalSpacing(16)
        self._list.setColumnStretch(0, 1)
        self._none = text(_NONE, wrap=True)
        self._bar = bar("Making a backup", total=0)
        self.make = Button("Make a backup now")
        self.make.clicked.connect(viewmodel.back_up)
        self.body.addWidget(prose(_BACKUPS, "muted"))
        self.body.addLayout(self._list)
        for widget in (self._none, self._bar, flowing((self.make,))):
            self.body.addWidget(widget)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        shown = self._viewmodel
        empty(self._list)
        for at, copy in enumerate(shown.backups):
            self._list.addWidget(text(copy.made, wrap=True), at, 0)
            self._list.addWidget(text(copy.age, "strong"), at, 1)
            self._list.addWidget(text(copy.size, "muted"), at, 2)
        self._none.setVisible(not shown.backups)
        self._bar.setVisible(shown.is_backing_up)
        self.make.setEnabled(not shown.is_backing_up)


class CheckCard(Card):
    def __init__(self, viewmodel: SafetyViewModel) -> None:
        super().__init__("Check the store")
        self._viewmodel = viewmodel
        self._problem = text("", "danger-small", wrap=True)
        self._report = prose("")
        self._bar = bar("Checking the store", total=0)
        self.check = Button("Check the store now")
        self.check.clicked.connect(viewmodel.check)
        self.body.addWidget(prose(_CHECK, "muted"))
        for widget in (self._problem, self._report, self._bar):
            self.body.addWidget(widget)
        self.body.addWidget(flowing((self.check,)))
        self.body.addStretch(1)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        shown = self._viewmodel
        self._problem.setText(shown.problem)
        self._problem.setVisible(bool(shown.problem))
        set_prose(self._report, shown.report_words)
        self._report.setVisible(bool(shown.report_words))
        self._bar.setVisible(shown.is_checking)
        self.check.setEnabled(not shown.is_checking)
