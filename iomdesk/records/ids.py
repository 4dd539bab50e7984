"""An id type for each kind of thing, and how ids are made."""

import secrets
import time
import uuid
from typing import NewType

CaseId = NewType("CaseId", str)
VisitId = NewType("VisitId", str)
AssessmentId = NewType("AssessmentId", str)
PlanId = NewType("PlanId", str)
PaperId = NewType("PaperId", str)
PartId = NewType("PartId", str)
OfficerId = NewType("OfficerId", str)
DeskId = NewType("DeskId", str)
ChangeId = NewType("ChangeId", str)
BlobHash = NewType("BlobHash", str)

_OURS = uuid.UUID("6f3c8a52-5d0e-4c55-9d5b-3f1f0d1f7a11")


def new_id() -> str:
    """Return a time-ordered UUID (version 7, RFC 9562): later rows sort later."""
    millis = time.time_ns() // 1_000_000
    value = (millis & (1 << 48) - 1) << 80 | secrets.randbits(80)
    value = value & ~(0xF << 76) | 0x7 << 76
    value = value & ~(0x3 << 62) | 0x2 << 62
    return str(uuid.UUID(int=value))


def made_id(*parts: str) -> str:
    """Return the same UUID for the same *parts* at every desk (version 5)."""
    return str(uuid.uuid5(_OURS, "\x1f".join(parts)))
