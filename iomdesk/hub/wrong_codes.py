"""Codes are guessed a few times only: then nobody enrols until an hour has passed.

Or until the IT desk makes a new code: it knows who is waiting.
"""

from datetime import datetime, timedelta

from iomdesk.codec import Document
from iomdesk.hub.ports import HubWork
from iomdesk.sync.refusal import Refused, Why

MOST_WRONG = 20
_SPAN = timedelta(hours=1)
_KEY = "wrong codes"


def demand_few_wrong_codes(work: HubWork, now: datetime) -> None:
    if _counted(work, now)["count"] >= MOST_WRONG:
        raise Refused(Why.TOO_MANY)


def count_wrong_code(work: HubWork, now: datetime) -> None:
    counted = _counted(work, now)
    work.settings.set(_KEY, counted | {"count": counted["count"] + 1})


def forget_wrong_codes(work: HubWork) -> None:
    work.settings.set(_KEY, None)


def _counted(work: HubWork, now: datetime) -> Document:
    """Return how many were wrong since when; an hour later it starts anew."""
    found = work.settings.get(_KEY)
    if not found or now - datetime.fromisoformat(found["since"]) > _SPAN:
        return {"since": now.isoformat(), "count": 0}
    return dict(found)
