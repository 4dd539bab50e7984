"""Typed text and stored values: what each kind of field reads, and how it writes.

What is written reads as the value it was written from. What cannot be read is refused
with a sentence that stands beside the field.
"""

import re
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime, time

from iomdesk.clock import LONDON, london_time
from iomdesk.errors import InputRefused
from iomdesk.forms.declaration import FieldKind, FormField
from iomdesk.records.codec import Json

HOW_DATE = "Write the date as day, month and year, for example 14/02/2001."
NO_SUCH_DAY = f"There is no such day. {HOW_DATE}"
HOW_TIME = "Write the time as hours and minutes, for example 19:05."
NO_SUCH_TIME = f"There is no such time. {HOW_TIME}"
HOW_MONTHS = "Write the number of months in figures, for example 3."
HOW_COUNT = "Write a whole number in figures, for example 3."
HOW_NUMBER = "Write a number in figures, for example 3.5."
NO_TIME_YET = "Write the time as well."
NOT_OFFERED = "This is no longer one of the answers. Choose another."

_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct")
_MONTH_WORDS = (*_MONTHS, "nov", "dec")
_DATE = re.compile(
    r"(\d{1,2})[\s/.\-]+(\d{1,2}|[a-z]{3,9})[\s/.\-]+(\d{4}|\d{2})", re.ASCII
)
_TIME = re.compile(r"(\d{1,2})[:.h ]?(\d{2})", re.ASCII)
_WHOLE = re.compile(r"\d{1,15}", re.ASCII)
_MONTH_COUNT = re.compile(r"(\d{1,15})\s*(?:months?|m)?", re.ASCII | re.IGNORECASE)
_NUMBER = re.compile(r"-?\d{1,15}(?:\.\d{1,10})?", re.ASCII)
_YES_NO = {"yes": True, "no": False}
_AFTER = 10
"""Years ahead of today that a year of two digits may still mean."""


def read_date(text: str, today: date) -> date:
    """Return the date that *text* says.

    A year of two digits is the one within ten years ahead of *today*, else before.
    """
    if not (found := _DATE.fullmatch(text.strip().lower())):
        raise InputRefused(HOW_DATE)
    day, month, year = found.groups()
    named = _named_month(month)
    if named is None:
        raise InputRefused(HOW_DATE)
    try:
        return date(_year(year, today), named, int(day))
    except ValueError:
        raise InputRefused(NO_SUCH_DAY) from None


def read_time(text: str) -> time:
    if not (found := _TIME.fullmatch(text.strip())):
        raise InputRefused(HOW_TIME)
    try:
        return time(int(found[1]), int(found[2]))
    except ValueError:
        raise InputRefused(NO_SUCH_TIME) from None


def read_count(text: str) -> int:
    if not _WHOLE.fullmatch(text.strip()):
        raise InputRefused(HOW_COUNT)
    return int(text)


def read_months(text: str) -> int:
    if not (found := _MONTH_COUNT.fullmatch(text.strip())):
        raise InputRefused(HOW_MONTHS)
    return int(found[1])


def read_number(text: str) -> int | float:
    plain = text.strip().replace(",", "")
    if not _NUMBER.fullmatch(plain):
        raise InputRefused(HOW_NUMBER)
    number = float(plain)
    return int(number) if number.is_integer() else number


def write_date(day: date | None) -> str:
    return f"{day.day:02}/{day.month:02}/{day.year:04}" if day else ""


def write_number(value: float) -> str:
    return str(int(value)) if float(value).is_integer() else f"{value:.10f}".rstrip("0")


def value_of(field: FormField, text: str, today: date, stored: Json = None) -> Json:
    """Return what is stored for *text*, or refuse it in words.

    *stored* is the instant that stands: a typed day keeps its time, a typed time its
    day. *today* is the day of an instant that has none.
    """
    if not text.strip():
        return field.blank
    value = _READERS[field.kind](field, text, today, stored)
    if field.check and (wrong := field.check(value)):
        raise InputRefused(wrong)
    return value


def text_of(field: FormField, value: Json) -> str:
    """Return how the stored *value* is written in its field."""
    return "" if value is None else _WRITERS[field.kind](value)


def _words(_f: FormField, text: str, _today: date, _stored: Json) -> str:
    return text.strip()


def _picked(field: FormField, text: str, _today: date, _stored: Json) -> str:
    if text not in dict(field.options):
        raise InputRefused(NOT_OFFERED)
    return text


def _several(field: FormField, text: str, _today: date, _stored: Json) -> list[str]:
    chosen = set(text.split("\n"))
    if not chosen <= dict(field.options).keys():
        raise InputRefused(NOT_OFFERED)
    return [key for key, _ in field.options if key in chosen]


def _yes_no(_f: FormField, text: str, _today: date, _stored: Json) -> bool:
    if text not in _YES_NO:
        raise InputRefused(NOT_OFFERED)
    return _YES_NO[text]


def _date(_f: FormField, text: str, today: date, _stored: Json) -> str:
    return read_date(text, today).isoformat()


def _day(_f: FormField, text: str, today: date, stored: Json) -> str:
    day = read_date(text, today)
    if stored is None:
        raise InputRefused(NO_TIME_YET)
    return _instant_text(datetime.combine(day, _on_the_wall(stored).time(), LONDON))


def _time(_f: FormField, text: str, today: date, stored: Json) -> str:
    at = read_time(text)
    day = _on_the_wall(stored).date() if stored else today
    return _instant_text(datetime.combine(day, at, LONDON))


def _on_the_wall(stored: str) -> datetime:
    return london_time(datetime.fromisoformat(stored))


def _instant_text(instant: datetime) -> str:
    return instant.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _named_month(words: str) -> int | None:
    if words.isdigit():
        return int(words)
    known = words[:3] in _MONTH_WORDS
    return _MONTH_WORDS.index(words[:3]) + 1 if known else None


def _year(words: str, today: date) -> int:
    if len(words) > len("99"):
        return int(words)
    near = today.year // 100 * 100 + int(words)
    return near if near <= today.year + _AFTER else near - 100


_READERS: Mapping[FieldKind, Callable[[FormField, str, date, Json], Json]] = {
    FieldKind.LINE: _words,
    FieldKind.TEXT: _words,
    FieldKind.PICK: _picked,
    FieldKind.LIST: _picked,
    FieldKind.YES_NO: _yes_no,
    FieldKind.TICK: _yes_no,
    FieldKind.SEVERAL: _several,
    FieldKind.DATE: _date,
    FieldKind.DAY: _day,
    FieldKind.TIME: _time,
    FieldKind.MONTHS: lambda _f, text, _t, _s: read_months(text),
    FieldKind.COUNT: lambda _f, text, _t, _s: read_count(text),
    FieldKind.NUMBER: lambda _f, text, _t, _s: read_number(text),
}
_WRITERS: Mapping[FieldKind, Callable[[Json], str]] = {
    FieldKind.LINE: str,
    FieldKind.TEXT: str,
    FieldKind.PICK: str,
    FieldKind.LIST: str,
    FieldKind.YES_NO: lambda value: "yes" if value else "no",
    FieldKind.TICK: lambda value: "yes" if value else "no",
    FieldKind.SEVERAL: "\n".join,
    FieldKind.DATE: lambda value: write_date(date.fromisoformat(value)),
    FieldKind.DAY: lambda value: write_date(_on_the_wall(value).date()),
    FieldKind.TIME: lambda value: f"{_on_the_wall(value):%H:%M}",
    FieldKind.MONTHS: str,
    FieldKind.COUNT: str,
    FieldKind.NUMBER: write_number,
}
