"""The exchange with the hub: one at a time, and what came of the last one."""

from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from iomdesk.errors import HubUnreachable, UserError
from iomdesk.ports import Commit, Queries, SyncState
from iomdesk.sync.refusal import DeskRevoked
from ui.desk import Desk
from ui.open_store import OpenStore
from ui.outside import Outside, SyncReport
from ui.tasks import Tasks

EVERY_MINUTES = 5


class Syncing(QObject):
    """`changed` tells that something here did; what is not known is None.

    `revoked` tells that the hub had the keys destroyed: the desk must be let go.
    """

    changed = Signal()
    revoked = Signal(str)

    def __init__(
        self, desk: Desk, opened: OpenStore, threads: Tasks, outside: Outside
    ) -> None:
        super().__init__(desk)
        self._threads = threads
        self._desk = desk
        self._opened = opened
        self._outside = outside
        self.state: SyncState | None = None
        self.is_running = False
        self.lines: tuple[str, ...] = ()
        self.problem = ""
        self.online: bool | None = None
        self.online_changed_at: datetime | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MINUTES * 60_000)
        self._timer.timeout.connect(self.run)
        desk.feed.committed.connect(self._committed)

    @property
    def is_enrolled(self) -> bool:
        return bool(self.state and self.state.hub)

    def start(self) -> None:
        """Look how things stand, and exchange now and every few minutes if enrolled."""
        self._timer.start()
        self._desk.read(_state, self._started, self)

    def look(self) -> None:
        self._desk.read(_state, self._stands, self)

    def run(self) -> None:
        """Exchange with the hub; nothing happens where there is none."""
        if self.is_running or not self.is_enrolled:
            return
        self.is_running = True
        self.problem = ""
        work = partial(self._outside.sync, self._opened)
        self._threads.talk(work, self._synced, self._failed, self)
        self.changed.emit()

    def _committed(self, commit: Commit) -> None:
        if commit.records or commit.sync:
            self.look()

    def _started(self, state: SyncState) -> None:
        self._stands(state)
        self.run()

    def _stands(self, state: SyncState) -> None:
        self.state = state
        self.changed.emit()

    def _synced(self, report: SyncReport) -> None:
        self.is_running = False
        self.lines = tuple(report.lines())
        self._set_online(online=True)
        self.look()

    def _failed(self, refusal: UserError) -> None:
        self.problem = str(refusal)
        if isinstance(refusal, DeskRevoked):  # and never run again
            self._timer.stop()
            self.revoked.emit(self.problem)
            return
        self.is_running = False
        self._set_online(online=not isinstance(refusal, HubUnreachable))
        self.look()

    def _set_online(self, *, online: bool) -> None:
        if self.online is not online:
            self.online = online
            self.online_changed_at = self._desk.now


def _state(queries: Queries) -> SyncState:
    return queries.sync_state()
