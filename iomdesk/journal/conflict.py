"""A conflict: two live claims about a field, or an edit that missed a signature."""

from collections.abc import Callable, Sequence
from datetime import datetime
from enum import StrEnum

from attrs import frozen

from iomdesk.journal.change import Change
from iomdesk.journal.patch import Path, pointer
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId, ChangeId, DeskId, OfficerId, made_id

Caution = Callable[[Path, Sequence[Json]], Json]
"""Returns the value to show of several claimed ones, or None to show the first."""


class ConflictKind(StrEnum):
    FIELD = "field"
    SEALED = "sealed"


@frozen(kw_only=True)
class Claim:
    """What one change says about one path; *value* None empties it."""

    path: Path
    value: Json
    change: ChangeId
    number: int | None
    desk: DeskId
    by: OfficerId
    at: datetime


@frozen(kw_only=True)
class Conflict:
    """A field that people must settle; *shown* is what every desk shows until then.

    For an edit that had not seen a signature, *claims* holds that edit alone and
    *shown* the signed value, which stays.
    """

    conflict: ConflictKind
    kind: str
    record_id: str
    case_id: CaseId
    path: Path
    claims: tuple[Claim, ...]
    shown: Json

    @property
    def id(self) -> str:
        late = self.claims[0].change if self.conflict is ConflictKind.SEALED else ""
        return made_id(
            self.conflict, self.kind, self.record_id, pointer(self.path), late
        )


def claim(change: Change, path: Path, value: Json) -> Claim:
    return Claim(
        path=path,
        value=value,
        change=change.id,
        number=change.number,
        desk=change.desk,
        by=change.by,
        at=change.at,
    )
