"""Sync: the exchange with the hub, and joining one."""

from functools import partial
from typing import TYPE_CHECKING

from iomdesk.dates import instant_text
from ui.places import ConflictsPlace
from ui.saying import counted
from ui.viewmodel import ViewModel

if TYPE_CHECKING:
    from ui.open_desk import OpenDesk

HUB, CODE = "hub", "code"


class SyncViewModel(ViewModel):
    """*problems* is by field of the form that joins a hub; *busy* while it joins."""

    def __init__(self, desk: "OpenDesk") -> None:
        super().__init__(desk)
        self._desk = desk
        self.syncing = desk.syncing
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
        if self.problems or self.busy:
            self.changed.emit()
            return
        self.begin()
        work = partial(self._desk.outside.enrol, self._desk.opened, hub, code)
        refused = partial(self.refuse, at=CODE)
        self.desk.tasks.talk(work, self._joined, refused, self)

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
        self.busy = False
        self.syncing.start()
        self.changed.emit()
