"""What stands round every screen: counts, sync, saving, and what must be known."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from iomdesk.bank import NoCard
from iomdesk.clock import london_date
from iomdesk.dates import clock_text, short_date_text
from iomdesk.ports import Commit, Queries
from ui.autolock import DEFAULT_MINUTES
from ui.open_desk import OpenDesk
from ui.saying import saved_words


class ShellViewModel(QObject):
    """The view draws itself again on `changed`."""

    changed = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self.desk = desk
        self.saved_at: datetime | None = None
        self.is_unread = False
        desk.feed.committed.connect(self._commit)
        desk.saved.connect(self._saved)
        desk.syncing.changed.connect(self.changed)
        desk.waiting.changed.connect(self.changed)

    def start(self) -> None:
        """Read what waits and what was chosen, then try the hub."""
        self.desk.waiting.load()
        self.desk.syncing.start()
        self.desk.read(_minutes, self._idle, self)

    @property
    def today_count(self) -> int:
        return self.desk.waiting.reading.waiting

    @property
    def conflict_count(self) -> int:
        return len(self.desk.waiting.reading.conflicts)

    @property
    def officer_words(self) -> str:
        return self.desk.officer.name

    @property
    def saved_words(self) -> str:
        if self.is_unread:
            return "Kept as typed: a field cannot be read yet"
        if self.saved_at is None:
            return ""
        return saved_words(self.saved_at)

    @property
    def link_words(self) -> str:
        """Say what is known of the hub: never more than the last try showed."""
        syncing = self.desk.syncing
        if not syncing.state or not syncing.state.hub:
            return "Not joined to a hub"
        if syncing.is_running:
            return "Syncing"
        if syncing.online is None:
            return "Not tried yet"
        if syncing.online:
            return "Online"
        return f"Offline since {_clock(syncing.online_changed_at)}"

    @property
    def is_online(self) -> bool:
        return bool(self.desk.syncing.online)

    @property
    def synced_words(self) -> str:
        state = self.desk.syncing.state
        if not state or not state.hub:
            return ""
        if state.last_synced_at is None:
            return "Never synced"
        at = state.last_synced_at
        day = "" if london_date(at) == self.desk.today else _day(at)
        return f"Last sync {day}{clock_text(at)}"

    @property
    def unsent(self) -> int | None:
        """Return how many changes the hub lacks, None where there is no hub."""
        state = self.desk.syncing.state
        return state.unsent if state and state.hub else None

    @property
    def missing_words(self) -> str:
        """Say what work is missing from the store, "" where none is."""
        freshness = self.desk.opened.freshness
        return "" if freshness.fresh else freshness.sentence

    @property
    def read_only_words(self) -> str:
        return self.desk.opened.read_only_words

    def take_for(self, digits: Sequence[str], what: NoCard) -> None:
        """Let numbers be what the officer says that they are, instead of cards."""
        self.desk.store.no_cards.update(dict.fromkeys(digits, what))

    def accept_missing_work(self) -> None:
        """Go on from what is here: the officer was told, and said so in words."""
        work = self.desk.opened.accept_missing_work
        self.desk.tasks.run(work, self._accepted, self.desk.tell, self)

    def _idle(self, minutes: int) -> None:
        self.desk.idle_changed.emit(minutes)

    def _accepted(self, _nothing: None) -> None:
        self.changed.emit()

    def _commit(self, commit: Commit) -> None:
        if commit.records and not commit.sync:
            self._saved(self.desk.now)

    def _saved(self, at: datetime | None) -> None:
        """Take the time of a save; None where not all that is typed can be read."""
        self.is_unread = at is None
        self.saved_at = at or self.saved_at
        self.changed.emit()


def _minutes(queries: Queries) -> int:
    said = queries.setting("idle_minutes")
    return said if isinstance(said, int) else DEFAULT_MINUTES


def _clock(at: datetime | None) -> str:
    return clock_text(at) if at else ""


def _day(at: datetime) -> str:
    return short_date_text(london_date(at)).rsplit(" ", 1)[0] + " "
