"""Days as lists write them; one in doubt is a fault, never a guess.

A moment is the day it has in London. Two digits of a year are read where only one
century can be meant. Excel counts days from 30 December 1899.
"""

import re
from calendar import monthrange
from datetime import UTC, date, datetime, timedelta, timezone

from attrs import frozen

from iomdesk.clock import LONDON, london_date
from iomdesk.exchange.cell_faults import CellFault, Noted
from iomdesk.exchange.vocabulary import Vocabulary, joined

_S = r"\s*[/.,\-–\s]\s*"
_MONTH = r"(?P<month>[A-Za-z]{3,9})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
_YEAR = r"(?P<year>\d{4}|\d{2})"
_WEEKDAY = r"(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+)?"
_SHAPES = tuple(
    re.compile(shape, re.IGNORECASE)
    for shape in (
        rf"(?P<year>\d{{4}}){_S}(?P<month>\d{{1,2}}){_S}(?P<day>\d{{1,2}})",
        rf"(?P<day>\d{{1,2}}){_S}(?P<month>\d{{1,2}}){_S}{_YEAR}",
        rf"{_WEEKDAY}{_DAY}(?:{_S}|\s*of\s*)?{_MONTH}(?:{_S})?,?\s*{_YEAR}",
        rf"{_WEEKDAY}{_MONTH}{_S}{_DAY}{_S}{_YEAR}",
        r"(?P<year>(?:19|20)\d\d)(?P<month>0\d|1[0-2])(?P<day>\d\d)",
        r"(?P<day>\d\d)(?P<month>\d\d)(?P<year>(?:19|20)\d\d)",
    )
)
_CLOCK = re.compile(
    r"(?P<day>.+?)(?:T|\s+|,\s*)(?P<hour>\d{1,2}):(?P<minute>\d\d)"
    r"(?::(?P<second>\d\d)(?:[.,]\d+)?)?\s*(?P<half>[ap]m)?"
    r"\s*(?P<zone>Z|BST|(?:UTC|GMT)?[+-]\d\d(?::?\d\d)?|UTC|GMT)?(?:\s*\([^()]*\))?",
    re.IGNORECASE,
)
_SERIAL = re.compile(r"(\d{5})(?:\.\d+)?", re.ASCII)
_SERIAL_BEGINS = date(1899, 12, 30)
_NUMBERS_ALONE = re.compile(
    r"(\d{1,2})[/.-](\d{1,2})[/.-](?:\d{4}|\d{2})\b.*", re.ASCII
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august"),
    *("september", "october", "november", "december"),
)
_HOURS, _NOON = 24, 12
_CENTURY = 1900
_LONGEST = 80
_LAST_HOUR = 23
_NOT_KNOWN = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31)})
_FIRST_BIRTH = date(1900, 1, 1)

_NO_DATE = "It is not a date; write 14/03/1980 or 1980-03-14."
_NO_SUCH_DAY = "There is no such day."
_SHORT = "The year has two digits; it was read as the only one that can be meant."
_COUNTED = (
    "It is a number by which a spreadsheet counts days, and was read so. Compare one "
    "with its source."
)
_MOVED = "It is a moment with its zone; the day that it was in London was taken."


_LAST = 2200
_ENDLESS = "A year so far off was read as no end; it is kept as received."


@frozen(kw_only=True)
class Span:
    """The days among which the year of two digits is looked for, both included."""

    first: date
    last: date


def lived(today: date) -> Span:
    """Return the days on which somebody living may be born."""
    return Span(first=_FIRST_BIRTH, last=today)


def begun(today: date) -> Span:
    """Return the days on which something that matters today may have begun."""
    return Span(first=_years(today, -60), last=_years(today, 2))


def ending(today: date) -> Span:
    """Return the days on which something may end that was begun in a lifetime."""
    return Span(first=_years(today, -30), last=_years(today, 60))


