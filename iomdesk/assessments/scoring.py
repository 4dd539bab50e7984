"""What the answers to an instrument add up to, with the working."""

from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.bands import Band, band_of
from iomdesk.assessments.conditions import Answers, counted
from iomdesk.assessments.formulas.registry import FORMULAS
from iomdesk.assessments.inputs import Inputs
from iomdesk.assessments.instrument import Instrument, Item, Range, RuleKind
from iomdesk.assessments.result import (
    Line,
    OutputValue,
    Result,
    band_line,
    line,
)
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.tables import PARTS, Tables
from iomdesk.assessments.wording import wording

NOTHING_TO_COUNT = "No answer counts towards a score yet."


@frozen(kw_only=True)
class Score:
    """A score as it is kept: figures as they are printed, and how they came about."""

    outputs: Mapping[str, str] = field(factory=dict)
    band: str | None = None
    band_label: str | None = None
    kind: str | None = None
    variant: str | None = None
    missing: tuple[str, ...] = ()
    working: tuple[Line, ...] = ()
    not_applicable: str | None = None


def score(instrument: Instrument, answers: Answers) -> Score | None:
    """Return the score of the answers that count, or None if nothing is scored.

    Raises `Rejected` where the instrument's formula gives no score for them.
    """
    if instrument.score.kind is RuleKind.NONE:
        return None
    asked = counted(instrument, answers)
    if instrument.score.kind is RuleKind.FORMULA:
        return kept(_by_formula(instrument, asked), instrument.bands)
    return kept(_by_points(instrument, asked), instrument.bands)


def tables_of(instrument: Instrument, variant: str | None = None) -> Tables:
    """Return the numbers of the instrument's formula, with those of its parts."""
    parts = instrument.tables.get(PARTS, {})
    return Tables(
        data=instrument.tables,
        source=instrument.score.source,
        bands=instrument.bands,
        variant=variant,
        parts={code: tables_of(part) for code, part in parts.items()},
    )


def inputs_said(asked: Answers) -> dict[str, Any]:
    """Return answers as a formula's inputs: “dynamic.drugs” stands under “dynamic”."""
    said: dict[str, Any] = {}
    for code, answer in asked.items():
        group, _, name = code.rpartition(".")
        under = said.setdefault(group, {}) if group else said
        under[name] = answer.input
    return said


def kept(result: Result, bands: Iterable[Band]) -> Score:
    """Return *result* in the form that a completed assessment keeps."""
    band = next((one for one in bands if one.code == result.band), None)
    return Score(
        outputs={code: printed(value) for code, value in result.outputs.items()},
        band=result.band,
        band_label=wording(band.label) if band else None,
        kind=result.kind,
        variant=result.variant,
        missing=result.missing,
        working=result.working,
        not_applicable=result.not_applicable,
    )


def printed(value: OutputValue) -> str:
    """Return an output as text: all its digits, “yes” or “no”, or the words."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, Mapping):
        return "; ".join(f"{name}: {printed(part)}" for name, part in value.items())
    if value is None:
        return "not applicable"
    return format(Decimal(repr(value)), "f") if isinstance(value, float) else str(value)


def item_score(item: Item, answer: Answer) -> Decimal | None:
    """Return the points of an answer; None is an answer that is not counted."""
    if answer.flag is not None and not item.choices:
        return Decimal(answer.flag)
    amount = answer.amount
    if amount is not None:
        return Decimal(repr(amount))
    scores = [c.score for c in item.choices if c.code in answer.words]
    known = [Decimal(repr(float(one))) for one in scores if one is not None]
    return sum(known, Decimal(0)) if known else None


def _by_formula(instrument: Instrument, asked: Answers) -> Result:
    formula = FORMULAS[instrument.score.formula or ""]
    return formula.compute(tables_of(instrument), Inputs(inputs_said(asked)))


def _by_points(instrument: Instrument, asked: Answers) -> Result:
    scored, uncounted = _points(instrument, asked)
    if not scored:
        return Result(not_applicable=NOTHING_TO_COUNT)
    highest = instrument.score.kind is RuleKind.HIGHEST
    points = max(scored.values()) if highest else sum(scored.values(), Decimal(0))
    outputs: dict[str, OutputValue] = {
        "points": Decimal(plain(points)),
        "counted": len(scored),
        "above_zero": sum(value > 0 for value in scored.values()),
        "not_counted": len(uncounted),
    }
    value = outputs[instrument.score.band_of]
    band = band_of(instrument.bands, Decimal(str(value)))
    return Result(
        outputs=outputs,
        band=band.code if band else None,
        working=(
            *_item_lines(instrument, scored, uncounted),
            line("Highest" if highest else "Sum", plain(points), _source(instrument)),
            *band_line(band),
        ),
    )


def _points(
    instrument: Instrument, asked: Answers
) -> tuple[dict[str, Decimal], list[str]]:
    """Return the points of each item that counts, and the items that do not count."""
    scored: dict[str, Decimal] = {}
    uncounted: list[str] = []
    for code in instrument.score.items:
        item, answer = instrument.item(code), asked.get(code)
        if item is None or answer is None:
            continue
        points = _item_points(instrument, item, answer)
        if points is None:
            uncounted.append(code)
        else:
            scored[code] = points
    return scored, uncounted


def _item_points(instrument: Instrument, item: Item, answer: Answer) -> Decimal | None:
    rule, points = instrument.score, item_score(item, answer)
    if points is None:
        return None
    if rule.kind is RuleKind.WEIGHTED:
        return points * Decimal(repr(rule.weights.get(item.code, 1.0)))
    if rule.kind is RuleKind.TABLE:
        return _table_points(rule.ranges.get(item.code, ()), points)
    return points


def _table_points(ranges: Iterable[Range], value: Decimal) -> Decimal | None:
    for row in ranges:
        if Decimal(repr(row.least)) <= value <= Decimal(repr(row.most)):
            return Decimal(repr(row.points))
    return None


def _item_lines(
    instrument: Instrument, scored: Mapping[str, Decimal], uncounted: Iterable[str]
) -> list[Line]:
    source = _source(instrument)
    lines = [
        line(_label(instrument, code), plain(points), source)
        for code, points in scored.items()
    ]
    return lines + [
        line(_label(instrument, code), "not counted", source) for code in uncounted
    ]


def _label(instrument: Instrument, code: str) -> str:
    item = instrument.item(code)
    return wording(item.label) if item else code


def _source(instrument: Instrument) -> str:
    return instrument.score.source or instrument.source
