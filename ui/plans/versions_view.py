"""All versions of the plan: which is in force, who agreed each and why it came."""

from functools import partial

from PySide6.QtWidgets import QWidget

from iomdesk.clock import london_date
from iomdesk.plans.plan import PlanStatus, status_of
from iomdesk.plans.sign_off import agreed_by_words
from ui.plans.plan_viewmodel import PlanViewModel
from ui.saying import day_words
from ui.widgets.badge import Chip
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.pages import empty, flowing, page_layout
from ui.widgets.text import text

_WORDS = {
    PlanStatus.DRAFT: "draft",
    PlanStatus.AGREED: "in force",
    PlanStatus.SUPERSEDED: "superseded",
}


class VersionsPage(QWidget):
    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = page_layout(self)
        self.draw()

    def draw(self) -> None:
        empty(self._page)
        held, today = self._viewmodel.held, self._viewmodel.today
        shown = self._viewmodel.plan
        plans = held.plans if held else ()
        for plan in reversed(plans):
            card = Card(f"Version {plan.version}")
            card.beside.addWidget(Chip(_WORDS[status_of(plan, plans)]))
            written = f"written by {plan.author or 'nobody named'}"
            agreed = "not agreed"
            if plan.agreed_at:
                on = day_words(london_date(plan.agreed_at), today)
                agreed = f"agreed {on} by {agreed_by_words(plan)}"
            facts = (written, agreed, plan.review_reason or "")
            words = " · ".join(part for part in facts if part)
            card.body.addWidget(text(words, "small", wrap=True))
            if shown is None or plan.id != shown.id:
                read = Button(f"Read version {plan.version}")
                read.clicked.connect(partial(self._viewmodel.show_version, plan))
                card.body.addWidget(flowing([read]))
            self._page.addWidget(card)
        self._page.addStretch(1)
