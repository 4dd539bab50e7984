"""The passphrase changed, a new recovery sheet made: both ask for the present one."""

from functools import partial

from PySide6.QtCore import Signal

from ui.desk import nothing
from ui.open_desk import OpenDesk
from ui.unlock.passphrases import again_problem, passphrase_problem
from ui.viewmodel import ViewModel

PRESENT, NEW, AGAIN, FOR_SHEET = "present", "new", "again", "for_sheet"
CHANGED = "The passphrase is changed. The old one no longer opens the store."


class KeysViewModel(ViewModel):
    """`told` carries what was done; the code of a new sheet is shown until `forget`."""

    told = Signal(str)

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._vault = desk.outside.vault(desk.folder)
        self._tasks = desk.tasks
        self.officer = desk.officer.name
        self.code = ""

    @property
    def shortest(self) -> int:
        return self._vault.shortest

    def change_passphrase(self, present: str, new: str, again: str) -> None:
        found = {
            PRESENT: "" if present else "Type the present passphrase.",
            NEW: passphrase_problem(new, self.shortest),
            AGAIN: again_problem(new, again),
        }
        if self._allow(found):
            work = partial(self._rewrap, present, new)
            self._tasks.pool(
                work, self._rewrapped, partial(self.refuse, at=PRESENT), self
            )

    def make_sheet(self, present: str) -> None:
        """Make a new recovery sheet; the one before opens nothing any more."""
        words = "" if present else "Type the passphrase."
        if self._allow({FOR_SHEET: words}):
            work = partial(self._new_sheet, present)
            self._tasks.pool(
                work, self._sheet_made, partial(self.refuse, at=FOR_SHEET), self
            )

    def forget(self) -> None:
        """Hide the code: the officer has it."""
        self._tasks.pool(
            self._vault.sheet_seen, nothing, partial(self.refuse, at=FOR_SHEET), self
        )
        self.code = ""
        self.changed.emit()

    def _allow(self, found: dict[str, str]) -> bool:
        self.problems = {field: words for field, words in found.items() if words}
        allowed = not self.problems and not self.busy
        self.busy = self.busy or allowed
        self.changed.emit()
        return allowed

    def _rewrap(self, present: str, new: str) -> None:
        self._vault.change_passphrase(self._vault.key(present), new)

    def _new_sheet(self, present: str) -> str:
        return self._vault.new_sheet(self._vault.key(present))

    def _rewrapped(self, _nothing: None) -> None:
        self.show_problems({})
        self.told.emit(CHANGED)

    def _sheet_made(self, code: str) -> None:
        self.code = code
        self.show_problems({})
