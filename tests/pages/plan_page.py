"""The screen of a plan as a journey writes in it."""

from tests.pages.screens import press, settle, words_in
from tests.pages.visit_page import focus
from ui.plans.control_view import ControlRow
from ui.plans.main_page_view import MainPage
from ui.plans.plan_view import PlanView
from ui.plans.screen_view import PlanScreen


class PlanPage:
    def __init__(self, screen: PlanScreen) -> None:
        self.screen = screen

    @property
    def form(self) -> PlanView:
        assert self.screen.form, "the plan is not open as a form"
        return self.screen.form

    @property
    def main(self) -> MainPage:
        self.open("main")
        page = self.form.pages["main"]
        assert isinstance(page, MainPage)
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

    def line_with_the_keys(self) -> ControlRow:
        """Return the control line in which the officer now types."""
        above = focus(self.screen)
        while not isinstance(above, ControlRow):
            parent = above.parentWidget()
            assert parent, "no control line has the keys"
            above = parent
        return above

    def press(self, words: str) -> None:
        press(self.screen, words)
