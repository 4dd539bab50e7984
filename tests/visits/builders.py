"""Visits that say what matters and hide the rest."""

from datetime import UTC, datetime
from typing import Any

from iomdesk.records.ids import CaseId, OfficerId, PartId, VisitId, new_id
from iomdesk.visits.visit import Attendee, Signature, Visit

EVENING = datetime(2026, 8, 11, 18, 5, tzinfo=UTC)


def a_visit(*, at: datetime | None = EVENING, **parts: Any) -> Visit:
    """Return a home visit that could be signed as it is."""
    said: dict[str, Any] = {
        "id": VisitId(new_id()),
        "case_id": CaseId("case-1"),
        "started_at": at,
        "ended_at": at,
        "officers": {PartId("marsh"): Attendee(name="DC Marsh", lead=True)},
        "outcome": "seen_well",
        "seen": "Flat tidy.",
    }
    return Visit(**(said | parts))


def a_signature(**parts: Any) -> Signature:
    said: dict[str, Any] = {
        "name": "DC Marsh",
        "role": "officer",
        "at": EVENING,
        "by": OfficerId("officer-1"),
        "statement": True,
    }
    return Signature(**(said | parts))
