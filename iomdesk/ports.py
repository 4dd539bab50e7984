"""What the work asks of a store; `db` answers."""

from collections.abc import Callable, Hashable, Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import Any, ClassVar, Concatenate, ParamSpec, Protocol, TypeVar

from attrs import field, frozen

from iomdesk.bank import NoCard
from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict
from iomdesk.journal.patch import Path
from iomdesk.kinds.registry import Kinds
from iomdesk.permissions import Officer
from iomdesk.records.codec import Document, Json
from iomdesk.records.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.signed_pack import PackQueries, PackWork

P = ParamSpec("P")
T = TypeVar("T")


class Record(Protocol):
    """A value with a stored form of its own; its *case_id* says whom it is about."""

    KIND: ClassVar[str]

    @property
    def id(self) -> str: ...

    @property
    def case_id(self) -> CaseId: ...


R = TypeVar("R", bound=Record)


class Operation(StrEnum):
    """The six operations that section 62 of the Data Protection Act 2018 names."""

    COLLECTION = "collection"
    ALTERATION = "alteration"
    CONSULTATION = "consultation"
    DISCLOSURE = "disclosure"
    COMBINATION = "combination"
    ERASURE = "erasure"


@frozen(kw_only=True)
class Opened:
    """A record as a form was opened on it: the stored form and what had been seen."""

    kind: str
    record_id: str
    document: Document
    base: int


@frozen(kw_only=True)
class Draft:
    """An unfinished form as typed; *opened* is what it was opened on, if anything."""

    id: str
    form: str
    case_id: CaseId | None
    body: Document
    opened: Opened | None = None
    started_at: datetime
    saved_at: datetime


@frozen(kw_only=True)
class DraftNews:
    """One unfinished form that a commit altered.

    *typed* says that the same form only says more: no list of forms changes by it.
    """

    id: str
    case_id: CaseId | None
    typed: bool = False


@frozen(kw_only=True)
class Commit:
    """What one transaction altered, and *by* whom; screens redraw what it touches.

    *by* is what `Store.do_as` was given: whoever asked knows already what came of it.
    """

    records: frozenset[tuple[str, str]] = frozenset()
    cases: frozenset[CaseId] = frozenset()
    drafts: frozenset[DraftNews] = frozenset()
    sync: bool = False
    by: Hashable = None

    @property
    def alters(self) -> bool:
        return bool(self.records or self.cases or self.drafts or self.sync)

    @property
    def lists(self) -> bool:
        """Say whether a list of what waits is another: a key typed alters none."""
        listed = any(not draft.typed for draft in self.drafts)
        return bool(self.records or self.cases or self.sync or listed)

    def is_about(self, case_id: CaseId) -> bool:
        """Say whether what is shown of a person is to be read again."""
        drafts = {draft.case_id for draft in self.drafts if not draft.typed}
        return case_id in self.cases or case_id in drafts


@frozen(kw_only=True)
class CaseRow:
    """One line of the list of people."""

    case_id: CaseId
    surname: str
    forenames: str
    born_on: date | None = None
    reference: str = ""
    officer: str = ""
    team: str = ""
    cohorts: tuple[str, ...] = ()
    pillar: str = ""
    rag: str = ""
    risk: str = ""
    mappa: str = ""
    markers: tuple[str, ...] = ()
    town: str = ""
    in_custody: bool = False
    restricted: bool = False
    disputed: bool = False
    questions: int = 0


@frozen(kw_only=True)
class CaseFilter:
    """What people are narrowed to; *named_first* is for a list that has no pages."""

    text: str = ""
    named_first: bool = False
    officer: str | None = None
    team: str | None = None
    cohort: str | None = None
    pillar: str | None = None
    rag: str | None = None
    risk: str | None = None
    mappa: str | None = None
    in_custody: bool | None = None


@frozen(kw_only=True)
class DueRow:
    """One thing due on one person, with the reason for its date.

    The rule is the *kind*; *rules* names the version of the rules that were in force.
    """

    case_id: CaseId
    kind: str
    what: str
    due_on: date
    why: str
    record_id: str = ""
    rules: str = ""


@frozen(kw_only=True)
class AccessRow:
    """One line of the access log."""

    seq: int
    at: datetime
    officer: str
    operation: Operation
    case_id: CaseId | None
    detail: Document = field(factory=dict)


@frozen(kw_only=True)
class Found:
    """One record whose words were looked for, and whom it is about."""

    kind: str
    record_id: str
    case_id: CaseId


@frozen(kw_only=True)
class SyncState:
    """What is true about sync: nothing here is guessed."""

    desk: DeskId
    hub: str | None
    cursor: int
    unsent: int
    last_synced_at: datetime | None
    conflicts: int
    returned: int


