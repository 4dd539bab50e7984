"""A plan being written: pages in tabs, what it lacks beside, the ways on above."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QWidget

from iomdesk.forms.declaration import page_with
from iomdesk.journal.patch import Path
from ui.cases.facts import person_facts
from ui.forms.page_view import FormPageView, Own
from ui.forms.unplaced_view import UnplacedBanner
from ui.plans.agree_view import AgreeDialog
from ui.plans.control_view import Answers
from ui.plans.coverage_view import CoverageCard
from ui.plans.plan_viewmodel import PlanViewModel
from ui.plans.reasons_view import ReasonsPanel, ReasonsStrip
from ui.plans.versions_view import VersionsPage
from ui.widgets.buttons import Button
from ui.widgets.card import ScrollPage, scrolling
from ui.widgets.pages import bare_layout, page_layout
from ui.widgets.person_header import PersonHeader
from ui.widgets.reveal import reveal
from ui.widgets.stops import LastStop, first_field, first_stop
from ui.widgets.tabs import Tabs

VERSIONS = "versions"

_SIDE = 13
"""How wide the panel at the right is, in heights of a line."""

_ROOMY = 40
"""With less width than this, what the plan lacks is said on the pages alone."""


class PlanView(QWidget):
    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.pages: dict[str, FormPageView | VersionsPage] = {}
        self._areas: dict[str, ScrollPage] = {}
        self._build()
        viewmodel.changed.connect(self._draw)
        viewmodel.refused.connect(self._say_reasons)
        self._show_page("main")

    def _build(self) -> None:
        self.agree = Button("Agree the plan", "primary")
        self.keep = Button("Record the draft")
        self.preview = Button("Preview", picture="print")
        self.back = Button("Back", picture="chevron-left")
        self.agree.clicked.connect(self._ask_to_agree)
        self.keep.clicked.connect(self.viewmodel.keep)
        self.preview.clicked.connect(self._preview)
        self.back.clicked.connect(self.viewmodel.back)
        buttons = (self.agree, self.keep, self.preview, self.back)
        self.header = PersonHeader(buttons)
        tabs = {page.key: page.title for page in self.viewmodel.session.form.pages}
        self.tabs = Tabs({**tabs, VERSIONS: "Versions"}, "Parts of the plan")
        self.tabs.chosen.connect(self._show_page)
        self.tabs.entered.connect(self.take_keys)
        self._last = LastStop(self, self.agree)
        self.stack = QStackedWidget()
        self.reasons = ReasonsPanel(self.viewmodel)
        self.reasons.jumped.connect(self._jump)
        self.strip = ReasonsStrip(self.viewmodel)
        self.strip.jumped.connect(self._jump)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.stack, 1)
        self.side = self._side()
        across.addWidget(self.side)
        layout = bare_layout(self)
        layout.addWidget(self.header)
        self.unplaced = UnplacedBanner()
        self.unplaced.list_words(self.viewmodel.session.unplaced_words())
        layout.addWidget(self.unplaced)
        layout.addWidget(self.tabs)
        layout.addWidget(self.strip)
        layout.addLayout(across, 1)
        self._draw_header()

    def _side(self) -> QWidget:
        held = QWidget()
        layout = page_layout(held)
        layout.setContentsMargins(0, 16, 16, 16)
        layout.addWidget(self.reasons, 1)
        area = scrolling(held)
        area.setFixedWidth(self.fontMetrics().height() * _SIDE)
        return area

    def _draw_header(self) -> None:
        if held := self.viewmodel.held:
            today = self.viewmodel.today
            facts = person_facts(held.case, today, disputed=held.disputed)
            self.header.show_person(facts)

    def _show_page(self, key: str) -> None:
        if key not in self.pages:
            page = self._page(key)
            self.pages[key], self._areas[key] = page, scrolling(page)
            self.stack.addWidget(self._areas[key])
        self.tabs.set_current(key)
        self.stack.setCurrentWidget(self._areas[key])
        self._draw()

    def _page(self, key: str) -> FormPageView | VersionsPage:
        if key == VERSIONS:
            return VersionsPage(self.viewmodel)
        session = self.viewmodel.session
        own = {"coverage": self._coverage, "answers": self._answers}
        return FormPageView(session, session.form.page(key), own)

    def _coverage(self, _above: Path) -> Own:
        card = CoverageCard(self.viewmodel)
        card.added.connect(self._go_to)
        return Own(card, card.draw, lambda path: card.lack("".join(path[1:2])))

    def _answers(self, above: Path) -> Own:
        row = Answers(self.viewmodel, above)
        return Own(row, row.draw)

    def _go_to(self, path: Path) -> None:
        """Put the keys into the part that was just made."""
        page = self.pages["main"]
        if isinstance(page, FormPageView):
            reveal(page.editor(*path, "text"))

    def _draw(self) -> None:
        key = self.tabs.current()
        if page := self.pages.get(key):
            page.draw()
        self.reasons.draw()
        self.strip.draw()
        # Control beside change wants the whole width; the strip speaks there.
        self.side.setVisible(key != "main")
        self.strip.setVisible(key == "main" and self._has_room())
        self.agree.setVisible(self.viewmodel.may_agree)
        for button in (self.agree, self.keep):
            button.setEnabled(not self.viewmodel.busy)

    def _has_room(self) -> bool:
        return self.width() >= self.fontMetrics().height() * _ROOMY

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.strip.setVisible(self.tabs.current() == "main" and self._has_room())

    def _jump(self, path: Path) -> None:
        """Open the page on which *path* is put right, at its field."""
        if path[:1] == ("conflicts",):
            self.viewmodel.settle()
            return
        self._show_page(page_with(self.viewmodel.session.form, path) or "main")
        page = self.pages[self.tabs.current()]
        if isinstance(page, FormPageView):
            reveal(page.field_at(path))

    def first_field(self) -> QWidget | None:
        """Return where the tab in front begins: its first field, if it has one."""
        page = self.pages[self.tabs.current()]
        return first_field(page) or first_stop(page)

    def take_keys(self) -> None:
        if to := self.first_field():
            reveal(to)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001
        """Come to the button that agrees after all else."""
        return self._last.go(forward=forward, on=super().focusNextPrevChild)

    def _ask_to_agree(self) -> None:
        """Ask, unless something stands in the way: then lead to it."""
        held, plan = self.viewmodel.held, self.viewmodel.as_agreed()
        if held is None or plan is None:
            return
        if any(reason.refuses for reason in self.viewmodel.reasons()):
            self._say_reasons()
            return
        question = AgreeDialog(held.case, plan, self)
        question.accepted.connect(self.viewmodel.agree)
        question.open()

    def _say_reasons(self) -> None:
        stopping = [r for r in self.viewmodel.reasons() if r.refuses]
        if stopping:
            self._jump(stopping[0].path)

    def _preview(self) -> None:
        self.viewmodel.preview()
