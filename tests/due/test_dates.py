"""Months, ages and typed dates, at the corners of the calendar."""

from calendar import monthrange
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.clock import london_date
from iomdesk.dates import (
    add_days,
    add_months,
    age_on,
    clock_text,
    date_text,
    every,
    input_date,
    instant_text,
    short_date_text,
)
from iomdesk.errors import InputRefused

DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31))
MONTHS = st.integers(0, 600)


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2028, 1, 31), 1, date(2028, 2, 29)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(2026, 12, 15), 1, date(2027, 1, 15)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2026, 3, 1), 0, date(2026, 3, 1)),
        (date(9999, 12, 31), 3, date(9999, 12, 31)),
        (date(1, 1, 31), -1, date(1, 1, 1)),
    ],
)
def test_months_end_on_the_same_day_or_the_last_one(
    start: date, months: int, end: date
) -> None:
    assert add_months(start, months) == end


@given(DAYS, MONTHS)
def test_months_count_as_the_calendar_does(start: date, months: int) -> None:
    end = add_months(start, months)
    last = monthrange(end.year, end.month)[1]

    assert (end.year - start.year) * 12 + end.month - start.month == months
    assert end.day == min(start.day, last)


@given(DAYS, DAYS, MONTHS)
def test_a_later_start_never_ends_earlier(
    first: date, second: date, months: int
) -> None:
    early, late = sorted((first, second))

    assert add_months(early, months) <= add_months(late, months)


@given(DAYS, st.integers(0, 40), st.integers(0, 11))
def test_an_age_is_the_birthdays_that_have_been(
    born_on: date, years: int, months: int
) -> None:
    after_birthday = add_months(add_days(born_on, 1), years * 12 + months)

    assert age_on(born_on, after_birthday) == years


def test_who_was_born_on_29_february_turns_on_1_march() -> None:
    born_on = date(2004, 2, 29)

    assert age_on(born_on, date(2026, 2, 28)) == 21
    assert age_on(born_on, date(2026, 3, 1)) == 22
    assert age_on(born_on, date(2028, 2, 29)) == 24


@pytest.mark.parametrize(
    ("instant", "day", "clock"),
    [
        (datetime(2026, 7, 1, 23, 30, tzinfo=UTC), date(2026, 7, 2), "00:30"),
        (datetime(2026, 1, 1, 23, 30, tzinfo=UTC), date(2026, 1, 1), "23:30"),
        (datetime(2026, 3, 29, 0, 59, tzinfo=UTC), date(2026, 3, 29), "00:59"),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), date(2026, 3, 29), "02:00"),
    ],
)
def test_a_legal_date_is_the_day_in_london(
    instant: datetime, day: date, clock: str
) -> None:
    assert london_date(instant) == day
    assert clock_text(instant) == clock
    assert instant_text(instant) == f"{date_text(day)}, {clock}"


def test_dates_read_as_people_write_them() -> None:
    assert date_text(date(2026, 3, 2)) == "2 March 2026"
    assert short_date_text(date(2026, 9, 30)) == "30 Sep 2026"


@pytest.mark.parametrize(
    ("months", "words"),
    [
        (1, "every month"),
        (3, "every 3 months"),
        (12, "every year"),
        (18, "every 18 months"),
        (24, "every 2 years"),
    ],
)
def test_intervals_read_as_people_say_them(months: int, words: str) -> None:
    assert every(months) == words


@given(DAYS)
def test_a_typed_date_is_read_in_either_order(day: date) -> None:
    assert input_date(day.isoformat()) == day
    assert input_date(f" {day.day}/{day.month}/{day.year} ") == day
    assert input_date(f"{day.day:02}.{day.month:02}.{day.year}") == day


@pytest.mark.parametrize("text", ["", "soon", "2026-02-30", "31/4/2026", "3/3/26"])
def test_what_is_no_date_is_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(InputRefused, match=r"date|no such day"):
        input_date(text)
