"""What every view-model stands on: the open store, the threads, the news of commits."""

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import Any, TypeVar
from weakref import ref

from PySide6.QtCore import QObject, Signal

from iomdesk.clock import london_date
from iomdesk.errors import UserError
from iomdesk.permissions import Officer
from iomdesk.ports import Queries, Store
from ui.deeds import Deed
from ui.feed import Feed
from ui.places import Place
from ui.tasks import Tasks

T = TypeVar("T")


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
        tasks: Tasks,
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

    def do(
        self,
        what: Deed[T],
        done: Callable[[T], object],
        owner: QObject,
        refused: Callable[[UserError], object] | None = None,
    ) -> None:
        """Have *what* written; *done* hears what came of it, *refused* why not.

        Without *refused* the officer is told. Neither hears once *owner* is gone; the
        commit carries the owner, so that its screen need not read itself again.
        """
        work = partial(
            self.store.do_as, ref(owner), what.action, *what.args, **what.kwargs
        )
        outcome = partial(self._did, what, done)
        self.tasks.run(work, outcome, refused or self.tell, owner)

    def read(
        self,
        work: Callable[[Queries], T],
        done: Callable[[T], object],
        owner: QObject,
        refused: Callable[[UserError], object] | None = None,
    ) -> None:
        """Read on the reading thread: *work* gets the store's queries there."""
        self.tasks.read(
            lambda: work(self.store.queries), done, refused or self.tell, owner
        )

    def _did(self, what: Deed[T], done: Callable[[T], object], value: T) -> None:
        if words := what.words_of(value):
            self.told.emit(words)
        done(value)

    def go(self, place: Place) -> None:
        """Ask for the screen at *place*."""
        self.went.emit(place)

    def tell(self, refusal: UserError) -> None:
        """Show a refusal that has no field of its own."""
        self.warned.emit(str(refusal))


def nothing(_: object) -> None:
    """Hear that it is done, and show nothing for it."""
