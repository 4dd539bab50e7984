"""OGRS3: proven reoffending within one and two years of a conviction."""

from math import exp, fsum, log

from attrs import frozen

from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.offences import IndexOffence, index_offence
from iomdesk.assessments.result import Line, Result, band_line, line
from iomdesk.assessments.rounding import digits, whole_percent, worked
from iomdesk.assessments.sanctions import read_ages, read_sex, read_total
from iomdesk.assessments.tables import Tables, row_of_range

DISPOSALS = ("conviction", "caution")


@frozen(kw_only=True)
class Ogrs3Case:
    """What OGRS3 knows of a person; every value is there and in its limits."""

    sex: str
    at_conviction: int
    at_first: int
    at_follow_up: int
    previous: int
    offence: IndexOffence


@frozen(kw_only=True)
class Term:
    """One addend of the sum, and how to say it."""

    label: str
    value: float


@frozen(kw_only=True)
class Year:
    """The score for a number of years, with its steps."""

    probability: float
    percent: int
    working: tuple[Line, ...]


def ogrs3(tables: Tables, inputs: Inputs) -> Result:
    """Return the one- and two-year scores, or refuse with the rule's name."""
    case = _read(tables, inputs)
    terms = _terms(tables, case)
    total = fsum(term.value for term in terms)
    one, two = _year(tables, total, "1yr"), _year(tables, total, "2yr")
    band = tables.band(two.percent)
    return Result(
        outputs={
            "p_1yr": one.probability,
            "p_2yr": two.probability,
            "percent_1yr": one.percent,
            "percent_2yr": two.percent,
        },
        band=band.code if band else None,
        kind="static",
        working=(
            *_facts(tables, case),
            *(line(term.label, worked(term.value), tables.source) for term in terms),
            *one.working,
            *two.working,
            *band_line(band),
        ),
        variant=tables.variant,
    )


def _read(tables: Tables, inputs: Inputs) -> Ogrs3Case:
    total = read_total(inputs)
    ages = read_ages(inputs, tables.whole("youngest"))
    _refuse_cautions(inputs)
    sex = read_sex(inputs)
    offence = index_offence(inputs, tables.offences, tables.numbers("offence"))
    inputs.demand(
        sex=sex,
        date_of_current_conviction=ages.at_conviction,
        age_at_first_sanction=ages.at_first,
        date_at_start_of_follow_up=ages.at_follow_up,
        total_sanctions_including_current=total,
        offence_category=offence,
    )
    return Ogrs3Case(
        sex=known(sex),
        at_conviction=known(ages.at_conviction),
        at_first=known(ages.at_first),
        at_follow_up=known(ages.at_follow_up),
        previous=known(total) - 1,
        offence=known(offence),
    )


def _refuse_cautions(inputs: Inputs) -> None:
    if inputs.word("current_disposal", DISPOSALS) == "caution":
        raise Rejected(
            "caution_not_computed",
            "current_disposal",
            "OGRS3 is computed for convictions only: what the public sources say about "
            "cautions is not settled.",
        )


def _terms(tables: Tables, case: Ogrs3Case) -> list[Term]:
    rate = _rate(tables, case)
    copas = tables.number("copas")
    history = "conviction_with_previous" if case.previous else "conviction_no_previous"
    row, age_sex = _age_row(tables, case)
    return [
        Term(label=f"Rate: {digits(copas)} × {worked(rate)}", value=copas * rate),
        Term(label=_history_label(case), value=tables.number("sanction", history)),
        Term(label=f"Age and sex: {case.sex}, {row}", value=age_sex),
        Term(
            label=f"Offence: {case.offence.category.replace('_', ' ')}",
            value=tables.number("offence", case.offence.category),
        ),
    ]


def _rate(tables: Tables, case: Ogrs3Case) -> float:
    years = 10 + case.at_conviction - case.at_first
    return log((_counted(tables, case) + 1) / years)


def _counted(tables: Tables, case: Ogrs3Case) -> int:
    """Return the previous sanctions inside the logarithm; the 2013 sheet caps them."""
    cap = tables.flag("previous_cap")
    return case.previous if cap is None else min(case.previous, int(cap))


def _age_row(tables: Tables, case: Ogrs3Case) -> tuple[str, float]:
    rows = tables.numbers("age", case.sex)
    return known(row_of_range(rows, case.at_follow_up))


def _history_label(case: Ogrs3Case) -> str:
    some = "1 or more previous sanctions" if case.previous else "no previous sanction"
    return f"Sanction history: conviction, {some}"


def _facts(tables: Tables, case: Ogrs3Case) -> tuple[Line, ...]:
    counted = _counted(tables, case)
    years = 10 + case.at_conviction - case.at_first
    return (
        line("Sex", case.sex),
        line("Age at current conviction", case.at_conviction),
        line("Age at first sanction", case.at_first),
        line("Age at start of follow-up", case.at_follow_up),
        line("Previous sanctions, the current one not counted", case.previous),
        line("Index offence", f"{case.offence.category} ({case.offence.how})"),
        line(
            f"Rate of sanctions: ln(({counted} + 1) ÷ (10 + {case.at_conviction}"
            f" − {case.at_first}))",
            f"ln({counted + 1} ÷ {years}) = {worked(_rate(tables, case))}",
            tables.source,
        ),
    )


def _year(tables: Tables, total: float, year: str) -> Year:
    intercept = tables.number("intercept", year)
    z = intercept + total
    probability = 1 / (1 + exp(-z))
    percent = whole_percent(probability)
    words = {"1yr": "one year", "2yr": "two years"}[year]
    return Year(
        probability=probability,
        percent=percent,
        working=(
            line(f"Intercept, {words}", digits(intercept), tables.source),
            line(f"Sum, {words}", worked(z)),
            line(f"Probability, {words}: 1 ÷ (1 + e^−sum)", worked(probability)),
            line(f"Percentage, {words}: half up, 1 to 99", percent, tables.source),
        ),
    )
