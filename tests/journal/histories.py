"""Random histories of three desks and a hub, for properties of the fold."""

from collections.abc import Sequence
from datetime import UTC, datetime

from attrs import define, evolve, field, frozen

from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict
from iomdesk.journal.fold import Folded, document_of, fold
from iomdesk.journal.patch import Path, apply, diff, setting
from iomdesk.records.codec import Document, Json, digest
from iomdesk.records.ids import CaseId, ChangeId, DeskId, OfficerId

LEVELS = ("low", "medium", "high", "very_high")
RISK: Path = ("risk", "overall")
DESKS = ("a", "b", "c")


def caution(path: Path, values: Sequence[Json]) -> Json:
    """Show the higher risk; everywhere else the first accepted value stands."""
    rated = [v for v in values if v in LEVELS]
    return max(rated, key=LEVELS.index) if path == RISK and rated else None


def folded(changes: Sequence[Change]) -> Folded:
    return fold(changes, caution)


@frozen(kw_only=True)
class Form:
    """A record as a form was opened on it."""

    document: Document
    base: int


@define(kw_only=True)
class Desk:
    """A desk that may be behind, hold unsent work, or have lost the case."""

    id: DeskId
    counter: int = 0
    cursor: int = 0
    held: dict[ChangeId, Change] = field(factory=dict)
    form: Form | None = None
    since: int | None = None

    @property
    def changes(self) -> list[Change]:
        return list(self.held.values())

    def open(self) -> Form:
        """Return the record as it stands here, with the foreign work it stands on."""
        numbers = [c.number or 0 for c in self.changes if c.desk != self.id]
        return Form(
            document=folded(self.changes).document, base=max(numbers, default=0)
        )

    def save(self, form: Form, after: Document) -> None:
        if patch := diff(form.document, after):
            self._append(self._change(patch, form.base))

    def say(self, path: Path, value: Json) -> None:
        self._append(self._change(setting(path, value), self.open().base))

    def seal(self, signed: str | None = None) -> None:
        """Sign the record as it stands here, or as the hash *signed* says."""
        change = self._change({}, self.open().base)
        seen = [c for c in self.changes if change.saw(c)]
        seal = signed or digest(document_of(seen, caution))
        self._append(evolve(change, seal=seal))

    def settle(self, conflict: Conflict) -> None:
        """End *conflict* with its last claim."""
        last = conflict.claims[-1]
        self.answer(conflict, setting(last.path, last.value))

    def answer(self, conflict: Conflict, patch: Document) -> None:
        change = self._change(patch, self.open().base)
        self._append(evolve(change, settles=(conflict.id,)))

    def lose_the_case(self) -> None:
        self.held.clear()
        self.form = None
        self.since = self.counter + 1

    def _append(self, change: Change) -> None:
        self.counter = change.counter
        self.held[change.id] = change

    def _change(self, patch: Document, base: int) -> Change:
        return Change(
            desk=self.id,
            counter=self.counter + 1,
            kind="case",
            record_id="r",
            case_id=CaseId("r"),
            patch=patch,
            base=base,
            since=self.since,
            at=datetime(2026, 3, 2, 19, 5, tzinfo=UTC),
            by=OfficerId(self.id),
            action="test",
        )


@define(kw_only=True)
class World:
    """A hub and its three desks; everything that was ever said is in *said*."""

    desks: dict[str, Desk] = field(
        factory=lambda: {name: Desk(id=DeskId(name)) for name in DESKS}
    )
    accepted: list[Change] = field(factory=list)
    returned: list[Change] = field(factory=list)
    without: set[str] = field(factory=set)

    def sync(self, name: str, page: int = 1_000) -> None:
        """Push everything, then pull at most *page* changes after the cursor."""
        desk = self.desks[name]
        for change in [c for c in desk.changes if c.number is None]:
            self._take(desk, change)
        if name in self.without:
            desk.lose_the_case()
            return
        for change in self.accepted[desk.cursor : desk.cursor + page]:
            desk.held[change.id] = change
            desk.cursor = change.number or 0
        if desk.cursor == len(self.accepted):
            desk.since = None

    def _take(self, desk: Desk, change: Change) -> None:
        if desk.id in self.without:
            self.returned.append(change)
        else:
            desk.held[change.id] = self._accept(change)

    def _accept(self, change: Change) -> Change:
        numbered = evolve(change, number=len(self.accepted) + 1)
        self.accepted.append(numbered)
        return numbered

    def withdraw(self, name: str) -> None:
        """Take the case from a desk, which learns of it when it next syncs."""
        self.without.add(name)

    def give_back(self, name: str) -> None:
        """Grant the case again: its whole history comes, and returned work is taken."""
        if name not in self.without:
            return
        self.without.discard(name)
        self.desks[name].cursor = 0
        mine = [c for c in self.returned if c.desk == name]
        self.returned = [c for c in self.returned if c.desk != name]
        for change in mine:
            self._accept(change)

    def settle_down(self) -> None:
        """Give the case to every desk and sync until all hold the same."""
        for name in DESKS:
            self.give_back(name)
        for _ in range(2):
            for name in DESKS:
                self.sync(name)

    @property
    def said(self) -> dict[ChangeId, Change]:
        return {c.id: c for d in self.desks.values() for c in d.changes}


def edited(document: Document, path: Path, value: Json) -> Document:
    """Return *document* as a form saves it after one field was altered."""
    return apply(document, setting(path, value))
