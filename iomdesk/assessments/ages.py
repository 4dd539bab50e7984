"""Ages and spans in completed years and months."""

from datetime import date


def completed_years(start: date, end: date) -> int:
    """Return the whole years from *start* to *end*; the anniversary counts."""
    before = (end.month, end.day) < (start.month, start.day)
    return end.year - start.year - before


def completed_months(start: date, end: date) -> int:
    """Return the whole months from *start* to *end*."""
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (end.day < start.day)


def months_later(day: date, months: int) -> date:
    """Return the same day *months* later, or the last day of a shorter month."""
    count = day.year * 12 + day.month - 1 + months
    year, month = divmod(count, 12)
    for last in (day.day, 30, 29, 28):
        if last <= day.day and _exists(year, month + 1, last):
            return date(year, month + 1, last)
    raise ValueError(day)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        date(year, month, day)
    except ValueError:
        return False
    return True
