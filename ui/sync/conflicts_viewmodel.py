"""What people must settle, field by field; nothing is chosen beforehand."""

from collections.abc import Sequence

from iomdesk.errors import InputRefused
from iomdesk.journal.conflict import Conflict
from iomdesk.ports import Commit, Queries
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId
from iomdesk.sync.settle import Choice
from ui.desk import Desk
from ui.places import ConflictsPlace, PersonPlace, SyncPlace
from ui.sync.operations import settle_conflict
from ui.sync.sides import Dispute, dispute
from ui.viewmodel import ViewModel

AT_ONCE = 40
"""Disputes on the screen; further ones follow as these are settled."""

_LONG_HISTORY = 100_000
THIRD = "third"


class ConflictsViewModel(ViewModel):
    """*problems* is by dispute."""

    def __init__(self, desk: Desk, place: ConflictsPlace) -> None:
        super().__init__(desk)
        self.case_id = place.case_id
        self.disputes: tuple[Dispute, ...] = ()
        self.in_all = 0
        self.is_loaded = False
        desk.feed.committed.connect(self._commit)

    @property
    def officer_words(self) -> str:
        return self.desk.officer.name

    def load(self) -> None:
        self.desk.read(self._read, self._loaded, self)

    def settle(self, found: Dispute, key: str, third: Json = None) -> None:
        """Settle with the side that was picked, or with a third value."""
        if not key:
            self.refuse(InputRefused("Choose what is right first.", found.id))
        elif key == THIRD and third is None:
            self.refuse(InputRefused("Write the value that is right.", found.id))
        elif key == THIRD:
            self._settle(found, Choice.VALUE, third)
        else:
            side = next(side for side in found.sides if side.key == key)
            self._settle(found, side.choice, side.value)

    def keep_late(self, found: Dispute) -> None:
        """Keep an edit that had not seen a signature, beside what was signed."""
        self._settle(found, found.sides[0].choice)

    def leave_signed(self, found: Dispute) -> None:
        other = {Choice.MINE: Choice.THEIRS, Choice.THEIRS: Choice.MINE}
        self._settle(found, other[found.sides[0].choice])

    def open_person(self, found: Dispute) -> None:
        if found.person:
            self.desk.go(PersonPlace(case_id=found.person.case_id))

    def show_sync(self) -> None:
        self.desk.go(SyncPlace())

    def _settle(self, found: Dispute, choice: Choice, value: Json = None) -> None:
        settlement = settle_conflict(found.id, choice, value)
        self.do(settlement, self._settled, at=found.id)

    def _settled(self, _conflict: Conflict) -> None:
        self.load()

    def _read(self, queries: Queries) -> tuple[int, Sequence[Dispute]]:
        kinds = self.desk.store.kinds
        conflicts = queries.conflicts(self.case_id)
        desk = queries.sync_state().desk
        shown = conflicts[:AT_ONCE]
        cases: list[CaseId] = list(dict.fromkeys(c.case_id for c in shown))
        rows = {c: queries.case_row(c) for c in cases}
        own = self.desk.officer
        names = {**queries.officers(), own.id: own.name}
        pasts = {c: queries.history(c, limit=_LONG_HISTORY) for c in cases}
        return len(conflicts), [
            dispute(c, pasts[c.case_id], desk, rows[c.case_id], names, kinds)
            for c in shown
        ]

    def _loaded(self, found: tuple[int, Sequence[Dispute]]) -> None:
        self.in_all, disputes = found
        self.disputes = tuple(disputes)
        self.is_loaded = True
        self.changed.emit()

    def _commit(self, commit: Commit) -> None:
        if (commit.records or commit.sync) and not self.made(commit):
            self.load()
