"""What the hub asks of its store; `db.hub` answers, over SQLCipher or PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Protocol

from attrs import frozen

from iomdesk.codec import Json
from iomdesk.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.sync.protocol import Event, EventKind, Head, Outcome, Position, Result


@frozen(kw_only=True)
class DeskRow:
    """A laptop that the hub knows; *request* is the last request it answered."""

    id: DeskId
    key: str
    officer: OfficerId
    name: str
    team: str
    roles: tuple[str, ...]
    head: Head
    machine: str = ""
    request: int = 0
    enrolled_at: datetime
    seen_at: datetime | None = None
    leased_at: datetime | None = None
    revoked_at: datetime | None = None
    wiped_at: datetime | None = None
    follows: DeskId | None = None
    followed_by: DeskId | None = None


@frozen(kw_only=True)
class InviteRow:
    """An invitation; only the hash of its code is kept."""

    code_hash: str
    officer: OfficerId | None
    name: str
    team: str
    roles: tuple[str, ...]
    expires_at: datetime
    used_by: DeskId | None = None


@frozen(kw_only=True)
class ChangeRow:
    """A change at the hub; *late* where it was numbered after having been returned."""

    desk: DeskId
    counter: int
    outcome: Outcome
    content_hash: str
    before: str
    number: int | None = None
    case_id: CaseId | None = None
    salt: str | None = None
    body: str | None = None
    why: str | None = None
    late: bool = False

    @property
    def result(self) -> Result:
        return Result(
            counter=self.counter,
            outcome=self.outcome,
            number=self.number,
            why=self.why,
        )


@frozen(kw_only=True)
class Granted:
    """That a desk has a case, since when; *silent* where there is no history."""

    desk: DeskId
    case_id: CaseId
    number: int
    silent: bool = False


@frozen(kw_only=True)
class BlobRow:
    """A photograph, signature or document that desks send and fetch in chunks."""

    hash: BlobHash
    size: int
    media_type: str
    complete: bool = False


@frozen(kw_only=True)
class Sized:
    """An event with the size of what it says, as stored."""

    event: Event
    size: int


class Settings(Protocol):
    """What the hub knows of itself, and the counter that numbers everything."""

    def get(self, key: str) -> Json: ...

    def set(self, key: str, value: Json) -> None: ...

    def last_number(self) -> int: ...

    def take_numbers(self, count: int) -> int:
        """Return the first of *count* new numbers; others wait until this commits."""


class Desks(Protocol):
    """Desks and invitations."""

    def get(self, desk: DeskId) -> DeskRow | None:
        """Return the desk; others that ask for it wait until this commits."""

    def all(self) -> list[DeskRow]: ...

    def save(self, desk: DeskRow) -> None: ...

    def invite(self, code_hash: str) -> InviteRow | None: ...

    def save_invite(self, invite: InviteRow) -> None: ...


class Changes(Protocol):
    """Every change of every desk, whatever became of it."""

    def between(self, desk: DeskId, first: int, last: int) -> list[ChangeRow]:
        """Return what the hub has of a desk's counters, in order, without bodies."""

    def add(self, rows: Sequence[ChangeRow]) -> None: ...

    def cases_of(
        self, records: Collection[tuple[str, str]]
    ) -> Mapping[tuple[str, str], CaseId]:
        """Return the case of each record (kind, id) that the hub has seen."""

    def add_records(self, cases: Mapping[tuple[str, str], CaseId]) -> None: ...

    def returned(self, desks: Collection[DeskId]) -> list[ChangeRow]:
        """Return what was returned to these desks, with bodies, in their order."""

    def count_returned(self, desks: Collection[DeskId]) -> int: ...

    def worked_on(
        self, desks: Collection[DeskId], cases: Collection[CaseId]
    ) -> set[CaseId]:
        """Return which of *cases* these desks have said anything about."""

    def number_returned(self, desk: DeskId, counter: int, number: int) -> None: ...


class Cases(Protocol):
    """Cases, and which desk has which."""

    def known(self, cases: Collection[CaseId]) -> set[CaseId]: ...

    def add(self, case_id: CaseId, team: str) -> bool:
        """Take a new case in; say whether it was new, others' waiting ones included."""

    def of_team(self, team: str) -> list[CaseId]: ...

    def granted(self, desk: DeskId, cases: Collection[CaseId]) -> set[CaseId]:
        """Return which of *cases* the desk has; none is taken until this commits."""

    def of_desk(self, desk: DeskId) -> list[Granted]: ...

    def grant(self, grants: Sequence[Granted]) -> None: ...

    def copy_grants(self, former: DeskId, successor: DeskId) -> None:
        """Give a desk what another has, or had, where that is the later word."""

    def withdraw(self, desk: DeskId, case_id: CaseId, number: int) -> None: ...


class Stream(Protocol):
    """What desks read: everything numbered, as far as it is granted to them."""

    def add(
        self,
        number: int,
        kind: EventKind,
        *,
        case_id: CaseId | None = None,
        desk: DeskId | None = None,
        content: Mapping[str, Json] | None = None,
    ) -> None: ...

    def page(self, desk: DeskId, after: Position, up_to: int, rows: int) -> list[Sized]:
        """Return the first *rows* of what a desk may read next, in its order."""


class Blobs(Protocol):
    """Photographs, signatures and documents, in chunks."""

    def get(self, name: BlobHash) -> BlobRow | None: ...

    def save(self, blob: BlobRow) -> None: ...

    def use(self, name: BlobHash, case_id: CaseId) -> None: ...

    def cases(self, name: BlobHash) -> set[CaseId]: ...

    def chunks(self, name: BlobHash) -> set[int]: ...

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> None: ...

    def chunk(self, name: BlobHash, n: int) -> bytes | None: ...

    def drop_chunks(self, name: BlobHash) -> None: ...


class AccessLogs(Protocol):
    """The access logs of desks, as they came."""

    def last(self, desk: DeskId) -> int: ...

    def between(self, desk: DeskId, first: int, last: int) -> list[str]: ...

    def add(self, desk: DeskId, rows: Sequence[tuple[int, str]]) -> None: ...


class HubWork(Protocol):
    """One transaction at the hub."""

    @property
    def settings(self) -> Settings: ...

    @property
    def desks(self) -> Desks: ...

    @property
    def changes(self) -> Changes: ...

    @property
    def cases(self) -> Cases: ...

    @property
    def stream(self) -> Stream: ...

    @property
    def blobs(self) -> Blobs: ...

    @property
    def access(self) -> AccessLogs: ...


class HubStore(Protocol):
    """The hub's store; any number of processes may have it open."""

    def work(self) -> AbstractContextManager[HubWork]:
        """Return a transaction that commits when its block ends well."""

    def close(self) -> None: ...
