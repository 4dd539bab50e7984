"""Half up on the printed digits, as the published tools round."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.assessments.ages import completed_months, completed_years
from iomdesk.assessments.rounding import half_up, percent_to_2, plain, whole_percent


@pytest.mark.parametrize(
    ("value", "places", "expected"),
    [(2.5, 0, "3"), (0.5, 0, "1"), (1.005, 2, "1.01"), (0.125, 2, "0.13")],
)
def test_a_half_goes_up(value: float, places: int, expected: str) -> None:
    assert half_up(value, places) == Decimal(expected)


@pytest.mark.parametrize(
    ("probability", "percent"),
    [(0.494995, 50), (0.494994, 49), (0.0001, 1), (0.99999, 99), (0.745, 75)],
)
def test_ogrs3_rounds_twice_and_stays_within_1_to_99(
    probability: float, percent: int
) -> None:
    assert whole_percent(probability) == percent


@given(st.floats(0, 1), st.floats(0, 1))
def test_a_higher_probability_never_prints_lower(one: float, other: float) -> None:
    low, high = sorted((one, other))

    assert whole_percent(low) <= whole_percent(high)
    assert percent_to_2(low) <= percent_to_2(high) <= Decimal("99.99")


@given(st.integers(0, 10**7))
def test_rounding_to_5_places_agrees_with_whole_numbers(millionths: int) -> None:
    value = Decimal(millionths) / 10**7

    assert half_up(float(value), 5) == Decimal((millionths + 50) // 100) / 10**5


@pytest.mark.parametrize(("value", "text"), [(50.0, "50"), (6.90, "6.9"), (0.0, "0")])
def test_a_limit_is_printed_without_needless_noughts(value: float, text: str) -> None:
    assert plain(value) == text


@pytest.mark.parametrize(
    ("end", "years"),
    [("2013-02-28", 16), ("2013-03-01", 17), ("2012-02-29", 16), ("2012-02-28", 15)],
)
def test_a_birthday_counts_and_a_leap_day_waits_for_march(end: str, years: int) -> None:
    assert completed_years(date(1996, 2, 29), date.fromisoformat(end)) == years


@pytest.mark.parametrize(
    ("end", "months"), [("2026-02-28", 0), ("2026-03-31", 2), ("2026-03-30", 1)]
)
def test_months_are_completed_months(end: str, months: int) -> None:
    assert completed_months(date(2026, 1, 31), date.fromisoformat(end)) == months
