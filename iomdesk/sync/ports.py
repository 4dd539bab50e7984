"""What sync asks of a desk's store; `db.sync` answers."""

from collections.abc import Mapping, Sequence
from typing import Protocol

from attrs import frozen

from iomdesk.records.codec import Document
from iomdesk.records.ids import BlobHash, DeskId, OfficerId
from iomdesk.sync.protocol import (
    Answer,
    BlobOffer,
    Enrolled,
    Head,
    Position,
    Sent,
    Succession,
)


@frozen(kw_only=True)
class Standing:
    """How far this desk has come with the hub.

    *acknowledged* is the last own counter of which the hub has said what became.
    """

    desk: DeskId
    officer: OfficerId
    key: str | None
    hub: str | None
    hub_key: str | None
    certificate: str | None
    position: Position
    head: Head
    acknowledged: int
    request: int


@frozen(kw_only=True)
class Batch:
    """Own changes that the hub has not acknowledged, and the last one's link."""

    changes: Sequence[Sent] = ()
    last: Head | None = None


@frozen(kw_only=True)
class Wanted:
    """A blob that the hub has and this desk has not, or not whole."""

    hash: BlobHash
    chunks: Sequence[int]


@frozen(kw_only=True)
class Taken:
    """What came of taking an answer, counted."""

    received: int = 0
    accepted: int = 0
    returned: int = 0
    parked: int = 0

    def __add__(self, other: "Taken") -> "Taken":
        return Taken(
            received=self.received + other.received,
            accepted=self.accepted + other.accepted,
            returned=self.returned + other.returned,
            parked=self.parked + other.parked,
        )


class DeskStore(Protocol):
    """A desk's store as sync sees it; each call is one transaction or several."""

    def standing(self) -> Standing: ...

    def prepare_key(self) -> str:
        """Return this desk's private key, made and kept at the first call."""

    def enrolled(self, hub: str, certificate: str | None, answer: Enrolled) -> None: ...

    def keep_lease(self, lease: Document) -> None:
        """Go on as the officer that the hub has signed."""

    def keep_request(self, counter: int) -> None:
        """Note the last request made, so that the next one counts higher."""

    def batch(self, rows: int, size: int) -> Batch: ...

    def unsent(self) -> int: ...

    def conflicts(self) -> int: ...

    def take(self, answer: Answer) -> Taken:
        """Keep what an answer brings: each part with the position it leads to."""

    def remove_withdrawn(self) -> int:
        """Remove cases that the hub withdrew; none whose work is not all at the hub."""

    def successor(self, up_to: int) -> Succession:
        """Return the wish to go on as a new desk, the same until it is granted."""

    def succeed(self, agreed: int) -> int:
        """Go on as the new desk; return how many changes are carried over."""

    def offers(self, limit: int) -> tuple[Sequence[BlobOffer], Mapping[str, int]]:
        """Return blobs of own work to offer, and the counters they reach up to."""

    def offered(self, reached: Mapping[str, int]) -> None: ...

    def chunk(self, name: BlobHash, n: int) -> bytes: ...

    def wanted(self, limit: int) -> Sequence[Wanted]: ...

    def put_chunk(self, name: BlobHash, n: int, data: bytes) -> None: ...

    def completed(self, name: BlobHash) -> bool:
        """Keep a blob whose chunks are all here; False drops one that is not right."""

    def park(self, what: Mapping[str, object]) -> None:
        """Name an item that cannot be taken, so that a person sees it."""

    def access_rows(self, limit: int, size: int) -> Sequence[Document]:
        """Return the next rows to send: one at least, else as many as fit."""

    def access_sent(self, last: int) -> None: ...
