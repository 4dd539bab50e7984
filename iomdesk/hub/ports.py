"""What the hub asks of its store; `db.hub` answers, over SQLCipher or PostgreSQL."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import NewType, Protocol

from attrs import field, frozen

from iomdesk.hub.teams import team_from
from iomdesk.records.codec import Json
from iomdesk.records.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.sync.protocol import Event, EventKind, Head, Outcome, Position, Result

Holder = NewType("Holder", str)
"""Whose cases are: a team, or one laptop that is alone."""
HoldingId = NewType("HoldingId", str)
RecordName = tuple[str, str]
"""The kind and the id of a record."""


@frozen(kw_only=True)
class DeskRow:
    """A laptop that the hub knows; *request* is the last request it answered.

    One without a team is alone: it shares with nobody.
    """

    id: DeskId
    key: str
    officer: OfficerId
    name: str
    team: str | None = field(converter=team_from)
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

    @property
    def holder(self) -> Holder:
        """Return whose the cases are that this laptop makes.

        Where it is alone its key says so, which it keeps when it is put back.
        """
        return Holder(f"team {self.team}" if self.team else f"alone {self.key}")


@frozen(kw_only=True)
class InviteRow:
    """An invitation; only the hash of its code is kept."""

    code_hash: str
    officer: OfficerId | None
    name: str
    team: str | None = field(converter=team_from)
    roles: tuple[str, ...]
    expires_at: datetime
    used_by: DeskId | None = None


@frozen(kw_only=True)
class ChangeRow:
    """A change at the hub; *late* where it was numbered after having been returned.

    *apart* says on which side it was made of what became one person later: see
    `Change.apart`.
    """

    desk: DeskId
    counter: int
    outcome: Outcome
    content_hash: str
    before: str
    number: int | None = None
    case_id: CaseId | None = None
    holding: HoldingId | None = None
    apart: Mapping[str, str] = field(factory=dict)
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
            apart=self.apart or None,
        )


@frozen(kw_only=True)
class Holding:
    """A case as one holder has it: what others have of it is apart, unseen by both.

    Where IT found that several holders have one person, their holdings have one *id*.
    """

    id: HoldingId
    case_id: CaseId
    holder: Holder


@frozen(kw_only=True)
class Granted:
    """That a desk has a case, or had it (not *held*), and since when.

    *silent* where there is no history; *apart* as of the desk's changes from before.
    """

    desk: DeskId
    case_id: CaseId
    holding: HoldingId
    number: int
    silent: bool = False
    held: bool = True
    apart: Mapping[str, str] = field(factory=dict)


@frozen(kw_only=True)
class BlobRow:
    """A whole photograph, signature or document; *key* is of the store that sent it."""

    hash: BlobHash
    size: int
    media_type: str
    key: str


@frozen(kw_only=True)
class Upload:
    """What one store sends of a blob, until it is whole: nobody reads it, nor adds."""

    hash: BlobHash
    key: str
    size: int
    media_type: str


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


class WrongCodes(Protocol):
    """How many wrong codes were tried; who looks is alone until this commits."""

    def count(self, since: datetime) -> int:
        """Return how many were wrong, where the first was not before *since*."""

    def add(self, since: datetime, now: datetime) -> None:
        """Count one more, or begin anew where the first was before *since*."""

    def forget(self) -> None: ...


class Changes(Protocol):
    """Every change of every desk, whatever became of it."""

    def between(self, desk: DeskId, first: int, last: int) -> list[ChangeRow]:
        """Return what the hub has of a desk's counters, in order, without bodies."""

    def add(self, rows: Sequence[ChangeRow]) -> None: ...

    def cases_of(
        self, holder: Holder, records: Collection[RecordName]
    ) -> Mapping[RecordName, CaseId]:
        """Return the case of each record that *holder* has."""

    def add_records(
        self, holder: Holder, cases: Mapping[RecordName, CaseId]
    ) -> None: ...

    def returned(self, desks: Collection[DeskId]) -> list[ChangeRow]:
        """Return what was returned to these desks, with bodies, in their order."""

    def count_returned(self, desks: Collection[DeskId]) -> int: ...

    def worked_on(
        self, desks: Collection[DeskId], holdings: Collection[HoldingId]
    ) -> set[HoldingId]:
        """Return in which of *holdings* these desks have said anything."""

    def number_returned(self, desk: DeskId, counter: int, number: int) -> None: ...


