"""The desk as the window's own screens see it: with the ways out of the program."""

from pathlib import Path

from PySide6.QtCore import Signal

from ui.desk import Desk
from ui.feed import Feed
from ui.look import Looks
from ui.open_store import OpenStore
from ui.outside import Outside
from ui.sync.syncing import Syncing
from ui.tasks import Tasks
from ui.today.waiting import Waiting


class OpenDesk(Desk):
    """`idle_changed` carries the minutes after which an idle desk locks.

    `visit_asked` asks the window to ask whom the officer visits.
    """

    idle_changed = Signal(int)
    visit_asked = Signal()

    def __init__(
        self,
        opened: OpenStore,
        tasks: Tasks,
        feed: Feed,
        outside: Outside,
        looks: Looks,
    ) -> None:
        super().__init__(opened, tasks, feed)
        self.opened = opened
        self.outside = outside
        self.looks = looks
        self.syncing = Syncing(self, opened, tasks, outside)
        self.waiting = Waiting(self)

    @property
    def folder(self) -> Path:
        return self.opened.folder
