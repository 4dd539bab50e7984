"""Sync: the exchange with the hub, and joining one."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from iomdesk.dates import instant_text
from iomdesk.errors import UserError
from ui.places import ConflictsPlace
from ui.saying import counted

if TYPE_CHECKING:
    from ui.open_desk import OpenDesk

HUB, CODE = "hub", "code"


class SyncViewModel(QObject):
    """*problems* is by field of the form that joins a hub."""

    changed = Signal()

    def __init__(self, desk: "OpenDesk") -> None:
        super().__init__()
        self._desk = desk
        self.syncing = desk.syncing
        self.is_joining = False
        self.problems: dict[str, str] = {}
        self.syncing.changed.connect(self.changed)

    @property
    def is_enrolled(self) -> bool:
        return self.syncing.is_enrolled

    @property
    def facts(self) -> list[tuple[str, str]]:
        """Return what is true now, label by label."""
        state = self.syncing.state
        if state is None:
            return []
        last = state.last_synced_at
        facts = [
            ("Hub", state.hub or "not joined"),
            ("Connection", self._connection()),
            ("Last exchange", instant_text(last) if last else "never"),
        ]
        if state.hub:
            facts.append(("Not sent yet", counted(state.unsent, "change")))
        else:
            facts.append(("Your work", "kept on this laptop"))
        if state.conflicts:
            facts.append(("To settle", counted(state.conflicts, "conflict")))
        if state.returned:
            facts.append(("Returned work", counted(state.returned, "item")))
        return facts

    @property
    def conflicts(self) -> int:
        return self.syncing.state.conflicts if self.syncing.state else 0

    @property
    def lines(self) -> tuple[str, ...]:
        return self.syncing.lines

    @property
    def problem(self) -> str:
        return self.syncing.problem

    def load(self) -> None:
        self.syncing.look()

    def sync(self) -> None:
        self.syncing.run()

    def join(self, hub: str, code: str) -> None:
        """Enrol this desk once, with the short-lived code."""
        found = {
            HUB: "" if hub else "Type the address of the hub.",
            CODE: "" if code else "Type the code that your team gave you.",
        }
        self.problems = {field: words for field, words in found.items() if words}
        if not self.problems and not self.is_joining:
            self.is_joining = True
            work = partial(self._desk.outside.enrol, self._desk.opened, hub, code)
            self._desk.threads.talk(work, self._joined, self._refused, self)
        self.changed.emit()

    def show_conflicts(self) -> None:
        self._desk.go(ConflictsPlace())

    def _connection(self) -> str:
        if not self.is_enrolled:
            return "works without a network"
        if self.syncing.is_running:
            return "exchanging now"
        said = {None: "not tried yet", True: "online", False: "offline"}
        return said[self.syncing.online]

    def _joined(self, _report: object) -> None:
        self.is_joining = False
        self.syncing.start()
        self.changed.emit()

    def _refused(self, refusal: UserError) -> None:
        self.is_joining = False
        self.problems = {CODE: str(refusal)}
        self.changed.emit()
