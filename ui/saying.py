"""How screens say days, times and counts."""

from datetime import date, datetime

from iomdesk.clock import london_date, london_time
from iomdesk.dates import short_date_text

_SOON = 45
"""Days within which a day is counted, not named."""


def day_words(day: date | None, today: date) -> str:
    """Return “11 Aug”, with its year where that is not this one."""
    if day is None:
        return "not recorded"
    words = short_date_text(day)
    return words.rsplit(" ", 1)[0] if day.year == today.year else words


def moment_words(at: datetime, today: date) -> str:
    """Return “11 Aug, 19:05”."""
    return f"{day_words(london_date(at), today)}, {london_time(at):%H:%M}"


def due_words(due_on: date, today: date) -> str:
    """Return how far off a day is: “9 days overdue”, “today”, “in 12 days”."""
    days = (due_on - today).days
    if days < 0:
        return f"{counted(-days, 'day')} overdue"
    if days == 0:
        return "today"
    return f"in {counted(days, 'day')}" if days <= _SOON else day_words(due_on, today)


def counted(count: int, one: str, many: str = "") -> str:
    """Return “1 day” or “3 days”."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def saved_words(at: datetime) -> str:
    return f"Saved on this laptop {london_time(at):%H:%M:%S}"


def first_words(text: str, longest: int = 160) -> str:
    """Return *text* on one line, cut at a word where it is long."""
    line = " ".join(text.split())
    if len(line) <= longest:
        return line
    return line[: longest - 1].rsplit(" ", 1)[0] + " …"
