"""Dates: how they are counted on, and how people write them."""

import calendar
from datetime import date, datetime, timedelta

from iomdesk.clock import london_time

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


def add_months(start: date, months: int) -> date:
    """Return the same day *months* later, or the last day of a shorter month."""
    count = start.year * 12 + start.month - 1 + months
    year, month = divmod(count, 12)
    last = calendar.monthrange(year, month + 1)[1]
    return date(year, month + 1, min(start.day, last))


def add_days(start: date, days: int) -> date:
    return start + timedelta(days=days)


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
