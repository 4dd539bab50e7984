"""What waits for a person, kept up with the store: for Today and for its count."""

from functools import partial

from attrs import frozen
from PySide6.QtCore import QObject, QTimer, Signal

from iomdesk.ports import CaseRow, Commit, Queries
from iomdesk.records.ids import CaseId
from ui.desk import Desk
from ui.today.reading import Reading, read_people, read_today

FIRST = 40
"""People whose lines are read with the list itself: more than a screen shows."""

_SOON = 150


@frozen(kw_only=True)
class _Look:
    reading: Reading
    people: dict[CaseId, CaseRow]


class Waiting(QObject):
    """`changed` tells that the reading or the people on it are others."""

    changed = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.reading = Reading(today=desk.today, due=(), conflicts=(), drafts=())
        self.people: dict[CaseId, CaseRow] = {}
        self.is_loaded = False
        self.backup_words = ""
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(_SOON)
        self._later.timeout.connect(self.load)
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_SOON)
        self._rest.timeout.connect(self._load_rest)
        desk.feed.committed.connect(self._commit)

    def load(self) -> None:
        """Read everything that waits; the lines of people come in two steps."""
        today, known = self._desk.today, set(self.people)

        def work(queries: Queries) -> _Look:
            reading = read_today(queries, today)
            missing = [c for c in reading.people()[:FIRST] if c not in known]
            return _Look(reading=reading, people=read_people(queries, missing))

        self._desk.read(work, self._loaded, self)

    def say_backup(self, words: str) -> None:
        """Say that a backup is missing, or with no words that none is."""
        if words != self.backup_words:
            self.backup_words = words
            self.changed.emit()

    def _loaded(self, look: _Look) -> None:
        self.reading = look.reading
        self.people.update(look.people)
        self.is_loaded = True
        self.changed.emit()
        self._rest.start()  # what is in sight is drawn first

    def _load_rest(self) -> None:
        missing = [c for c in self.reading.people() if c not in self.people]
        if not missing:
            return
        work = partial(read_people, cases=missing)
        self._desk.read(work, self._rest_loaded, self)

    def _rest_loaded(self, people: dict[CaseId, CaseRow]) -> None:
        self.people.update(people)
        self.changed.emit()

    def _commit(self, commit: Commit) -> None:
        for case_id in commit.cases:
            self.people.pop(case_id, None)
        if commit.lists:
            self._later.start()
