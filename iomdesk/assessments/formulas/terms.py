"""Addends of a logistic score, and the probability that they lead to."""

from collections.abc import Iterable, Sequence
from math import exp, fsum

from attrs import frozen

from iomdesk.assessments.result import Line, line
from iomdesk.assessments.rounding import digits, worked


@frozen(kw_only=True)
class Term:
    """One addend: its number in the table, times what it is multiplied by."""

    label: str
    number: float
    times: float = 1.0

    @property
    def value(self) -> float:
        return self.number * self.times

    def line(self, source: str) -> Line:
        if self.times == 1:
            return line(self.label, digits(self.number), source)
        steps = f"{digits(self.number)} × {amount(self.times)} = {worked(self.value)}"
        return line(self.label, steps, source)


def amount(value: float) -> str:
    """Return a whole number as such, any other to nine decimals."""
    return str(int(value)) if float(value).is_integer() else worked(value)


def powers(label: str, numbers: Sequence[float], value: float) -> list[Term]:
    """Return the terms of a polynomial without its constant."""
    return [
        Term(
            label=label if power == 1 else f"{label} to the power {power}",
            number=number,
            times=value**power,
        )
        for power, number in enumerate(numbers, start=1)
    ]


def total(terms: Iterable[Term]) -> float:
    return fsum(term.value for term in terms)


def logistic(value: float) -> float:
    return 1 / (1 + exp(-value))


def probability_lines(years: str, value: float, probability: float) -> tuple[Line, ...]:
    return (
        line(f"Sum, {years}", worked(value)),
        line(f"Probability, {years}: 1 ÷ (1 + e^−sum)", worked(probability)),
    )