def day(text: str, span: Span, words: Vocabulary) -> date | Noted:
    """Return the day that *text* says, with a note where it was not plain."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        raise CellFault(_NO_DATE)
    if joined(text) in words.not_known:
        raise CellFault("It says that the day is not known.")
    if counted := _SERIAL.fullmatch(text):
        return Noted(_SERIAL_BEGINS + timedelta(days=int(counted[1])), note=_COUNTED)
    clock = _CLOCK.fullmatch(text)
    said = _written(clock["day"] if clock else text, span)
    return _in_london(said, clock) if clock else said


def end_day(text: str, span: Span, words: Vocabulary) -> date | Noted:
    """Return the day on which something ends; “Indefinite” is no day and no fault."""
    if joined(text) in words.endless:
        return Noted(None, keep=True)
    said = day(text, span, words)
    ends_on = said.value if isinstance(said, Noted) else said
    return Noted(None, note=_ENDLESS, keep=True) if ends_on.year > _LAST else said


def birth_date(text: str, today: date, words: Vocabulary) -> date | Noted:
    said = day(text, lived(today), words)
    born_on = said.value if isinstance(said, Noted) else said
    if born_on in _NOT_KNOWN:
        raise CellFault("Systems write this day where the date of birth is not known.")
    if not _FIRST_BIRTH <= born_on <= today:
        raise CellFault("Nobody living was born on that day.")
    return said


def is_month_first(text: str) -> bool:
    """Say whether *text* is a date only if its month comes first: 12/25/1980."""
    said = _NUMBERS_ALONE.fullmatch(text)
    return int(said[1]) <= _NOON < int(said[2]) if said else False


def is_day_first(text: str) -> bool:
    """Say whether *text* is a date only if its day comes first: 25/12/1980."""
    said = _NUMBERS_ALONE.fullmatch(text)
    return int(said[2]) <= _NOON < int(said[1]) if said else False


def may_be_either(text: str) -> bool:
    """Say whether *text* is one day read day first and another read month first."""
    said = _NUMBERS_ALONE.fullmatch(text)
    if said is None:
        return False
    first, second = int(said[1]), int(said[2])
    return first != second and max(first, second) <= _NOON


def _written(text: str, span: Span) -> date | Noted:
    said = next((m for shape in _SHAPES if (m := shape.fullmatch(text.strip()))), None)
    month = _month(said["month"]) if said else None
    if said is None or month is None:
        raise CellFault(_NO_DATE)
    if len(said["year"]) > 2:  # noqa: PLR2004  two digits leave the century open
        return _existing(int(said["year"]), month, int(said["day"]))
    return Noted(_of_century(said, month, span), note=_SHORT)


def _of_century(said: re.Match[str], month: int, span: Span) -> date:
    """Return the one day within *span* of which the year has these two digits."""
    short, on = int(said["year"]), int(said["day"])
    days = [
        date(year, month, on)
        for year in (_CENTURY + short, _CENTURY + 100 + short)
        if 1 <= month <= _NOON and 1 <= on <= monthrange(year, month)[1]
    ]
    if not days:
        raise CellFault(_NO_SUCH_DAY)
    meant = [day for day in days if span.first <= day <= span.last]
    if len(meant) != 1:
        raise CellFault("The year has two digits, which may be either century.")
    return meant[0]


def _month(said: str) -> int | None:
    if said.isdecimal():
        return int(said)
    word = said.lower()
    found = (n for n, name in enumerate(_MONTHS, 1) if name.startswith(word))
    return next(found, None)


def _existing(year: int, month: int, on: int) -> date:
    try:
        return date(year, month, on)
    except ValueError:
        raise CellFault(_NO_SUCH_DAY) from None


def _in_london(said: date | Noted, clock: re.Match[str]) -> date | Noted:
    """Return the day in London of a moment on the day *said*."""
    on = said.value if isinstance(said, Noted) else said
    try:
        at = datetime(on.year, on.month, on.day, *_time(clock))  # noqa: DTZ001
    except ValueError:
        raise CellFault("There is no such time of day.") from None
    if clock["zone"] is None:
        if at.hour == _LAST_HOUR and not at.minute and at.replace(tzinfo=LONDON).dst():
            raise CellFault(
                "The clock says 23:00 in summer and names no zone: it may be the next "
                "day."
            )
        return said
    there = london_date(at.replace(tzinfo=_zone(clock["zone"])))
    return said if there == on else Noted(there, note=_MOVED)


def _time(clock: re.Match[str]) -> tuple[int, int, int]:
    hour = int(clock["hour"])
    if clock["half"]:
        if not 1 <= hour <= _NOON:
            raise CellFault("There is no such time of day.")
        hour = hour % _NOON + (_NOON if clock["half"].lower() == "pm" else 0)
    return hour, int(clock["minute"]), int(clock["second"] or 0)


def _zone(said: str) -> timezone:
    if said.upper() == "BST":
        return timezone(timedelta(hours=1))
    if not (offset := re.search(r"([+-])(\d\d):?(\d\d)?", said)):
        return UTC
    away = timedelta(hours=int(offset[2]), minutes=int(offset[3] or 0))
    if away >= timedelta(hours=_HOURS):
        raise CellFault("There is no such zone.")
    return timezone(-away if offset[1] == "-" else away)


def _years(today: date, by: int) -> date:
    """Return the first or last day of a year that far off, within the calendar."""
    year = min(max(today.year + by, date.min.year), date.max.year)
    return date(year, 1, 1) if by < 0 else date(year, 12, 31)