class Cases(Protocol):
    """Cases by holder, and which desk has which."""

    def add(self, holding: Holding) -> bool:
        """Take a case in that its holder has not yet; say whether it was new.

        Others' waiting ones are counted.
        """

    def holdings(self, cases: Collection[CaseId]) -> list[Holding]:
        """Return all holders' holdings of *cases*; none is joined until we commit."""

    def known_as(self, holdings: Collection[HoldingId]) -> list[Holding]:
        """Return these holdings by each holder that has them."""

    def of_holder(
        self, holder: Holder, cases: Collection[CaseId] | None = None
    ) -> list[Holding]:
        """Return what a holder has: of these cases, or of all.

        Where it is all, none is joined to another until we commit.
        """

    def several(self) -> list[Holding]:
        """Return the holdings of all cases that more than one holder has."""

    def had(self, desk: DeskId, cases: Collection[CaseId]) -> Mapping[CaseId, Granted]:
        """Return what the desk has, or had, of *cases*; none alters until we commit."""

    def granted(
        self, desk: DeskId, holdings: Collection[HoldingId]
    ) -> set[HoldingId]: ...

    def grant(self, grants: Sequence[Granted]) -> None:
        """Give desks what they have not; one that has another's holding keeps that."""

    def copy_grants(self, former: DeskId, successor: DeskId) -> None:
        """Give a desk what another has, or had, where that is the later word."""

    def withdraw(self, desk: DeskId, case_id: CaseId, number: int) -> None: ...

    def lock(self, case_id: CaseId) -> None:
        """Let nobody else alter who holds a case, and who has it, until we commit.

        DANGER: whoever asks for both locks the holdings first, or two wait for ever.
        """

    def join(self, sides: Sequence[HoldingId], number: int) -> None:
        """Make several holdings the first of them, read anew from *number* on.

        What was done until now keeps the mark of its side.
        """

    def keep_apart(self, pairs: Collection[tuple[HoldingId, HoldingId]]) -> None:
        """Note that two holdings are two people, for good."""

    def apart(self) -> set[tuple[HoldingId, HoldingId]]: ...


class Stream(Protocol):
    """What desks read: everything numbered, as far as it is granted to them."""

    def add(
        self,
        number: int,
        kind: EventKind,
        *,
        holding: HoldingId | None = None,
        desk: DeskId | None = None,
        content: Mapping[str, Json] | None = None,
    ) -> None: ...

    def page(self, desk: DeskId, after: Position, up_to: int, rows: int) -> list[Sized]:
        """Return the first *rows* of what a desk may read next, in its order."""


class Blobs(Protocol):
    """Photographs, signatures and documents: on their way by store, whole by hash."""

    def get(self, name: BlobHash) -> BlobRow | None: ...

    def add(self, blob: BlobRow) -> bool:
        """Keep what is whole; say whether it was new."""

    def use(self, name: BlobHash, holding: HoldingId) -> bool:
        """Note who needs a whole blob; say whether that was new."""

    def uses(self, name: BlobHash) -> set[HoldingId]: ...

    def upload(self, name: BlobHash, key: str) -> Upload | None: ...

    def begin(self, upload: Upload) -> None:
        """Begin to take a blob of a store, in place of what came of it before."""

    def want(self, upload: Upload, holding: HoldingId) -> None:
        """Note who will need it once it is whole."""

    def wanted(self, upload: Upload) -> set[HoldingId]: ...

    def end(self, upload: Upload) -> None: ...

    def chunks(self, name: BlobHash, key: str) -> set[int]: ...

    def put_chunk(self, name: BlobHash, key: str, n: int, data: bytes) -> None: ...

    def chunk(self, name: BlobHash, key: str, n: int) -> bytes | None: ...

    def drop_chunks(self, name: BlobHash, key: str) -> None: ...


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
    def wrong_codes(self) -> WrongCodes: ...

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

    @property
    def faults(self) -> tuple[type[Exception], ...]:
        """Return what a transaction raises where the database itself fails."""

    def work(self) -> AbstractContextManager[HubWork]:
        """Return a transaction that commits when its block ends well."""

    def close(self) -> None: ...
