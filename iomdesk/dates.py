"""Dates: how they are counted on, and how people write them."""

import calendar
import re
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta

from iomdesk.clock import LONDON, london_time
from iomdesk.errors import InputRefused

_MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_TYPED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})")


def add_months(start: date, months: int) -> date:
    """Return the same day *months* later, or the last day of a shorter month.

    A day that no calendar has is the calendar's own first or last.
    """
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    if not MINYEAR <= year <= MAXYEAR:
        return date.min if year < MINYEAR else date.max
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_days(start: date, days: int) -> date:
    """Return *start* moved by *days*; the calendar's first or last where none is."""
    try:
        return start + timedelta(days=days)
    except OverflowError:
        return date.min if days < 0 else date.max


def age_on(born_on: date, on: date) -> int:
    """Return the age in whole years; who was born on 29 February turns on 1 March."""
    before = (on.month, on.day) < (born_on.month, born_on.day)
    return on.year - born_on.year - before


def date_text(day: date) -> str:
    """Return *day* like “3 March 2026”."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def short_date_text(day: date) -> str:
    """Return *day* like “3 Mar 2026”, for rows of lists."""
    return f"{day.day} {_MONTHS[day.month - 1][:3]} {day.year}"


def instant_text(instant: datetime) -> str:
    """Return *instant* as English clocks and calendars show it."""
    local = london_time(instant)
    return f"{date_text(local.date())}, {local:%H:%M}"


def clock_text(instant: datetime) -> str:
    return f"{london_time(instant):%H:%M}"


def every(months: int) -> str:
    """Return an interval in words: “every 3 months”."""
    if months == 1:
        return "every month"
    years, rest = divmod(months, 12)
    if rest:
        return f"every {months} months"
    return "every year" if years == 1 else f"every {years} years"


def input_instant(text: str) -> datetime:
    """Return a time that was typed: by an English clock, unless it says its zone."""
    try:
        typed = datetime.fromisoformat(text.strip() if ":" in text else "")
        zone = typed.tzinfo or LONDON
        instant = typed.replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        raise InputRefused(
            f"“{text}” is not a time. Write it like 2026-12-03T10:00."
        ) from None
    if instant.astimezone(zone).replace(tzinfo=None) != typed.replace(tzinfo=None):
        raise InputRefused(f"There is no such time as “{text}”: the clocks go forward.")
    return instant


def input_date(text: str) -> date:
    """Return a date that was typed: 2026-03-02, 2/3/2026 or 02.03.2026."""
    if match := _ISO.fullmatch(text.strip()):
        year, month, day = map(int, match.groups())
    elif match := _TYPED.fullmatch(text.strip()):
        day, month, year = map(int, match.groups())
    else:
        raise InputRefused(f"“{text}” is not a date. Write it like 2026-03-02.")
    try:
        return date(year, month, day)
    except ValueError:
        raise InputRefused(f"There is no such day as “{text}”.") from None
