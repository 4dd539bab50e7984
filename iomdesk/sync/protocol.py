"""What desk and hub say to each other."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, Protocol

from attrs import asdict, field, frozen

from iomdesk.records.codec import Document
from iomdesk.records.ids import BlobHash, CaseId, DeskId, OfficerId

PAGE_ROWS = 500
PAGE_BYTES = 1024 * 1024
LOG_BYTES = 128 * 1024
"""Bytes of access log that go along with a turn."""
LARGEST_CONTENT = 4 * 1024 * 1024
"""Bytes of what one change says; more stays on the laptop and is named."""
CHUNK = 262_144
"""Bytes in a chunk of a blob."""


@frozen(order=True)
class Position:
    """How far a desk has read.

    *key* is the hub's number; inside the history of a newly granted case it stands at
    the grant, and *within* at the number in that history.
    """

    key: int = 0
    within: int = 0


@frozen(kw_only=True)
class Head:
    """The last link of a desk's own chain."""

    counter: int
    hash: str


class Outcome(StrEnum):
    """What became of a change at the hub."""

    ACCEPTED = "accepted"
    RETURNED = "returned"
    PARKED = "parked"


@frozen(kw_only=True)
class Sent:
    """A desk's change as it travels; where its content is gone, only the hash is."""

    counter: int
    content: Document | None = None
    salt: str | None = None
    content_hash: str | None = None


@frozen(kw_only=True)
class Result:
    """What became of one change; *why* says it to a person, *apart* as of an event."""

    counter: int
    outcome: Outcome
    number: int | None = None
    why: str | None = None
    apart: Mapping[str, str] | None = None


class EventKind(StrEnum):
    CHANGE = "change"
    GRANT = "grant"
    WITHDRAWAL = "withdrawal"
    OFFICER = "officer"
    BLOB = "blob"


@frozen(kw_only=True)
class Event:
    """One numbered thing at the hub; *grant* is set inside a new case's history.

    *apart* is a change's place among sides that became one person: see `Change.apart`.
    """

    number: int
    kind: EventKind = EventKind.CHANGE
    grant: int | None = None
    case_id: CaseId | None = None
    desk: DeskId | None = None
    counter: int | None = None
    salt: str | None = None
    before: str | None = None
    apart: Mapping[str, str] | None = None
    content: Document = field(factory=dict)

    @property
    def position(self) -> Position:
        return Position(self.grant or self.number, self.number)


@frozen(kw_only=True)
class Exchange:
    """One turn: what the desk did, and from where on it wants to read.

    *head* is the last link that the desk has; *signature* is over the last one sent.
    *access* is rows of the access log, which come along and hold up nothing.
    """

    position: Position
    head: Head
    changes: Sequence[Sent] = ()
    signature: str | None = None
    access: Sequence[Document] = ()


@frozen(kw_only=True)
class Answer:
    """The other half of the turn.

    *access* is the last row of the access log that the hub has; None where it took none
    of what came along, which is then sent by itself.
    """

    position: Position
    results: Sequence[Result] = ()
    events: Sequence[Event] = ()
    more: bool = False
    lease: Document | None = None
    returned: int = 0
    access: int | None = None


@frozen(kw_only=True)
class Enrolment:
    """A desk's wish to be known: the code, its own id, its public key."""

    code: str
    desk: DeskId
    key: str
    officer: OfficerId
    machine: str = ""


@frozen(kw_only=True)
class Enrolled:
    """The hub's answer to an enrolment."""

    hub_key: str
    lease: Document


@frozen(kw_only=True)
class Succession:
    """The wish of a store that was put back to go on as a new desk.

    *hashes* are the content hashes of own changes that the hub may have, from the
    counter *first* on.
    """

    desk: DeskId
    first: int
    hashes: Sequence[str]


@frozen(kw_only=True)
class BlobOffer:
    """A blob that a desk has, and one case that needs it."""

    hash: BlobHash
    size: int
    media_type: str
    case_id: CaseId


class Hub(Protocol):
    """The hub as a desk sees it."""

    @property
    def last_request(self) -> int: ...

    def enrol(self, ask: Enrolment) -> Enrolled: ...

    def exchange(self, ask: Exchange) -> Answer: ...

    def missing(self, offers: Sequence[BlobOffer]) -> Mapping[BlobHash, Sequence[int]]:
        """Return the chunks that the hub has not got of each blob that it will take."""

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> bool:
        """Send a chunk; False says that the whole is not what it is named."""

    def get_chunk(self, name: BlobHash, n: int) -> bytes: ...

    def log_access(self, rows: Sequence[Document]) -> int:
        """Take rows of the access log; return the last one that the hub has."""

    def returned(self) -> Sequence[Document]:
        """Return the returned work that this officer may see."""

    def succeed(self, ask: Succession) -> int:
        """Go on as a new desk; return the last counter that both sides have alike."""

    def wiped(self) -> None:
        """Tell the hub that a revoked desk's keys are gone: the receipt it awaits."""


def row_of(record: Any) -> Document:
    """Return a record as a row of a message, without what is None."""
    said = asdict(record, recurse=False)
    return {key: value for key, value in said.items() if value is not None}
