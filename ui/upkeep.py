"""What the program does for the store while nobody waits: merging and a daily copy."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from iomdesk.errors import UserError
from ui.open_desk import OpenDesk

_IDLE_MILLISECONDS = 3_000
_BETWEEN_MILLISECONDS = 50
_BACKUP_EVERY = timedelta(days=1)


class Upkeep(QObject):
    """Merges the text indexes a little at a time once nothing was saved for a while.

    A backup is made when the newest one is a day old.
    """

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._tidy)
        desk.feed.committed.connect(self._wait)
        self._wait()

    def _wait(self) -> None:
        self._timer.start(_IDLE_MILLISECONDS)

    def _tidy(self) -> None:
        tasks = self._desk.tasks
        tasks.run(self._desk.opened.tidy, self._tidied, self._desk.tell, self)

    def _tidied(self, more: object) -> None:
        if more:
            self._timer.start(_BETWEEN_MILLISECONDS)
        else:
            self._back_up()

    def _back_up(self) -> None:
        if self._desk.opened.read_only:
            return
        tasks, work = self._desk.tasks, self._backed_up_when_due
        tasks.read(work, self._backed_up, self._refused, self)

    def _backed_up_when_due(self) -> Path | None:
        copies = list(self._desk.outside.backups(self._desk.opened))
        if copies and self._desk.now - made_at(copies[-1]) < _BACKUP_EVERY:
            return None
        return self._desk.opened.make_backup()

    def _backed_up(self, _: object) -> None:
        """Say nothing: settings show when the newest copy was made."""

    def _refused(self, refusal: UserError) -> None:
        self._desk.tell(refusal)


def made_at(copy: Path) -> datetime:
    """Return when a backup was made, by its name."""
    return datetime.strptime(copy.stem, "%Y%m%dT%H%M%S%fZ").replace(tzinfo=UTC)
