"""The screen of a person as a journey reads and presses it."""

from tests.pages.screens import press, words_in
from ui.cases.person_view import PersonView
from ui.widgets.record_table import RecordTable


class PersonPage:
    def __init__(self, screen: PersonView) -> None:
        self.screen = screen

    @property
    def header(self) -> list[str]:
        """Return what the header says: words and badges, in reading order."""
        return words_in(self.screen.header)

    @property
    def words(self) -> list[str]:
        """Return what the tab in front says."""
        return words_in(self.screen.page())

    def open(self, tab: str) -> None:
        self.screen.viewmodel.choose_tab(tab)

    def press(self, words: str) -> None:
        press(self.screen, words)

    def table(self) -> RecordTable:
        found = self.screen.page().findChild(RecordTable)
        assert found, "this tab has no table"
        return found
