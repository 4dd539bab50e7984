"""Backups beside the store, and the proof that the store is whole."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from attrs import frozen

from iomdesk.dates import instant_text
from iomdesk.errors import UserError
from iomdesk.store_state import CheckReport
from ui.open_desk import OpenDesk
from ui.outside import Backup as Copy
from ui.saying import counted
from ui.viewmodel import ViewModel

_DAY = 24 * 60 * 60


@frozen(kw_only=True)
class Backup:
    """A verified copy: when it was made, and how long ago."""

    made: str
    age: str
    size: str


class SafetyViewModel(ViewModel):
    def __init__(self, desk: OpenDesk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.backups: tuple[Backup, ...] = ()
        self.report: CheckReport | None = None
        self.is_checking = False
        self.is_backing_up = False

    def load(self) -> None:
        self._desk.tasks.read(self._list, self._listed, self.refuse, self)

    def back_up(self) -> None:
        self.problems = {}
        self.is_backing_up = True
        # Beside the reading and the writing: a copy of the whole file takes its time.
        work = self._desk.opened.make_backup
        self._desk.tasks.pool(work, self._backed_up, self.refuse, self)
        self.changed.emit()

    def check(self) -> None:
        """Read the whole store and say whether it is as it must be."""
        self.problems = {}
        self.report = None
        self.is_checking = True
        work = partial(self._desk.outside.check, self._desk.opened)
        self._desk.tasks.read(work, self._checked, self.refuse, self)
        self.changed.emit()

    @property
    def report_words(self) -> str:
        """Say what was looked at and what is wrong, in lines."""
        report = self.report
        if report is None:
            return ""
        seen = (
            f"{counted(report.changes, 'change')}, {counted(report.records, 'record')}"
            f" and {counted(report.backups, 'backup')} were looked at."
        )
        verdict = "The store is whole." if report.ok else "The store is not whole."
        faults = [f"{fault.part}: {fault.sentence}" for fault in report.faults]
        return "\n".join((verdict, seen, *faults, *report.notes, report.unseen))

    def _list(self) -> Sequence[Backup]:
        now = self._desk.now
        copies = self._desk.outside.backups(self._desk.opened).copies
        return [_backup(copy, now) for copy in reversed(copies)]

    def _listed(self, backups: Sequence[Backup]) -> None:
        self.backups = tuple(backups)
        self.changed.emit()

    def _backed_up(self, _path: Path) -> None:
        self.is_backing_up = False
        self.load()

    def _checked(self, report: CheckReport) -> None:
        self.report = report
        self.is_checking = False
        self.changed.emit()

    def refuse(self, refusal: UserError, at: str = "") -> None:
        self.is_checking = self.is_backing_up = False
        super().refuse(refusal, at)


def _backup(copy: Copy, now: datetime) -> Backup:
    return Backup(
        made=instant_text(copy.made_at),
        age=age_words((now - copy.made_at).total_seconds()),
        size=f"{copy.size / 1_000_000:,.1f} MB",
    )


def age_words(seconds: float) -> str:
    """Return how long ago: “just now”, “3 hours ago”; none where it is to come."""
    minutes = int(seconds // 60)
    if minutes < 0:
        return "by a clock that was or is wrong"
    if minutes < 1:
        return "just now"
    if minutes < 60:  # noqa: PLR2004  minutes of an hour
        return f"{counted(minutes, 'minute')} ago"
    if seconds < _DAY:
        return f"{counted(minutes // 60, 'hour')} ago"
    return f"{counted(int(seconds // _DAY), 'day')} ago"
