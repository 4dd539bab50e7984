"""A change: who altered which record, how, and on what they had seen."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from attrs import evolve, field, frozen

from iomdesk.records.codec import Document, canonical, from_document, to_document
from iomdesk.records.ids import CaseId, ChangeId, DeskId, OfficerId

GENESIS = "0" * 64
"""The link before the first one."""


@frozen(kw_only=True)
class Change:
    """One saved alteration of one record.

    *base* is the hub's number that the author's form was opened on, 0 before any;
    *number* is the place that the hub gave, None while it is not sent. *settles* names
    the questions about edits that missed a seal that this change answers. *since* is
    the first own counter in view, where a case had been taken from the desk; *follows*
    names the desks that this one goes on from, each with the last counter in view.

    *apart* is the hub's: where a person was two people's work until they were found to
    be one, it names, by the number at which that was, the side that a change was made
    on. Who worked on one side had nothing of the other in view, whatever the numbers.
    """

    desk: DeskId
    counter: int
    kind: str
    record_id: str
    case_id: CaseId
    patch: Document
    base: int
    at: datetime
    by: OfficerId
    action: str
    seal: str | None = None
    settles: tuple[str, ...] = ()
    since: int | None = None
    follows: Mapping[DeskId, int] = field(factory=dict)
    number: int | None = field(default=None)
    apart: Mapping[str, str] = field(factory=dict)

    @property
    def id(self) -> ChangeId:
        return ChangeId(f"{self.desk}:{self.counter}")

    def saw(self, other: "Change") -> bool:
        """Say whether the author of this change had *other* in view."""
        if other.desk == self.desk:
            return (self.since or 0) <= other.counter < self.counter
        if other.counter <= self.follows.get(other.desk, 0):
            return True
        if other.number is None or other.number > self.base:
            return False
        return all(self.apart.get(at, side) == side for at, side in other.apart.items())


@frozen(kw_only=True)
class Link:
    """What stays of a change for ever: its place in its desk's chain."""

    desk: DeskId
    counter: int
    content_hash: str
    before: str

    @property
    def hash(self) -> str:
        """Return the SHA-256 that the desk's next link names."""
        said = f"{self.desk}\n{self.counter}\n{self.content_hash}\n{self.before}"
        return hashlib.sha256(said.encode()).hexdigest()


def content(change: Change) -> Document:
    """Return what may lawfully go one day: all but its place in the chains."""
    said = to_document(evolve(change, number=None, apart={}, patch={}))
    del said["desk"], said["counter"]
    return said | {"patch": change.patch}


def body_of(change: Change) -> bytes:
    """Return the content of *change* in its canonical form (RFC 8785)."""
    return canonical(content(change))


def content_hash(body: bytes, salt: str) -> str:
    """Return the salted SHA-256 of a content in its canonical form.

    The salt goes with the content, so that a link alone tells nothing of it.
    """
    return hashlib.sha256(salt.encode() + body).hexdigest()


def change_from(
    said: Mapping[str, Any],
    desk: DeskId,
    counter: int,
    number: int | None,
    apart: Mapping[str, str] | None = None,
) -> Change:
    """Return the change whose content is *said*."""
    patch = said["patch"]
    change = from_document(
        Change, dict(said) | {"desk": desk, "counter": counter, "patch": {}}
    )
    return evolve(change, patch=patch, number=number, apart=apart or {})


def in_order(changes: list[Change]) -> list[Change]:
    """Return *changes* as every desk reads them: hub order, own unsent ones last."""
    return sorted(
        changes,
        key=lambda c: (c.number is None, c.number or 0, c.counter),
    )
