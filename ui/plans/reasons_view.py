"""What the plan lacks: what stands in the way of agreeing first, then what is said."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QWidget

from iomdesk.reasons import Reason
from ui.plans.plan_viewmodel import PlanViewModel
from ui.saying import counted
from ui.widgets.card import Card, rule
from ui.widgets.link import Link
from ui.widgets.pages import bare_layout, empty, flowing
from ui.widgets.text import text

_MOST = 2


class ReasonsPanel(QWidget):
    """`jumped` brings the path of the field that puts a lack right."""

    jumped = Signal(object)

    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = bare_layout(self)
        self._shown: tuple[Reason, ...] | None = None

    def draw(self) -> None:
        reasons = self._viewmodel.reasons()
        if reasons == self._shown:
            return
        self._shown = reasons
        empty(self._page)
        stopping = [r for r in reasons if r.refuses]
        said = [r for r in reasons if not r.refuses]
        heading = how_ready(reasons)
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


class ReasonsStrip(QFrame):
    """One line over the page: how ready the plan is, and what comes first."""

    jumped = Signal(object)

    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = bare_layout(self)
        self._page.setContentsMargins(24, 10, 24, 0)
        self._shown: tuple[Reason, ...] | None = None

    def draw(self) -> None:
        reasons = self._viewmodel.reasons()
        if reasons == self._shown:
            return
        self._shown = reasons
        empty(self._page)
        shown: list[QWidget] = [text(how_ready(reasons), "strong", wrap=True)]
        for reason in reasons[:_MOST]:
            link = Link(reason.text, "danger" if reason.refuses else "accent")
            link.clicked.connect(partial(self.jumped.emit, reason.path))
            shown.append(link)
        if len(reasons) > _MOST:
            more = f"and {len(reasons) - _MOST} more under Review"
            shown.append(text(more, "small"))
        self._page.addWidget(flowing(shown, gap=16))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give no line back: what stands below would jump under the pointer."""
        super().resizeEvent(event)
        same = event.size().width() == event.oldSize().width()
        self.setMinimumHeight(event.size().height() if same else 0)


def how_ready(reasons: Sequence[Reason]) -> str:
    """Return “2 things before it can be agreed”, or that nothing stands in the way."""
    stopping = sum(reason.refuses for reason in reasons)
    if not stopping:
        return "Ready to be agreed"
    return f"{counted(stopping, 'thing')} before it can be agreed"
