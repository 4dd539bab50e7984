"""What recorded offences weigh in a period: days of harm, or cost in prices of a year.

A figure never goes without its price year, and a total says what it could not count.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from attrs import field, frozen

from iomdesk.assessments.result import Line, line
from iomdesk.assessments.rounding import plain
from iomdesk.errors import InputRefused
from iomdesk.oversight.weights import Unit, Weight, WeightSheet, plain_code

CENT = Decimal("0.01")
DAYS_A_YEAR = 365
MOST = 1_000_000
LARGEST_FACTOR = 1000


@frozen(kw_only=True)
class Offence:
    """Offences of one kind; *police_found* ones came to light without a victim."""

    home_office_code: str | None = None
    category: str | None = None
    count: int = 1
    police_found: bool = False


@frozen(kw_only=True)
class Period:
    """A span with its offences; both days are in it."""

    label: str
    since: date
    until: date
    offences: tuple[Offence, ...] = ()

    @property
    def days(self) -> int:
        return (self.until - self.since).days + 1


@frozen(kw_only=True)
class Uprating:
    """Factors by price year that bring a cost to prices of the year *to*."""

    to: str
    factors: Mapping[str, float] = field(factory=dict)


@frozen(kw_only=True)
class HarmInput:
    """Periods to weigh; *price_year* is for a sheet that does not name it itself."""

    periods: tuple[Period, ...]
    leave_out_police_found: bool = False
    price_year: str | None = None
    uprating: Uprating | None = None


@frozen(kw_only=True)
class Weighed:
    """What one period comes to. *totals* are by price year; harm has none, so “”.

    *without* counts the offences that no cell gives a weight for.
    """

    period: Period
    offences: int
    totals: Mapping[str, Decimal]
    without: int
    left_out: int
    working: tuple[Line, ...]

    @property
    def total(self) -> Decimal | None:
        """Return the one total; None where years stand apart or nothing has a weight.

        Where there was nothing to weigh it is 0.
        """
        if not self.totals:
            return None if self.without else Decimal(0)
        return next(iter(self.totals.values())) if len(self.totals) == 1 else None

    @property
    def per_year(self) -> Decimal | None:
        if self.total is None:
            return None
        return _cents(self.total * DAYS_A_YEAR / self.period.days)


def weigh(sheet: WeightSheet, said: HarmInput) -> tuple[Weighed, ...]:
    """Return each period weighed; what has no weight is counted and never nought."""
    for number, period in enumerate(said.periods):
        _refuse(period, f"periods.{number}")
    for year, factor in (said.uprating.factors if said.uprating else {}).items():
        if not 0 < factor <= LARGEST_FACTOR:
            raise InputRefused(
                "A factor lies above 0 and is 1,000 at most.",
                f"uprating.factors.{year}",
            )
    return tuple(_weighed(sheet, said, period) for period in said.periods)


def missing_names(sheet: WeightSheet, said: HarmInput) -> tuple[str, ...]:
    """Return the codes and categories that no cell gives a weight for."""
    names = {
        _name(one)
        for period in said.periods
        for one in period.offences
        if not _is_left_out(one, said) and _value(_row(sheet, one)) is None
    }
    return tuple(sorted(names))


def _weighed(sheet: WeightSheet, said: HarmInput, period: Period) -> Weighed:
    totals: dict[str, Decimal] = {}
    steps: list[Line] = []
    without = 0
    left_out = sum(one.count for one in period.offences if _is_left_out(one, said))
    for one in period.offences:
        if _is_left_out(one, said):
            steps.append(line(_label(one), "left out: found by the police"))
            continue
        row = _row(sheet, one)
        value = _value(row)
        if row is None or value is None:
            without += one.count
            steps.append(line(_label(one), _why_not(row), sheet.name))
            continue
        year, worth = _priced(sheet, said, row, value)
        totals[year] = totals.get(year, Decimal(0)) + one.count * worth
        steps.append(line(_label(one), _worth(one, worth, year), _source(sheet, row)))
    return Weighed(
        period=period,
        offences=sum(one.count for one in period.offences),
        totals=totals,
        without=without,
        left_out=left_out,
        working=tuple(steps),
    )


def _priced(
    sheet: WeightSheet, said: HarmInput, row: Weight, value: Decimal
) -> tuple[str, Decimal]:
    """Return the price year of a row and its value, uprated where that is asked."""
    if sheet.unit is Unit.DAYS:
        return "", value
    year = row.price_year or said.price_year
    if year is None:
        raise InputRefused(
            f"{sheet.name}, {row.place}: there is no price year. Give the sheet a "
            "column “price year”, or give “price_year”.",
            "price_year",
        )
    uprating = said.uprating
    if uprating is None or year not in uprating.factors:
        return year, value
    factor = Decimal(repr(uprating.factors[year]))
    return f"{uprating.to}, uprated from {year} by {plain(factor)}", _cents(
        value * factor
    )


def _row(sheet: WeightSheet, one: Offence) -> Weight | None:
    if one.home_office_code:
        return sheet.of_code(plain_code(one.home_office_code))
    return sheet.of_category(one.category or "")


def _value(row: Weight | None) -> Decimal | None:
    return row.value if row else None


def _is_left_out(one: Offence, said: HarmInput) -> bool:
    return one.police_found and said.leave_out_police_found


def _refuse(period: Period, place: str) -> None:
    if period.until < period.since:
        raise InputRefused("A period ends before it begins.", f"{place}.until")
    for number, one in enumerate(period.offences):
        at = f"{place}.offences.{number}"
        if bool(one.home_office_code) == bool(one.category):
            raise InputRefused("An offence has a Home Office code or a category.", at)
        if not 0 <= one.count <= MOST:
            raise InputRefused("“count” is 0 to 1,000,000.", f"{at}.count")


def _name(one: Offence) -> str:
    return one.home_office_code or one.category or ""


def _label(one: Offence) -> str:
    return f"{_name(one)} × {one.count}"


def _why_not(row: Weight | None) -> str:
    return "no row in the sheet" if row is None else f"not set ({row.place})"


def _worth(one: Offence, worth: Decimal, year: str) -> str:
    prices = f", prices of {year}" if year else ""
    return f"{one.count} × {plain(worth)} = {plain(one.count * worth)}{prices}"


def _source(sheet: WeightSheet, row: Weight) -> str:
    return row.source or f"{sheet.name}, {row.place}"


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)


def lines_of(weighed: tuple[Weighed, ...]) -> Iterator[Line]:
    """Yield the working of all periods, each under its own heading."""
    for one in weighed:
        days = f"{one.period.days} days, {one.offences} offences"
        yield line(one.period.label, days)
        yield from one.working
