"""The least and the most that the answers to an instrument can come to."""

from collections.abc import Iterable
from decimal import Decimal

from iomdesk.assessments.instrument import Instrument, Item, Kind, RuleKind

Span = tuple[Decimal, Decimal]
ZERO, ONE = Decimal(0), Decimal(1)


def exact(value: float) -> Decimal:
    return Decimal(repr(value))


def points_range(instrument: Instrument) -> Span | None:
    """Return least and most of what the bands are about; None if it has no end here."""
    rule = instrument.score
    if rule.kind in {RuleKind.NONE, RuleKind.FORMULA}:
        return None
    items = [item for code in rule.items if (item := instrument.item(code))]
    if rule.band_of in {"counted", "above_zero", "not_counted"}:
        least = ONE if rule.band_of == "counted" else ZERO
        return least, Decimal(len(items))
    spans = [_span(instrument, item) for item in items]
    known = [span for span in spans if span is not None]
    if not items or len(known) < len(spans):
        return None
    if rule.kind is RuleKind.HIGHEST:
        return min(span[0] for span in known), max(span[1] for span in known)
    return sum((s[0] for s in known), ZERO), sum((s[1] for s in known), ZERO)


def _span(instrument: Instrument, item: Item) -> Span | None:
    """Return the points that one item can add; nothing where it need not be asked."""
    points = list(_points(instrument, item))
    if not points:
        return None
    may_be_left = not item.required or item.visible_when or _may_not_count(item)
    if may_be_left and instrument.score.kind is not RuleKind.HIGHEST:
        points.append(ZERO)
    return min(points), max(points)


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
        if item.value_kind is Kind.CHOICES:
            alone = scores or [ZERO]
            below = sum((s for s in scores if s < 0), ZERO)
            above = sum((s for s in scores if s > 0), ZERO)
            return [below or min(alone), above or max(alone)]
        return scores
    least, most = item.limits.least, item.limits.most
    return [] if least is None or most is None else [exact(least), exact(most)]


def _may_not_count(item: Item) -> bool:
    return any(choice.score is None for choice in item.choices)
