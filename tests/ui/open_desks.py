"""The open desk of the window's own screens, and what stands outside the window."""

from pathlib import Path
from typing import Any

from PySide6.QtCore import QCoreApplication

from db.check import check
from db.slots import PassphraseCost
from db.store import EncryptedStore, Options
from db.vault import Vault, force_key_opener, has_store, sheet_opener
from iomdesk.clock import Clock
from iomdesk.errors import HubUnreachable
from iomdesk.kinds.shipped import SHIPPED
from tests.ui.kit.immediate import ImmediateTasks
from ui.feed import Feed
from ui.look import Looks
from ui.open_desk import OpenDesk
from ui.outside import Outside
from ui.places import Place

CHEAP = PassphraseCost(memory_kib=8 * 1024, rounds=1, lanes=1)
PASSPHRASE = "correct horse battery staple"


def a_vault(folder: Path, clock: Clock) -> Vault:
    """Return a vault whose passphrase costs next to nothing."""
    options = Options(kinds=SHIPPED, clock=clock)
    return Vault(folder=folder, cost=CHEAP, floor=CHEAP, options=options)


def an_outside(clock: Clock, **parts: Any) -> Outside:
    """Return the real ways out, but for the hub, which is out of reach."""
    real = Outside(
        has_store=has_store,
        vault=lambda folder: a_vault(folder, clock),
        warm_up=lambda: None,
        sheet_opener=sheet_opener,
        force_key_opener=force_key_opener,
        check=lambda store: check(_own(store)),
        backups=lambda store: _own(store).backups.beside(),
        sync=_unreachable,
        enrol=_unreachable,
    )
    return real._replace(**parts)


class OpenDeskAtHand(OpenDesk):
    """Work is done at once; *places* and *words* hold what the window is asked for."""

    def __init__(self, store: EncryptedStore, outside: Outside) -> None:
        feed = Feed()
        looks = Looks(store.folder)
        super().__init__(store, ImmediateTasks(), feed, outside, looks)
        store.watch(feed.announce)
        self.places: list[Place] = []
        self.words: list[str] = []
        self.went.connect(self.places.append)
        self.told.connect(self.words.append)
        self.warned.connect(self.words.append)

    def hear(self) -> None:
        """Let the news of commits come in."""
        QCoreApplication.sendPostedEvents()


def _own(store: Any) -> EncryptedStore:
    assert isinstance(store, EncryptedStore)
    return store


def _unreachable(*_: object) -> Any:
    raise HubUnreachable("The hub cannot be reached. All work stays on this laptop.")
