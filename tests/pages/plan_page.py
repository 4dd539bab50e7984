"""The screen of a plan as a journey writes in it."""

from iomdesk.records.ids import PartId
from tests.pages.screens import press, settle, words_in
from tests.pages.visit_page import focus
from ui.forms.page_view import FormPageView
from ui.plans.plan_view import PlanView
from ui.plans.screen_view import PlanScreen


class PlanPage:
    def __init__(self, screen: PlanScreen) -> None:
        self.screen = screen

    @property
    def form(self) -> PlanView:
        assert self.screen.form, "the plan is not open as a form"
        return self.screen.form

    def fields(self, tab: str) -> FormPageView:
        self.open(tab)
        page = self.form.pages[tab]
        assert isinstance(page, FormPageView)
        return page

    @property
    def words(self) -> list[str]:
        return words_in(self.screen)

    @property
    def buttons(self) -> list[str]:
        return [words for words in words_in(self.form.header) if words]

    def open(self, tab: str) -> None:
        self.form.tabs.set_current(tab)
        settle()

    def line_with_the_keys(self) -> PartId:
        """Return the control line in which the officer now types."""
        held = focus(self.screen)
        plan = self.screen.viewmodel.plan
        page = self.fields("main")
        lines = plan.control if plan else {}
        return next(k for k in lines if page.editor("control", k, "text") is held)

    def press(self, words: str) -> None:
        press(self.screen, words)
