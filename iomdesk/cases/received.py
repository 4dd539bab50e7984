"""What a source sent, kept word for word beside the case."""

from typing import ClassVar

from attrs import frozen

from iomdesk.records.ids import CaseId


@frozen(kw_only=True)
class Received:
    """What a source sent, as it came, with its path; *unplaced* has no field here.

    When it came, the journal says: two desks that receive the same must not differ.
    """

    KIND: ClassVar[str] = "received"

    id: str
    case_id: CaseId
    source: str
    path: str
    body: str
    unplaced: tuple[str, ...] = ()
