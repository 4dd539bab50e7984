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
