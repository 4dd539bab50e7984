"""What the program does for the store while nobody waits: merging and a daily copy."""

from collections.abc import Callable
from datetime import datetime

from attrs import frozen
from PySide6.QtCore import QObject, QTimer

from iomdesk.backup_due import backup_words, foreign_words, is_backup_due
from iomdesk.errors import UserError
from iomdesk.records.codec import Json
from iomdesk.settings import Setting
from ui.desk import nothing
from ui.keeping import keep
from ui.open_desk import OpenDesk
from ui.outside import Backups

_IDLE_MILLISECONDS = 3_000
_BETWEEN_MILLISECONDS = 50
_LOOK_MILLISECONDS = 15 * 60 * 1_000


class Upkeep(QObject):
    """Merges the text indexes a little at a time once nothing was saved for a while.

    Then a backup is made when one is due, and copies are proved, a little at a time.
    Where none can be made, or nobody pauses for it, Today says so.
    """

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._told = ""
        self._timer = self._a_timer(self._tidy)
        self._proving = self._a_timer(self._prove)
        self._looking = self._a_timer(self._look)
        self._looking.start(_LOOK_MILLISECONDS)
        desk.feed.committed.connect(self._wait)
        self._wait()

    def _a_timer(self, work: Callable[[], None]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(work)
        return timer

    def _wait(self) -> None:
        self._proving.stop()
        self._timer.start(_IDLE_MILLISECONDS)

    def _tidy(self) -> None:
        tasks = self._desk.tasks
        tasks.run(self._desk.opened.tidy, self._tidied, self._desk.tell, self)

    def _tidied(self, more: object) -> None:
        if more:
            self._timer.start(_BETWEEN_MILLISECONDS)
        elif not self._desk.opened.read_only:
            tasks, work = self._desk.tasks, self._backed_up_when_due
            tasks.read(work, self._backed_up, self._refused, self)

    def _backed_up_when_due(self) -> "_Look":
        """Look at what lies beside the store, once a copy was made where one is due."""
        beside = self._beside()
        if is_backup_due(_newest(beside), self._desk.now):
            self._desk.opened.make_backup()
            beside = self._beside()
        known = self._desk.opened.queries.setting(Setting.FOREIGN_BACKUPS)
        known = known if isinstance(known, list) else []
        new = [name for name in beside.foreign if name not in known]
        return _Look(beside=beside, known=known, new=new)

    def _beside(self) -> Backups:
        return self._desk.outside.backups(self._desk.opened)

    def _backed_up(self, look: "_Look") -> None:
        self._say(look.beside)
        if look.new:
            self._name_foreign(look)
        self._proving.start(_BETWEEN_MILLISECONDS)

    def _name_foreign(self, look: "_Look") -> None:
        """Name what is no backup of this store, once."""
        self._desk.told.emit(foreign_words(look.new))
        names = [*look.known, *look.new]
        self._desk.do(keep(Setting.FOREIGN_BACKUPS, names), nothing, self)

    def _prove(self) -> None:
        tasks, work = self._desk.tasks, self._desk.opened.prove_backups
        tasks.read(work, self._proved, self._refused, self)

    def _proved(self, more: object) -> None:
        if more and not self._timer.isActive():
            self._proving.start(_BETWEEN_MILLISECONDS)

    def _look(self) -> None:
        """Look now and then, also where nobody pauses long enough for a copy."""
        self._looking.start(_LOOK_MILLISECONDS)
        self._desk.tasks.read(self._beside, self._say, self._refused, self)

    def _say(self, beside: Backups) -> None:
        self._desk.waiting.say_backup(backup_words(_newest(beside), self._desk.now))

    def _refused(self, refusal: UserError) -> None:
        """Tell it once; Today goes on saying it until there is a copy again."""
        self._desk.waiting.say_backup(f"No new backup was made. {refusal}")
        if str(refusal) != self._told:
            self._told = str(refusal)
            self._desk.tell(refusal)


@frozen(kw_only=True)
class _Look:
    """What lies beside the store; *known* foreign names were told before."""

    beside: Backups
    known: list[Json]
    new: list[str]


def _newest(beside: Backups) -> datetime | None:
    return beside.copies[-1].made_at if beside.copies else None
