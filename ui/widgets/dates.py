"""Dates as officers type them: day, month, year."""

import re
from datetime import date

MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()  # noqa: SIM905
HOW = "Write the date as day, month and year, for example 14/02/2001."
NO_SUCH_DAY = f"There is no such day. {HOW}"
_PARTS = re.compile(r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]{3,9})[\s/.\-]+(\d{4}|\d{2})")


def read_date(words: str, today: date) -> date | None:
    """Return the date that *words* say, None where they say none that exists.

    A year of two digits is the one within ten years ahead of *today*, else before.
    """
    if not (found := _PARTS.fullmatch(words.strip().lower())):
        return None
    day, month, year = found.groups()
    try:
        return date(_year(year, today), _month(month), int(day))
    except ValueError:
        return None


def date_problem(words: str, today: date) -> str:
    """Return what is wrong with a date that was typed, or an empty text."""
    if not words.strip() or read_date(words, today):
        return ""
    found = _PARTS.fullmatch(words.strip().lower())
    month = found.group(2) if found else ""
    is_date = month.isdigit() or month[:3] in MONTHS
    return NO_SUCH_DAY if is_date else HOW


def write_date(day: date | None) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _month(words: str) -> int:
    return int(words) if words.isdigit() else MONTHS.index(words[:3]) + 1


def _year(words: str, today: date) -> int:
    if len(words) > len("99"):
        return int(words)
    near = today.year // 100 * 100 + int(words)
    return near if near <= today.year + 10 else near - 100
