"""Days of lists: as every program writes them, never shifted, never guessed."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.clock import LONDON
from tests.exchange.kit import a_list, cell, is_told, told

BORN = date(1980, 3, 14)


@pytest.mark.parametrize(
    ("text", "born_on"),
    [
        ("1980-06-14T23:00:00.000Z", date(1980, 6, 15)),
        ("1980-06-15T00:00:00+01:00", date(1980, 6, 15)),
        ("1980-06-14T23:00:00+0000", date(1980, 6, 15)),
        ("1980-01-14T00:00:00Z", date(1980, 1, 14)),
        ("1980-01-14T23:00:00Z", date(1980, 1, 14)),
        ("1969-12-31T23:00:00Z", date(1970, 1, 1)),
        ("1980-06-14T00:00:00", date(1980, 6, 14)),
        ("1980-06-14 00:00:00.000", date(1980, 6, 14)),
        ("14/06/1980 00:00", date(1980, 6, 14)),
        ("14/06/1980 12:00:00 AM", date(1980, 6, 14)),
        ("14/06/1980 23:00 GMT", date(1980, 6, 15)),
    ],
)
def test_a_moment_is_the_day_it_has_in_london(text: str, born_on: date) -> None:
    assert cell("DOB", text).people[0].case.person.born_on == born_on


@given(st.dates(min_value=date(1901, 1, 1), max_value=date(2020, 1, 1)))
def test_a_birth_day_written_as_midnight_in_london_stays_that_day(day: date) -> None:
    midnight = datetime(day.year, day.month, day.day, tzinfo=LONDON)
    text = midnight.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    assert cell("DOB", text).people[0].case.person.born_on == day


def test_a_clock_without_its_zone_leaves_a_birth_day_in_doubt() -> None:
    reading = cell("DOB", "1980-06-14T23:00:00")

    assert reading.people[0].case.person.born_on is None
    assert is_told(reading, "DOB")


@pytest.mark.parametrize(
    "text",
    [
        *("Unknown", "N/K", "TBC", "soon", "c. 1980", "March 1980"),
        *("31/02/1984", "30 February 1980", "31/06/1980", "29/02/1981", "01/13/1980"),
        *("12/25/1980", "01/01/2099", "??/??/1980", "0", "00/00/0000", "1980"),
    ],
)
def test_a_person_whose_birth_date_cannot_be_read_is_taken_without(text: str) -> None:
    reading = cell("DOB", text)

    assert reading.people[0].case.person.surname == "Dooley"
    assert reading.people[0].case.person.born_on is None
    assert is_told(reading, "DOB")


@pytest.mark.parametrize(
    "text", ["31/02/1990", "30 February 1990", "31/06/1990", "29/02/1991", "1/13/1990"]
)
def test_a_day_that_no_calendar_has_is_told_so(text: str) -> None:
    assert "There is no such day" in told(cell("DOB", text))


@pytest.mark.parametrize(
    ("text", "noted"),
    [
        ("14-Mar-80", True),
        ("14/03/80", True),
        ("14.3.80", True),
        ("29294", True),
        ("29294.0", True),
        ("1980/03/14", False),
        ("1980.03.14", False),
        ("14 Mar 1980", False),
        ("14th March, 1980", False),
        ("March 14, 1980", False),
        ("Fri 14 Mar 1980", False),
        ("14/Mar/1980", False),
        ("14Mar1980", False),
        ("14-MAR-1980", False),
        ("14 - 03 - 1980", False),
        ("14 03 1980", False),
        ("14031980", False),
        ("19800314", False),
        ("14/03/1980 00:00:00", False),
    ],
)
def test_birth_dates_are_read_as_spreadsheets_and_windows_write_them(
    text: str, noted: bool
) -> None:
    reading = cell("DOB", text)

    assert reading.people[0].case.person.born_on == BORN, told(reading)
    assert is_told(reading, "DOB") is noted


@pytest.mark.parametrize("text", ["14/03/05", "14-Mar-26", "1/1/00", "14/3/12"])
def test_a_birth_year_of_either_century_is_left_out_and_told(text: str) -> None:
    reading = cell("DOB", text)

    assert reading.people[0].case.person.born_on is None
    assert is_told(reading, "DOB")


@pytest.mark.parametrize(
    ("heading", "text", "day"),
    [
        ("Sentence start date", "14-Mar-24", date(2024, 3, 14)),
        ("Sentence start date", "14-Mar-79", date(1979, 3, 14)),
        ("Sentence end date", "14-Mar-31", date(2031, 3, 14)),
        ("Sentence end date", "14/03/98", date(1998, 3, 14)),
        ("Release date", "45000", date(2023, 3, 15)),
        ("Notification end date", "14/03/41", date(2041, 3, 14)),
    ],
)
def test_other_dates_with_two_digits_have_one_year_that_can_be_meant(
    heading: str, text: str, day: date
) -> None:
    reading = cell(heading, text)

    case = reading.people[0].case
    found = case.sentences.values()
    days = {case.registered_until} | {
        on for s in found for on in (s.started_on, s.expires_on, s.released_on)
    }
    assert day in days
    assert is_told(reading, heading)


def test_what_is_told_of_a_column_is_told_once_with_its_lines() -> None:
    rows = "\n".join(f"Dooley,X0000{n},14/03/80" for n in range(10, 40))

    (warning,) = a_list(f"Surname,CRN,DOB\n{rows}").warnings

    assert "“DOB”" in warning
    assert "line 2, 3," in warning
    assert "and 20 more" in warning


def test_a_column_that_is_month_first_is_not_read_as_day_first() -> None:
    reading = a_list(
        "Surname,CRN,DOB\nA,X000001,03/04/1980\nB,X000002,12/25/1980\nC,X000003,4/4/1980"
    )

    born = [p.case.person.born_on for p in reading.people]
    assert born == [None, None, date(1980, 4, 4)]
    assert "month first" in told(reading)


def test_one_slip_among_days_first_does_not_doubt_the_others() -> None:
    reading = a_list(
        "Surname,CRN,DOB\nA,X000001,03/04/1980\nB,X000002,12/25/1980\nC,X000003,25/4/1980"
    )

    born = [p.case.person.born_on for p in reading.people]
    assert born == [date(1980, 4, 3), None, date(1980, 4, 25)]
