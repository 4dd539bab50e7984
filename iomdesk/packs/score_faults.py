"""Faults of how an instrument scores: its rule, its bands, its formula."""

from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import pairwise

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.bands import Band, seam_faults
from iomdesk.assessments.example import example_value
from iomdesk.assessments.formulas.registry import FORMULAS
from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.instrument import Instrument, Item, Kind, RuleKind
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.scoring import score, tables_of
from iomdesk.errors import InputRefused
from iomdesk.packs.fault import Finder
from iomdesk.packs.points_range import exact, points_range

POINT_OUTPUTS = frozenset({"points", "counted", "above_zero", "not_counted"})
COUNTED_BY_ITEMS = frozenset(
    {RuleKind.SUM, RuleKind.WEIGHTED, RuleKind.HIGHEST, RuleKind.TABLE}
)
BIRTHDAY = "1990-03-02"
NEVER_POINTS = frozenset({Kind.TEXT, Kind.DATE})

_NUMBERS = (TypeError, ValueError, LookupError, ArithmeticError, AttributeError)
"""What a formula raises that was given numbers of the wrong shape."""


def find_score(finder: Finder, instrument: Instrument) -> None:
    _find_rule(finder, instrument)
    _find_ranges(finder, instrument)
    _find_outputs(finder, instrument)
    find_bands(finder, instrument.bands)
    _find_formula(finder, instrument)


def find_reach_of_bands(finder: Finder, instrument: Instrument) -> None:
    """Find points that the answers can come to and no band holds."""
    reached = points_range(instrument)
    if not instrument.bands or reached is None:
        return
    least, most = reached
    first, last = instrument.bands[0], instrument.bands[-1]
    if first.least is not None and least < exact(first.least):
        _find_beyond(finder, first, least)
    if last.below is not None and most >= exact(last.below):
        _find_beyond(finder, last, most)


def _find_beyond(finder: Finder, band: Band, points: Decimal) -> None:
    said = f"the answers can come to {plain(points)}, which no band holds."
    finder.add("gap", f"bands.{band.code}", said)


def find_numbers(finder: Finder, instrument: Instrument) -> None:
    """Find numbers of a formula that it cannot compute with, by trying each answer."""
    if instrument.score.kind is not RuleKind.FORMULA:
        return
    for answers in _answers_to_try(instrument):
        try:
            score(instrument, answers)
        except Rejected:
            continue
        except _NUMBERS as fault:
            said = f"the formula cannot compute with these numbers ({fault!r})."
            finder.add("formula", "tables", said)
            return


def _find_rule(finder: Finder, instrument: Instrument) -> None:
    rule = instrument.score
    scored = set(rule.items)
    if rule.kind in COUNTED_BY_ITEMS and not rule.items:
        finder.add("score", "score.items", f"a {rule.kind} needs its items.")
    for code in rule.weights.keys() - scored:
        text = f"“{code}” has a weight, and is not one of the items."
        finder.add("unscored", f"score.weights.{code}", text)
    for code in rule.ranges.keys() - scored:
        text = f"“{code}” has ranges, and is not one of the items."
        finder.add("unscored", f"score.ranges.{code}", text)
    if rule.weights and rule.kind is not RuleKind.WEIGHTED:
        finder.add("unscored", "score.weights", f"a {rule.kind} uses no weights.")
    if rule.ranges and rule.kind is not RuleKind.TABLE:
        finder.add("unscored", "score.ranges", f"a {rule.kind} uses no ranges.")
    if rule.kind in {RuleKind.TABLE, RuleKind.WEIGHTED} and not rule.source.strip():
        finder.add("source", "score.source", "a limit or weight has no source.")
    _find_unscored(finder, instrument)


def _find_unscored(finder: Finder, instrument: Instrument) -> None:
    rule = instrument.score
    for item in _scored_items(instrument):
        place = f"items.{item.code}"
        if item.value_kind in NEVER_POINTS:
            finder.add("unscored", place, f"a {item.value_kind} gives no points.")
        elif item.choices and all(choice.score is None for choice in item.choices):
            finder.add("unscored", place, "no choice has a score.")
        if rule.kind is RuleKind.TABLE and item.code not in rule.ranges:
            finder.add("unscored", place, "the table has no ranges for it.")


