"""What a score rule returns: outputs, band, and the working that led there."""

from collections.abc import Mapping
from decimal import Decimal

from attrs import field, frozen

from iomdesk.assessments.bands import Band
from iomdesk.assessments.wording import wording

OutputValue = bool | int | float | Decimal | str | Mapping[str, "OutputValue"] | None


@frozen(kw_only=True)
class Line:
    """One step of the working: what it is, its value, where the rule comes from."""

    label: str
    value: str
    source: str | None = None


@frozen(kw_only=True)
class Result:
    """A computed score; *not_applicable* says why there is none to give."""

    outputs: Mapping[str, OutputValue] = field(factory=dict)
    band: str | None = None
    kind: str | None = None
    missing: tuple[str, ...] = ()
    working: tuple[Line, ...] = ()
    not_applicable: str | None = None
    variant: str | None = None


def line(label: str, value: object, source: str | None = None) -> Line:
    return Line(label=label, value=str(value), source=source)


def band_line(band: Band | None) -> tuple[Line, ...]:
    """Return the line that names the band and its limits, if there is one."""
    if band is None:
        return ()
    return (line(f"Band: {wording(band.label)}", band.limits(), band.source),)
