"""How low and how high the points of an instrument are sure to come.

What hangs on a condition may or may not be asked together with the rest, so it is
taken at its worst: nothing is called reachable that is not.
"""

from collections.abc import Iterable
from decimal import Decimal

from attrs import frozen

from iomdesk.assessments.instrument import Instrument, Item, Kind, RuleKind

ZERO, ONE = Decimal(0), Decimal(1)


@frozen
class Span:
    """The points that one item adds; nothing where it *may_be_left* out."""

    low: Decimal
    high: Decimal
    may_be_left: bool


def exact(value: float) -> Decimal:
    return Decimal(repr(value))


def points_range(instrument: Instrument) -> tuple[Decimal, Decimal] | None:
    """Return points that some answers do not exceed, and points that some reach.

    None where that is not known.
    """
    rule = instrument.score
    items = [item for code in rule.items if (item := instrument.item(code))]
    if rule.kind in {RuleKind.NONE, RuleKind.FORMULA} or rule.band_of != "points":
        return None
    always = [_span(instrument, item) for item in items if not item.visible_when]
    at_times = [_span(instrument, item) for item in items if item.visible_when]
    sure, perhaps = [s for s in always if s], [s for s in at_times if s]
    if not sure or len(sure) + len(perhaps) < len(items):
        return None
    if rule.kind is RuleKind.HIGHEST:
        lows = [*(one.low for one in sure), *(one.high for one in perhaps)]
        return max(lows), max(one.high for one in sure)
    above = sum((max(ZERO, one.high) for one in perhaps), ZERO)
    below = sum((min(ZERO, one.low) for one in perhaps), ZERO)
    return _lowest(sure) + above, _highest(sure) + below


def _lowest(spans: list[Span]) -> Decimal:
    """Return the least that the items add up to; one of them at least counts."""
    if all(one.may_be_left and one.low > 0 for one in spans):
        return min(one.low for one in spans)
    return sum(
        (min(ZERO, one.low) if one.may_be_left else one.low for one in spans), ZERO
    )


def _highest(spans: list[Span]) -> Decimal:
    if all(one.may_be_left and one.high < 0 for one in spans):
        return max(one.high for one in spans)
    return sum(
        (max(ZERO, one.high) if one.may_be_left else one.high for one in spans), ZERO
    )


def _span(instrument: Instrument, item: Item) -> Span | None:
    points = list(_points(instrument, item))
    if not points:
        return None
    may_be_left = not item.required or any(c.score is None for c in item.choices)
    return Span(min(points), max(points), may_be_left)


def _points(instrument: Instrument, item: Item) -> Iterable[Decimal]:
    rule = instrument.score
    if rule.kind is RuleKind.TABLE:
        return [exact(row.points) for row in rule.ranges.get(item.code, ())]
    weight = ONE
    if rule.kind is RuleKind.WEIGHTED:
        weight = exact(rule.weights.get(item.code, 1.0))
    return [weight * value for value in _values(item)]


def _values(item: Item) -> list[Decimal]:
    """Return the least and the most that an answer counts for."""
    if item.value_kind is Kind.YES_NO:
        return [ZERO, ONE]
    if item.choices:
        scores = [exact(c.score) for c in item.choices if c.score is not None]
        if item.value_kind is Kind.CHOICES and scores:
            below = sum((one for one in scores if one < 0), ZERO)
            above = sum((one for one in scores if one > 0), ZERO)
            return [below or min(scores), above or max(scores)]
        return scores
    least, most = item.limits.least, item.limits.most
    return [] if least is None or most is None else [exact(least), exact(most)]
