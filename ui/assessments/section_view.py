"""The questions of one page: a section, or a few short ones under each other."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iomdesk.assessments.form import ItemView, SectionView, State
from iomdesk.assessments.instrument import Section
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.order import Page
from ui.assessments.question_view import QuestionCard
from ui.widgets.pages import bare_layout, page_layout
from ui.widgets.text import prose, text


class SectionPage(QWidget):
    """Questions that are not asked now are not shown, nor made before they are.

    `passed` names the question that a key has answered.
    """

    passed = Signal(str)

    def __init__(self, viewmodel: AssessmentViewModel, page: Page) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.page = page
        self.cards: dict[str, QuestionCard] = {}
        self.headings: dict[str, QWidget] = {}
        self._rooms: dict[str, QVBoxLayout] = {}
        self._layout = page_layout(self, gap=20)
        for view in self._sections():
            self._add_section(view.section)
        self._layout.addStretch(1)

    def draw(self) -> None:
        for view in self._sections():
            for at, one in enumerate(view.items):
                self._draw_item(view, at, one)

    def prepare(self) -> bool:
        """Make one more card before it is asked for; False when none is left."""
        for view in self._sections():
            for at, one in enumerate(view.items):
                if one.state is not State.DORMANT and one.item.code not in self.cards:
                    self._draw_item(view, at, one)
                    self._polish(self.cards[one.item.code])
                    return True
        return False

    @staticmethod
    def _polish(card: QuestionCard) -> None:
        """Dress a card in the style sheet now: that is half of the cost of showing."""
        card.ensurePolished()
        for inner in card.findChildren(QWidget):
            inner.ensurePolished()

    def _draw_item(self, view: SectionView, at: int, one: ItemView) -> None:
        code, shown = one.item.code, one.state is not State.DORMANT
        if shown and code not in self.cards:
            before = sum(v.item.code in self.cards for v in view.items[:at])
            card = QuestionCard(self._viewmodel, one.item)
            card.passed.connect(self._pass)
            self.cards[code] = card
            self._rooms[view.section.code].insertWidget(before, card)
        if held := self.cards.get(code):
            held.draw(one)
            if held.isHidden() is shown:
                held.setVisible(shown)

    def _pass(self) -> None:
        card = self.sender()
        if isinstance(card, QuestionCard):
            self.passed.emit(card.item.code)

    def _sections(self) -> list[SectionView]:
        form = self._viewmodel.form
        sections = form.sections if form else ()
        return [view for view in sections if view.section.code in self.page]

    def _add_section(self, section: Section) -> None:
        held = QWidget()
        layout = bare_layout(held, gap=8)
        heading = text(wording(section.title), "title", wrap=True)
        self.headings[section.code] = heading
        layout.addWidget(heading)
        if section.help:
            layout.addWidget(prose(wording(section.help), "muted"))
        room = QWidget()
        self._rooms[section.code] = bare_layout(room, gap=10)
        layout.addWidget(room)
        self._layout.addWidget(held)
