"""Records that stand beside a case: what grows without end, so that a case stays light.

Each has an id made from the case and its own natural key, so that two desks that import
the same make the same record. What a source holds in bulk is one record a quarter.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import ClassVar

from attrs import field, frozen

from iomdesk.cases.case import Appointment, Contact, Question, RecordedScore
from iomdesk.cases.sentence import Sentence
from iomdesk.clock import london_date
from iomdesk.records.ids import CaseId, PartId, made_id

UNDATED = "undated"


@frozen(kw_only=True)
class CaseSentence(Sentence):
    """A sentence or order of a person, with its offences and conditions."""

    KIND: ClassVar[str] = "sentence"

    id: str
    case_id: CaseId
    key: PartId


@frozen(kw_only=True)
class CaseContact(Contact):
    """Somebody around a person."""

    KIND: ClassVar[str] = "contact"

    id: str
    case_id: CaseId
    key: PartId


@frozen(kw_only=True)
class CaseScore(RecordedScore):
    """A score of a person as somebody else's tool gave it."""

    KIND: ClassVar[str] = "score"

    id: str
    case_id: CaseId
    key: PartId


@frozen(kw_only=True)
class CaseQuestion(Question):
    """A question about a person that somebody must answer."""

    KIND: ClassVar[str] = "question"

    id: str
    case_id: CaseId
    key: PartId


@frozen(kw_only=True)
class CaseAppointments:
    """The appointments that one source holds of a person in one quarter.

    One stays in the quarter where it was first put, even where its day moves.
    """

    KIND: ClassVar[str] = "appointments"

    id: str
    case_id: CaseId
    source: str = ""
    quarter: str = UNDATED
    appointments: Mapping[PartId, Appointment] = field(factory=dict)


@frozen(kw_only=True)
class CaseSource:
    """What one source gave last about a person: JSON text, by field or part.

    An appointment that stands as the source gave it is not written out again:
    *quarters* says which record has it.
    """

    KIND: ClassVar[str] = "source"

    id: str
    case_id: CaseId
    source: str
    values: Mapping[str, str] = field(factory=dict)
    quarters: Mapping[PartId, str] = field(factory=dict)


PartRecord = CaseSentence | CaseContact | CaseScore | CaseQuestion
BesideRecord = PartRecord | CaseAppointments | CaseSource

PARTS: Mapping[str, type[PartRecord]] = {
    "sentences": CaseSentence,
    "contacts": CaseContact,
    "scores": CaseScore,
    "questions": CaseQuestion,
}
"""Parts of a person that are a record each, by the key under which they are shown."""


def part_record_id(kind: type[PartRecord], case_id: CaseId, key: PartId) -> str:
    return made_id(kind.KIND, case_id, key)


def appointments_id(case_id: CaseId, source: str, quarter: str) -> str:
    return made_id(CaseAppointments.KIND, case_id, source, quarter)


def source_id(case_id: CaseId, source: str) -> str:
    return made_id(CaseSource.KIND, case_id, source)


def quarter_of(at: datetime | None) -> str:
    """Return the quarter of a moment, like “2026-Q3”."""
    if at is None:
        return UNDATED
    day = london_date(at)
    return f"{day.year}-Q{(day.month + 2) // 3}"
