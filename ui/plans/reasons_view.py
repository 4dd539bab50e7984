"""What the plan lacks: what stands in the way of agreeing first, then what is said."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.plans.plan_viewmodel import PlanViewModel
from ui.saying import counted
from ui.widgets.card import Card, rule
from ui.widgets.link import Link
from ui.widgets.pages import bare_layout, empty
from ui.widgets.text import text


class ReasonsPanel(QWidget):
    """`jumped` brings the path of the field that puts a lack right."""

    jumped = Signal(object)

    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = bare_layout(self)

    def draw(self) -> None:
        empty(self._page)
        reasons = self._viewmodel.reasons()
        stopping = [r for r in reasons if r.refuses]
        said = [r for r in reasons if not r.refuses]
        heading = (
            f"{counted(len(stopping), 'thing')} before it can be agreed"
            if stopping
            else "Ready to be agreed"
        )
        card = Card(heading)
        for reason in stopping:
            link = Link(reason.text, "danger")
            link.clicked.connect(partial(self.jumped.emit, reason.path))
            card.body.addWidget(link)
        if said:
            card.body.addWidget(rule())
            card.body.addWidget(text("Also worth a look", "small-strong"))
        for reason in said:
            link = Link(reason.text)
            link.clicked.connect(partial(self.jumped.emit, reason.path))
            card.body.addWidget(link)
        self._page.addWidget(card)
        self._page.addStretch(1)
