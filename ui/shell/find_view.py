"""The search over the window, fed with commands and people."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from ui.shell.finder import PERSON, Finder
from ui.widgets.palette_search import Entry, PaletteSearch

_NOTHING = "Nothing found. Try part of a name."


class FindView(PaletteSearch):
    """*people_only* asks whom to visit, *near* is offered before a name is typed."""

    def __init__(
        self,
        finder: Finder,
        parent: QWidget,
        *,
        people_only: bool = False,
        near: tuple[str, str] | None = None,
    ) -> None:
        self._finder = finder
        self._people_only = people_only
        self._near = (
            [Entry(key=PERSON + near[0], words=near[1], note="selected")]
            if near
            else []
        )
        self._commands: list[Entry] = []
        super().__init__(self._find_commands, parent)
        if people_only:
            self.setWindowTitle("Whom do you visit?")
            self.field.setPlaceholderText("Whom do you visit?")
            self.field.setAccessibleName("Whom do you visit?")
        finder.found.connect(self._show_people)
        self.asked.connect(finder.ask)

    def _find_commands(self, words: str) -> Sequence[Entry]:
        found = [] if self._people_only else self._finder.commands(words)
        self._nothing.setText("Looking" if words.strip() else _NOTHING)
        self._commands = [Entry(key=k, words=w, note=n) for k, w, n in found]
        return self._commands or ([] if words.strip() else self._near)

    def _show_people(self, people: list[tuple[str, str, str]]) -> None:
        entries = [Entry(key=k, words=w, note=n) for k, w, n in people]
        self._nothing.setText(_NOTHING)
        if entries:
            self.show_entries([*entries, *self._commands])
