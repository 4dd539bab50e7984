"""Now and today; tests put another clock here."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")

Clock = Callable[[], datetime]
"""Returns the present instant, aware and in UTC."""


def system_clock() -> datetime:
    return datetime.now(UTC)


def today() -> date:
    """Return the legal date of this moment, where no store's clock is at hand."""
    return london_date(system_clock())


def london_date(instant: datetime) -> date:
    """Return the legal date of *instant*: the calendar day in England and Wales."""
    return london_time(instant).date()


def london_time(instant: datetime) -> datetime:
    """Return *instant* as a clock on an English wall shows it.

    In the first and last hours of all calendars, where it would show none: UTC.
    """
    try:
        return instant.astimezone(LONDON)
    except OverflowError:
        return instant
