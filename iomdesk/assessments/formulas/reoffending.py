"""ARP, VRP and SVRP of 2026, static and dynamic, and SNSV, which is built alike."""

from math import log

from attrs import frozen

from iomdesk.assessments.formulas.dynamic import read_dynamic
from iomdesk.assessments.formulas.history import History, read_history
from iomdesk.assessments.formulas.terms import (
    Term,
    logistic,
    powers,
    probability_lines,
    total,
)
from iomdesk.assessments.inputs import Inputs
from iomdesk.assessments.result import Line, OutputValue, Result, band_line, line
from iomdesk.assessments.rounding import percent_to_2
from iomdesk.assessments.tables import Tables

MANY = 3


@frozen(kw_only=True)
class Chosen:
    """The terms to use: dynamic if every answer is there, else static."""

    kind: str
    table: str
    terms: tuple[Term, ...]
    missing: tuple[str, ...]


def reoffending(tables: Tables, inputs: Inputs) -> Result:
    """Return the two-year score of ARP, VRP or SVRP, whose numbers *tables* holds."""
    history = read_history(tables, inputs)
    return scored(tables, history, chosen(tables, inputs, "dynamic"))


def chosen(tables: Tables, inputs: Inputs, dynamic_table: str | None) -> Chosen:
    """Return the dynamic terms where all are there; never some of them."""
    if dynamic_table is None:
        return Chosen(kind="static", table="static", terms=(), missing=())
    dynamic = read_dynamic(tables, inputs, dynamic_table)
    if dynamic.missing:
        missing = dynamic.missing
        return Chosen(kind="static", table="static", terms=(), missing=missing)
    return Chosen(kind="dynamic", table=dynamic_table, terms=dynamic.terms, missing=())


def scored(tables: Tables, history: History, use: Chosen) -> Result:
    """Return the score of a history with the terms to use."""
    addends = [*history_terms(tables, history, use.table), *use.terms]
    lines = [*_facts(history), *(term.line(tables.source) for term in addends)]
    outputs: dict[str, OutputValue] = {}
    for code, years in (("1yr", "one year"), ("2yr", "two years")):
        if not tables.has(use.table, f"intercept_{code}"):
            continue
        intercept = tables.number(use.table, f"intercept_{code}")
        start = Term(label=f"Intercept, {years}", number=intercept)
        value = total([start, *addends])
        outputs[f"p_{code}"] = logistic(value)
        outputs[f"percent_{code}"] = percent_to_2(logistic(value))
        lines += [start.line(tables.source)]
        lines += probability_lines(years, value, logistic(value))
    percent = percent_to_2(_two_years(outputs))
    band = tables.band(percent)
    lines += [line("Percentage, two years: 2 decimals, half up", percent)]
    return Result(
        outputs=outputs,
        band=band.code if band else None,
        kind=use.kind,
        missing=use.missing,
        working=(*lines, *band_line(band)),
        variant=tables.variant,
    )


def history_terms(tables: Tables, history: History, table: str) -> list[Term]:
    """Return the addends of age, sanctions, time and offence."""
    return [
        *_age_terms(tables, history, table),
        *_sanction_terms(tables, history, table),
        *_violence_terms(tables, history, table),
        *powers(
            "Offence-free months",
            tables.row(table, "offence_free_months"),
            history.months,
        ),
        *_offence_terms(tables, history, table),
    ]


def _two_years(outputs: dict[str, OutputValue]) -> float:
    probability = outputs["p_2yr"]
    return probability if isinstance(probability, float) else 0.0


def _age_terms(tables: Tables, history: History, table: str) -> list[Term]:
    ages = tables.row(table, f"age_{history.sex}")
    terms = powers(f"Age, {history.sex}", ages, history.age)
    if history.sex == "female":
        terms.append(Term(label="Female", number=tables.number(table, "female")))
    return terms


def _sanction_terms(tables: Tables, history: History, table: str) -> list[Term]:
    count, sex = history.sanctions, history.sex
    terms = [
        Term(
            label="Each sanction",
            number=tables.number(table, "per_sanction"),
            times=count,
        )
    ]
    if count == 1:
        number = tables.number(table, "first_sanction")
        return [*terms, Term(label="First sanction", number=number)]
    if count < MANY:
        gap = tables.number(table, f"gap_{sex}")
        number = tables.number(table, "second_sanction")
        return [
            *terms,
            Term(label="Second sanction", number=number),
            Term(label="Years between the two", number=gap, times=history.years),
        ]
    boost = tables.whole("rate_years")
    label = f"Rate: ln({count} ÷ ({history.years} + {boost})), {sex}"
    rate = log(count / (history.years + boost))
    return [*terms, *powers(label, tables.row(table, f"rate_{sex}"), rate)]


def _violence_terms(tables: Tables, history: History, table: str) -> list[Term]:
    if not tables.has(table, "once_violent") or history.violent is None:
        return []
    count = history.violent
    if count == 0:
        number = tables.number(table, f"never_violent_{history.sex}")
        return [Term(label=f"Never violent, {history.sex}", number=number)]
    boost = tables.whole("violent_rate_years")
    terms = [
        Term(
            label="Each violent sanction",
            number=tables.number(table, "per_violent_sanction"),
            times=count,
        ),
        Term(
            label=f"Violent rate: ln({count} ÷ ({history.years} + {boost}))",
            number=tables.number(table, "violent_rate"),
            times=log(count / (history.years + boost)),
        ),
    ]
    if count == 1:
        number = tables.number(table, "once_violent")
        terms.append(Term(label="Once violent", number=number))
    return terms


def _offence_terms(tables: Tables, history: History, table: str) -> list[Term]:
    category = history.offence.category
    words = category.replace("_", " ")
    number = tables.number(table, "offence", category)
    terms = [Term(label=f"Offence: {words}", number=number)]
    if tables.has(table, "offence_extra", category):
        extra = tables.number(table, "offence_extra", category)
        terms.append(Term(label=f"Offence, added: {words}", number=extra))
    return terms


def _facts(history: History) -> list[Line]:
    violent = history.violent
    return [
        line("Sex", history.sex),
        line("Age at start of follow-up", history.age),
        line("Years from first sanction to current conviction", history.years),
        line("Sanctions, the current one included", history.sanctions),
        *([] if violent is None else [line("Violent sanctions", violent)]),
        line("Offence-free months, at most 36", history.months),
        line("Index offence", f"{history.offence.category} ({history.offence.how})"),
    ]