class Queries(PackQueries, Protocol):
    """Reads for lists and screens; none of them alters anything."""

    def cases(
        self, narrow: CaseFilter, *, limit: int = 500, offset: int = 0
    ) -> Sequence[CaseRow]: ...

    def count_cases(self, narrow: CaseFilter) -> int: ...

    def case_values(self, column: str) -> list[str]:
        """Return the values of officer, team, cohort, pillar, rag, risk or mappa."""

    def find_case(self, reference: str) -> CaseId:
        """Return the case with this id or reference; NotFound says none, or several."""

    def case_references(self) -> dict[str, list[CaseId]]:
        """Return who holds each reference, by “type:plain value”, for an import."""

    def case_row(self, case_id: CaseId) -> CaseRow | None: ...

    def records(
        self, kind: type[R], case_id: CaseId, *, newest: int | None = None
    ) -> list[R]:
        """Return the case's records of *kind*, oldest first; the *newest* few if asked.

        Newest by when they came to this laptop.
        """

    def get(self, kind: type[R], record_id: str) -> R: ...

    def opened(self, kind: type[Any], record_id: str) -> Opened: ...

    def due(self, *, on: date, until: date, limit: int = 500) -> list[DueRow]:
        """Return what falls due by *until*, oldest first, overdue included."""

    def due_of(self, case_id: CaseId) -> list[DueRow]: ...

    def conflicts(self, case_id: CaseId | None = None) -> list[Conflict]: ...

    def conflict(self, conflict_id: str) -> Conflict: ...

    def history(self, case_id: CaseId, *, limit: int = 200) -> list[Change]:
        """Return the case's changes, newest first."""

    def narrative(self, text: str, *, limit: int = 50) -> list[Found]:
        """Return the records whose text holds the words of *text*, newest first."""

    def drafts(self) -> list[Draft]: ...

    def draft(self, draft_id: str) -> Draft | None: ...

    def blob(self, sha256: BlobHash) -> bytes: ...

    def access_log(
        self, case_id: CaseId | None = None, *, limit: int = 500
    ) -> list[AccessRow]:
        """Return the newest rows first, of one case where given."""

    def officers(self) -> dict[OfficerId, str]:
        """Return the names of officers at other desks, as the hub says them."""

    def sync_state(self) -> SyncState: ...

    def setting(self, key: str) -> Json: ...


class UnitOfWork(PackWork, Protocol):
    """One transaction: get, apply a rule, save."""

    @property
    def now(self) -> datetime: ...

    @property
    def today(self) -> date: ...

    @property
    def officer(self) -> Officer: ...

    @property
    def kinds(self) -> Kinds:
        """Return the registered kinds of record; nothing lists them elsewhere."""

    @property
    def queries(self) -> Queries: ...

    def get(self, kind: type[R], record_id: str) -> R:
        """Return the record, or raise NotFound; `save` compares with what was got."""

    def find(self, kind: type[R], record_id: str) -> R | None: ...

    def resume(self, opened: Opened) -> None:
        """Compare the next save of this record with *opened*, the form's own start."""

    def save(self, record: R, *, seal: bool = False, settles: Sequence[str] = ()) -> R:
        """Append the difference to the journal; *seal* signs the whole record."""

    def say(
        self, kind: str, record_id: str, path: Path, value: Json, action: str
    ) -> None:
        """Append a claim about one path even where nothing differs: a settlement."""

    def put_blob(self, content: bytes, media_type: str) -> BlobHash: ...

    def log(
        self,
        operation: Operation,
        case_id: CaseId | None,
        detail: Mapping[str, Json] | None = None,
    ) -> None: ...

    def save_draft(self, draft: Draft) -> None: ...

    def drop_draft(self, draft_id: str) -> None: ...

    def set_setting(self, key: str, value: Json) -> None: ...


class Store(Protocol):
    """An open store. `do` is the one door for writing."""

    @property
    def officer(self) -> Officer: ...

    @property
    def kinds(self) -> Kinds:
        """Return the registered kinds of record; nothing lists them elsewhere."""

    @property
    def clock(self) -> Callable[[], datetime]: ...

    @property
    def no_cards(self) -> dict[str, NoCard]:
        """What the officer has said of numbers that are no bank details, by figures.

        It lasts as long as the store is open; a record keeps its own (`bank_guard`).
        """

    @property
    def queries(self) -> Queries:
        """Return reads on a connection of their own, for the reading thread."""

    def do(
        self,
        action: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T: ...

    def do_as(
        self,
        by: Hashable,
        action: Callable[Concatenate[UnitOfWork, P], T],
        *args: P.args,
        **kwargs: P.kwargs,
    ) -> T:
        """Do *action*; its commit says *by* whom, so that they need not read again."""

    def watch(self, seen: Callable[[Commit], None]) -> None: ...

    def close(self) -> None: ...
