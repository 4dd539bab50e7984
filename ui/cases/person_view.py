"""The screen about one person: header and warnings always, the rest in tabs."""

from collections.abc import Callable
from functools import partial

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.cases.details_view import DetailsView
from ui.cases.documents_view import DocumentsView
from ui.cases.facts import person_facts
from ui.cases.history_view import HistoryView
from ui.cases.instrument_menu_view import open_menu
from ui.cases.orders_view import OrdersView
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.summary_view import SummaryView
from ui.cases.tab_view import TabPage
from ui.cases.tables_view import AssessmentsTab, PlansTab, VisitsTab
from ui.cases.timeline_view import TimelineView
from ui.saying import counted
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import scrolling
from ui.widgets.empty_state import EmptyState
from ui.widgets.menus import menu_below
from ui.widgets.pages import bare_layout
from ui.widgets.person_header import PersonHeader
from ui.widgets.tabs import Tabs


class PersonView(QWidget):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self._tabs: Tabs | None = None
        self._keys: dict[str, str] = {}
        self._pages: dict[str, tuple[QWidget, TabPage]] = {}
        self._build()
        viewmodel.changed.connect(self._draw)
        viewmodel.tab_changed.connect(self._show_tab)
        self._draw()

    def begins_at(self) -> QWidget | None:
        """Return the tabs: nothing is started by an Enter too many."""
        return self._tabs

    def page(self) -> QWidget:
        """Return the tab in front; the view itself before there is one."""
        return self._stack.currentWidget() or self

    def _build(self) -> None:
        self._visit = Button("Start a visit", "primary", shortcut="Ctrl+Shift+V")
        self._assess = Button("Assess")
        self._print = Button("Print…")
        self._visit.clicked.connect(self.viewmodel.start_visit)
        self._assess.clicked.connect(self._choose_instrument)
        self._print.clicked.connect(self._choose_document)
        self.header = PersonHeader((self._visit, self._assess, self._print))
        self.conflicts = Banner("Settle")
        self.conflicts.pressed.connect(self.viewmodel.settle)
        self.unfinished = Banner("Go on")
        self.unfinished.pressed.connect(self._go_on)
        self._stack = QStackedWidget()
        self._layout = bare_layout(self)
        self._layout.addWidget(self.header)
        self._layout.addWidget(self._waiting())
        self._layout.addWidget(self._stack, 1)
        self.header.hide()

    def _waiting(self) -> QWidget:
        self._banners = QWidget()
        layout = bare_layout(self._banners, gap=8)
        layout.setContentsMargins(24, 12, 24, 0)
        layout.addWidget(self.conflicts)
        layout.addWidget(self.unfinished)
        return self._banners

    def _draw(self) -> None:
        if self.viewmodel.problem:
            words = self.viewmodel.problem
            self._stack.addWidget(EmptyState("This person cannot be shown", words))
        held = self.viewmodel.held
        if held is None:
            return
        today = self.viewmodel.today
        facts = person_facts(held.case, today, disputed=held.disputed)
        self.header.show_person(facts)
        self.header.show()
        self._draw_tabs()
        self._draw_banners(held)
        for _, tab in self._pages.values():
            tab.draw(held)
        self._show_tab()

    def _draw_tabs(self) -> None:
        keys = self.viewmodel.tabs()
        if keys == self._keys:
            return
        if self._tabs:
            self._tabs.hide()
            self._tabs.deleteLater()
        self._keys = keys
        self._tabs = Tabs(keys, "Parts of this case")
        self._tabs.set_current(self._current())
        self._tabs.chosen.connect(self.viewmodel.choose_tab)
        self._layout.insertWidget(1, self._tabs)

    def _draw_banners(self, held: Held) -> None:
        """Say what waits for the officer: values in dispute, work left unfinished."""
        if held.conflicts:
            count = counted(len(held.conflicts), "value")
            self.conflicts.say(
                f"{count} in dispute: two people changed the same. Until it is"
                " settled, the higher risk is shown.",
                "warning",
            )
        else:
            self.conflicts.hide()
        drafts = self.viewmodel.draft_places()
        if drafts:
            self.unfinished.say(f"An unfinished {drafts[0][0]} is kept on this laptop.")
        else:
            self.unfinished.hide()
        self._banners.setVisible(bool(held.conflicts or drafts))

    def _current(self) -> str:
        return self.viewmodel.tab if self.viewmodel.tab in self._keys else "summary"

    def _show_tab(self) -> None:
        held = self.viewmodel.held
        if held is None or self._tabs is None:
            return
        key = self._current()
        self._tabs.set_current(key)
        if key not in self._pages:
            page, tab = self._made(key, held)
            tab.draw(held)
            self._pages[key] = page, tab
            self._stack.addWidget(page)
        self._stack.setCurrentWidget(self._pages[key][0])

    def _made(self, key: str, held: Held) -> tuple[QWidget, TabPage]:
        """Return the page of a tab, and what draws it."""
        if key in _WHOLE:
            whole = _WHOLE[key](self.viewmodel, held)
            return whole, whole
        tab = _SCROLLING[key](self.viewmodel)
        return scrolling(tab), tab

    def _choose_instrument(self) -> None:
        if self.viewmodel.held:
            open_menu(self._assess, self.viewmodel, self.viewmodel.held)

    def _choose_document(self) -> None:
        kinds = self.viewmodel.printable()
        choices: list[tuple[str, Callable[[], object]]] = [
            (words, partial(self.viewmodel.preview, kind, which))
            for words, kind, which in kinds
        ]
        menu_below(self._print, choices)

    def _go_on(self) -> None:
        if drafts := self.viewmodel.draft_places():
            self.viewmodel.go(drafts[0][1])


_WHOLE: dict[str, Callable[[PersonViewModel, Held], TabPage]] = {
    "visits": VisitsTab,
    "assessments": AssessmentsTab,
    "plan": PlansTab,
}
_SCROLLING: dict[str, Callable[[PersonViewModel], TabPage]] = {
    "summary": SummaryView,
    "timeline": TimelineView,
    "orders": OrdersView,
    "details": DetailsView,
    "documents": DocumentsView,
    "history": HistoryView,
}