def _find_ranges(finder: Finder, instrument: Instrument) -> None:
    for code, rows in instrument.score.ranges.items():
        place = f"score.ranges.{code}"
        for row in rows:
            if row.least > row.most:
                finder.add("limits", place, "the least is more than the most.")
        item = instrument.item(code)
        whole = item is not None and item.value_kind is Kind.COUNT
        for lower, upper in pairwise(rows):
            if upper.least <= lower.most:
                finder.add("overlap", place, "two ranges overlap.")
            elif whole and upper.least > lower.most + 1:
                finder.add("gap", place, "two ranges leave a gap.")


def _find_outputs(finder: Finder, instrument: Instrument) -> None:
    outputs = _outputs(instrument)
    for output in instrument.outputs:
        if output.code not in outputs:
            place = f"outputs.{output.code}"
            finder.add("unknown", place, "the score gives no such figure.")
    if instrument.bands and instrument.score.band_of not in outputs:
        finder.add("unknown", "score.band_of", "the score gives no such figure.")


def find_bands(finder: Finder, bands: Sequence[Band]) -> None:
    """Find bands that overlap, leave a gap, hold nothing or have no source."""
    for band in bands:
        place = f"bands.{band.code}"
        if not (band.source or "").strip():
            finder.add("source", place, "a limit has no source.")
        least, below = band.least, band.below
        if least is not None and below is not None and least >= below:
            finder.add("limits", place, "the least is not below the end.")
    for lower, upper, fault in seam_faults(bands):
        kind = "overlap" if fault == "overlap" else "gap"
        place = f"bands.{upper.code}"
        finder.add(kind, place, f"the bands “{lower.code}” and “{upper.code}” {fault}.")


def _find_formula(finder: Finder, instrument: Instrument) -> None:
    rule = instrument.score
    if (rule.kind is RuleKind.FORMULA) != bool(rule.formula):
        finder.add("formula", "score.formula", "a formula and its name go together.")
        return
    if not rule.formula:
        return
    formula = FORMULAS.get(rule.formula)
    if formula is None:
        finder.add("unknown", "score.formula", f"there is no formula “{rule.formula}”.")
        return
    codes = {item.code for item in instrument.items}
    for names in formula.inputs:
        if not codes & set(names):
            finder.add("formula", "score.formula", f"no item gives “{names[0]}”.")
    tables = tables_of(instrument)
    for path in formula.numbers:
        if not tables.has(*path):
            finder.add("formula", f"tables.{'.'.join(path)}", "the number is missing.")


def _answers_to_try(instrument: Instrument) -> Iterator[dict[str, Answer]]:
    """Yield an example of answers, then the same with each other choice."""
    usual = {item.code: _example(item) for item in instrument.items}
    yield usual
    for item in instrument.items:
        for choice in item.choices:
            many = item.value_kind is Kind.CHOICES
            said = [choice.code] if many else choice.code
            yield {**usual, item.code: answer_of(item, said)}


def _example(item: Item) -> Answer:
    """Return an answer to try; a text that may be left out is left out."""
    if item.value_kind is Kind.TEXT and not item.required:
        return Answer()
    value = BIRTHDAY if item.fact == "born_on" else example_value(item)
    try:
        return answer_of(item, value)
    except InputRefused:
        return Answer()


def _scored_items(instrument: Instrument) -> Iterable[Item]:
    if instrument.score.kind not in COUNTED_BY_ITEMS:
        return []
    found = (instrument.item(code) for code in instrument.score.items)
    return [item for item in found if item is not None]


def _outputs(instrument: Instrument) -> frozenset[str]:
    if instrument.score.kind is not RuleKind.FORMULA:
        return POINT_OUTPUTS
    formula = FORMULAS.get(instrument.score.formula or "")
    return frozenset(formula.outputs) if formula else frozenset()
