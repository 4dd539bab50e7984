"""Ctrl+K: commands at once, people as they are found."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from iomdesk.ports import CaseFilter, CaseRow, Queries
from iomdesk.records.ids import CaseId
from ui.naming import row_name
from ui.open_desk import OpenDesk
from ui.shell.commands import COMMANDS, FIND

PERSON = "person:"
_FEW = 12


class Finder(QObject):
    """`found` carries the people for what was typed last, never for less."""

    found = Signal(object)

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._asked = 0

    def commands(self, words: str) -> list[tuple[str, str, str]]:
        """Return key, words and shortcut of the commands that match."""
        typed = words.casefold().split()
        return [
            (command.key, command.words, command.shortcut)
            for command in COMMANDS
            if command is not FIND
            and all(part in command.words.casefold() for part in typed)
        ]

    def ask(self, words: str) -> None:
        """Look for people; the latest question alone is answered."""
        self._asked += 1
        number = self._asked

        def work(queries: Queries) -> tuple[int, Sequence[CaseRow]]:
            if number != self._asked or not words.strip():
                return number, ()
            narrow = CaseFilter(text=words, named_first=True)
            return number, queries.cases(narrow, limit=_FEW)

        self._desk.read(work, self._answered, self)

    def _answered(self, answer: tuple[int, Sequence[CaseRow]]) -> None:
        number, rows = answer
        if number == self._asked:
            self.found.emit(
                [(PERSON + r.case_id, row_name(r), r.reference) for r in rows]
            )


def case_of(key: str) -> CaseId | None:
    """Return whom an entry is about, None where it is a command."""
    return CaseId(key.removeprefix(PERSON)) if key.startswith(PERSON) else None
