"""What every view-model stands on: the open store, the threads, the news of commits."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from PySide6.QtCore import QObject, Signal

from iomdesk.clock import london_date
from iomdesk.errors import UserError
from iomdesk.permissions import Officer
from iomdesk.ports import Store
from ui.feed import Feed
from ui.places import Place

T = TypeVar("T")


class Threads(Protocol):
    """Where work is done; `ui.tasks.Tasks` in the program, at once in tests."""

    def run(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None: ...

    def read(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None: ...

    def pool(
        self,
        work: Callable[[], T],
        done: Callable[[T], object],
        failed: Callable[[UserError], object],
        owner: QObject,
    ) -> None: ...


class Desk(QObject):
    """The open desk of one officer; it goes, with everything on it, when it is locked.

    `went` asks the window for a place; `told` puts in front of the officer what was
    done, `warned` what could not be; `saved` carries the time of the last save for
    the corner where it always stands, None where what is kept cannot all be read.
    """

    went = Signal(object)
    told = Signal(str)
    warned = Signal(str)
    saved = Signal(object)

    def __init__(
        self,
        store: Store,
        tasks: Threads,
        feed: Feed,
        sync: Callable[[], Any] | None = None,
    ) -> None:
        super().__init__()
        self.store = store
        self.tasks = tasks
        self.feed = feed
        self.sync = sync

    @property
    def officer(self) -> Officer:
        return self.store.officer

    @property
    def now(self) -> datetime:
        return self.store.clock()

    @property
    def today(self) -> date:
        return london_date(self.now)

    def go(self, place: Place) -> None:
        """Ask for the screen at *place*."""
        self.went.emit(place)

    def tell(self, refusal: UserError) -> None:
        """Show a refusal that has no field of its own."""
        self.warned.emit(str(refusal))
