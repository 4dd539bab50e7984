"""One page of the plan: fields that are drawn from it and taken back into it."""

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from iomdesk.journal.patch import Path
from iomdesk.plans.plan import Plan
from ui.plans.plan_viewmodel import PlanViewModel
from ui.widgets.card import Card
from ui.widgets.fields import Field
from ui.widgets.pages import page_layout


class PlanPage(QWidget):
    """A subclass builds its cards, draws the plan into them, and takes it back."""

    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self._drawing = False
        self.page = page_layout(self)
        self.build()
        self.page.addStretch(1)
        self.show_plan()

    def build(self) -> None:
        raise NotImplementedError

    def draw(self) -> None:
        raise NotImplementedError

    def take(self) -> None:
        """Give what was typed to the view-model."""
        raise NotImplementedError

    def plan(self) -> Plan:
        """Return the plan as it now is; a page is made only where there is one."""
        plan = self.viewmodel.plan
        if plan is None:
            raise RuntimeError("a page of a plan needs a plan")
        return plan

    def field_for(self, _path: Path) -> QWidget | None:
        """Return what puts right what stands at the path, None for the whole page."""
        return None

    def show_plan(self) -> None:
        self._drawing = True
        self.draw()
        self._drawing = False

    def typed(self) -> None:
        if not self._drawing:
            self.take()

    def card(self, heading: str) -> Card:
        card = Card(heading)
        self.page.addWidget(card)
        return card

    def field(
        self, card: Card, words: str, editor: QWidget, *, optional: bool = False
    ) -> Field:
        edited = getattr(editor, "edited", None)
        if isinstance(edited, SignalInstance):
            edited.connect(self.typed)
        field = Field(words, editor, optional=optional)
        card.body.addWidget(field)
        return field
