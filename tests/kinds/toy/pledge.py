"""What a person pledges to do, with the steps there and a picture of the paper."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import field, frozen

from iomdesk.records.ids import BlobHash, CaseId, PartId


class Worry(StrEnum):
    """How much is feared if it is not kept."""

    LITTLE = "little"
    GREAT = "great"


@frozen(kw_only=True)
class PledgeStep:
    text: str
    done_on: date | None = None


@frozen(kw_only=True)
class Pledge:
    """Signed, it takes nothing but later words."""

    KIND: ClassVar[str] = "pledge"

    id: str
    case_id: CaseId
    promise: str
    worry: Worry | None = None
    keep_by: date | None = None
    steps: Mapping[PartId, PledgeStep] = field(factory=dict)
    paper_blob: BlobHash | None = None
    signed_at: datetime | None = None
    later: Mapping[PartId, str] = field(factory=dict)
