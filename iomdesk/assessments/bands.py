"""Bands: named ranges of a value, each with the source of its limits."""

from collections.abc import Iterable
from decimal import Decimal
from itertools import pairwise

from attrs import frozen

from iomdesk.assessments.rounding import plain
from iomdesk.assessments.wording import Text


@frozen(kw_only=True)
class Band:
    """From *least* (included) to *below* (not included); None is open."""

    code: str
    label: Text
    least: float | None = None
    below: float | None = None
    source: str | None = None

    def holds(self, value: Decimal) -> bool:
        least, below = _exact(self.least), _exact(self.below)
        return (least is None or value >= least) and (below is None or value < below)

    def limits(self) -> str:
        if self.least is None:
            return "" if self.below is None else f"below {plain(self.below)}"
        if self.below is None:
            return f"{plain(self.least)} and over"
        return f"{plain(self.least)} to below {plain(self.below)}"


def band_of(bands: Iterable[Band], value: Decimal | int) -> Band | None:
    """Return the band that holds *value*, or None where no band does."""
    return next((band for band in bands if band.holds(Decimal(value))), None)


def seam_fault(lower: Band, upper: Band) -> str | None:
    """Return how two neighbouring bands fail to meet, or None."""
    if lower.below is None or upper.least is None or lower.below > upper.least:
        return "overlap"
    return "leave a gap" if lower.below < upper.least else None


def seam_faults(bands: Iterable[Band]) -> list[tuple[Band, Band, str]]:
    """Return the neighbours among *bands* that overlap or leave a gap."""
    found = [(a, b, seam_fault(a, b)) for a, b in pairwise(bands)]
    return [(a, b, fault) for a, b, fault in found if fault]


def _exact(limit: float | None) -> Decimal | None:
    return None if limit is None else Decimal(repr(limit))
