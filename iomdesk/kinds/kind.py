"""A kind of record: all that is known of it stands in its one registration."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, Concatenate, Generic, TypeVar

from attrs import field, frozen

from iomdesk.kinds.caution import Orders

if TYPE_CHECKING:
    from iomdesk.due.standing import Standing
    from iomdesk.journal.conflict import Conflict
    from iomdesk.journal.patch import Path
    from iomdesk.papers.registry import PaperKind
    from iomdesk.ports import DueRow, Record, UnitOfWork
    from iomdesk.records.codec import Document, Json

T = TypeVar("T")


@frozen
class Later(Generic[T]):
    """What is reached at first use: *find* holds an ordinary import and returns it.

    So a start loads nothing of it, and mypy and a frozen bundle see what it needs.
    DANGER: never name a module by text here; a frozen bundle would not carry it.
    """

    find: Callable[[], T]

    def reach(self) -> T:
        return self.find()


@frozen(kw_only=True)
class Seal:
    """What a signature means: an edit that had not seen it is kept as something else.

    *keep* takes the work, the conflict, and the words of the edit; *kept_as* says to
    people what it becomes.
    """

    keep: Later[Callable[[UnitOfWork, Conflict, str], None]]
    kept_as: str = "an addendum"


@frozen(kw_only=True)
class InputFile:
    """A file that a command takes: its JSON Schema, and an example that it takes."""

    schema: Later[Document]
    example: Later[Document]


@frozen(kw_only=True)
class RecordedFile(InputFile):
    """A file that is recorded: *record* is the action that is given what it says.

    *beside* names the files that lie beside it, whose content the action is given too.
    *note* is what the officer must know of the record that came of it. One that
    *opens* may say a person who is not held yet; its action then gets no case.
    """

    record: Later[Callable[Concatenate[UnitOfWork, ...], Any]]
    beside: Later[Callable[[Json], list[str]]] | None = None
    note: Later[Callable[[Any], str]] | None = None
    opens: bool = False


@frozen(kw_only=True)
class Kind:
    """All that is known of one kind of record; its word is the record's `KIND`.

    It names types and small facts; what is heavy is reached later. No feature imports
    a registration: it is handed to whoever must know (`Kinds`).

    *title* is what people call it, and *needs* the kinds that must be recorded first.
    *indexed* are fields by whose words a person is found. *narrated* lets its free
    text be searched. *beside* says that it stands beside the case: a dispute or a
    question of it shows on the person's line. *cautious* has, by path, values from the
    least cautious to the most. *bookkeeping* are fields that never ask people where
    desks differ.
    """

    record: type[Record]
    title: str
    needs: tuple[str, ...] = ()
    indexed: frozenset[str] = frozenset()
    narrated: bool = False
    cautious: Orders = field(factory=dict)
    beside: bool = False
    is_bookkeeping: bool = False
    bookkeeping: frozenset[str] = frozenset()
    seal: Seal | None = None
    due: Later[Callable[[Standing], Iterable[DueRow]]] | None = None
    input: RecordedFile | None = None
    papers: Later[tuple[PaperKind, ...]] | None = None

    @property
    def word(self) -> str:
        return self.record.KIND

    def asks_people(self, path: Path) -> bool:
        """Say whether a person must settle a dispute there; else the first stands."""
        return not self.is_bookkeeping and path[0] not in self.bookkeeping

    def finds_differently(self, before: Mapping[str, object], after: Document) -> bool:
        """Say whether the words by which a person is found are others *after*."""
        return any(before.get(part) != after.get(part) for part in self.indexed)
