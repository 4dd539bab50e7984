"""A screen without pixels, and the one way in which it is refused something."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import TypeVar
from weakref import ref

from PySide6.QtCore import QObject, Signal

from iomdesk.errors import InputRefused, UserError
from iomdesk.ports import Commit, Queries
from ui.deeds import Deed
from ui.desk import Desk, nothing

T = TypeVar("T")


class ViewModel(QObject):
    """The view draws itself again on `changed`.

    *busy* lasts until what was asked for is done. *problems* is what was refused, by
    field; what belongs to no field stands under "".
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self.busy = False
        self.problems: dict[str, str] = {}

    @property
    def today(self) -> date:
        return self.desk.today

    @property
    def problem(self) -> str:
        """Return what was refused, whichever field it belongs to."""
        return next(iter(self.problems.values()), "")

    def do(
        self, what: Deed[T], done: Callable[[T], object] = nothing, at: str = ""
    ) -> None:
        """Have *what* done; where it is refused, `refuse` says so *at* a field.

        What has no place on the screen for a refusal goes to `desk.do` instead.
        """
        self.begin(at)
        refused = partial(self.refuse, at=at)
        self.desk.do(what, partial(self._did, done), self, refused)

    def read(self, work: Callable[[Queries], T], done: Callable[[T], object]) -> None:
        """Read on the reading thread; a refusal stands on the screen."""
        self.desk.read(work, done, self, self.refuse)

    def begin(self, at: str = "") -> None:
        """Show that something is done, and no more what was refused before (*at*)."""
        left = self.problems if at else {}
        self.busy, self.problems = True, {f: left[f] for f in left if f != at}
        self.changed.emit()

    def refuse(self, refusal: UserError, at: str = "") -> None:
        """Show why not: at the field that the refusal names, or else *at* this one."""
        field = refusal.field if isinstance(refusal, InputRefused) else ""
        self.say(self.problems | {field or at: str(refusal)})

    def say(self, problems: dict[str, str]) -> None:
        """Show what is wrong, field by field; nothing is being done any more."""
        self.busy, self.problems = False, problems
        self.changed.emit()

    def made(self, commit: Commit) -> bool:
        """Say whether *commit* came of what this screen asked: it knows already."""
        return commit.by == ref(self)

    def _did(self, done: Callable[[T], object], value: T) -> None:
        self.busy = False
        done(value)
