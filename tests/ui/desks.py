"""A desk on a real store, with the work done at once and what it asks for kept."""

from typing import Any

from PySide6.QtCore import QCoreApplication

from db.store import EncryptedStore
from tests.ui.kit.immediate import ImmediateTasks
from ui.desk import Desk
from ui.feed import Feed
from ui.places import Place


class DeskAtHand(Desk):
    """*places* and *words* hold what the window would have been asked for."""

    def __init__(self, store: EncryptedStore) -> None:
        feed = Feed()
        super().__init__(store, ImmediateTasks(), feed)
        store.watch(feed.announce)
        self.places: list[Place] = []
        self.words: list[str] = []
        self.times: list[Any] = []
        self.went.connect(self.places.append)
        self.told.connect(self.words.append)
        self.warned.connect(self.words.append)
        self.saved.connect(self.times.append)

    def hear(self) -> None:
        """Let the news of commits come in."""
        QCoreApplication.sendPostedEvents()
