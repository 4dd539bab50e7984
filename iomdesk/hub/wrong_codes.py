"""Codes are guessed a few times only: then nobody enrols until an hour has passed.

Or until the IT desk makes a new code: it knows who is waiting.
"""

from datetime import datetime, timedelta

from iomdesk.hub.ports import HubWork
from iomdesk.sync.refusal import Refused, Why

MOST_WRONG = 20
_SPAN = timedelta(hours=1)


def demand_few_wrong_codes(work: HubWork, now: datetime) -> None:
    """Refuse all codes after too many; nobody else is asked until this commits."""
    if work.wrong_codes.count(now - _SPAN) >= MOST_WRONG:
        raise Refused(Why.TOO_MANY)


def count_wrong_code(work: HubWork, now: datetime) -> None:
    work.wrong_codes.add(now - _SPAN, now)
