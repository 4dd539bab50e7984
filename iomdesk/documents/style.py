"""How printed documents look and what words the writers add: data, read once."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import lru_cache
from typing import Literal

import cattrs
from attrs import frozen

from iomdesk.clock import london_time
from iomdesk.documents.blocks import Badge, Document, RiskBadge
from iomdesk.resources import resource_toml

Weight = Literal["regular", "semibold", "bold"]
Shape = Literal["two_up", "up", "diamond", "dot", "ring", "warning"]


@frozen(kw_only=True)
class Page:
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float

    @property
    def inner_width(self) -> float:
        return self.width - self.left - self.right

    @property
    def inner_height(self) -> float:
        return self.height - self.top - self.bottom


@frozen(kw_only=True)
class TypeStyle:
    """One kind of text; *colour* names one of the style's colours, or is "#rrggbb"."""

    weight: Weight
    size: float
    leading: float
    colour: str


@frozen(kw_only=True)
class BadgeStyle:
    word: str
    shape: Shape
    fill: str
    ink: str


@frozen(kw_only=True)
class Style:
    version: str
    source: str
    page: Page
    colour: Mapping[str, str]
    text: Mapping[str, TypeStyle]
    badge: Mapping[str, BadgeStyle]
    wording: Mapping[str, str]
    months: tuple[str, ...]


@lru_cache(maxsize=1)
def house_style() -> Style:
    return cattrs.structure(resource_toml("documents/style.toml"), Style)


def badge_style(badge: Badge) -> BadgeStyle:
    key = badge.level if isinstance(badge, RiskBadge) else "warning"
    return house_style().badge[key]


def date_text(day: date) -> str:
    return f"{day.day} {house_style().months[day.month - 1]} {day.year}"


def time_text(instant: datetime) -> str:
    """Return *instant* as a clock on an English wall shows it, with its day."""
    shown = london_time(instant)
    return f"{date_text(shown.date())} at {shown:%H:%M}"


def control_rows(document: Document) -> list[tuple[str, str | None]]:
    """Return what the first page says of the document itself, label and value."""
    words, handling = house_style().wording, document.handling
    always = [
        (words["reference"], document.reference),
        (words["version"], document.version),
        (words["marking"], document.marking),
        (words["status"], document.status or words["final"]),
        (words["printed_by"], document.printed_by),
        (words["printed_at"], time_text(document.printed_at)),
    ]
    until, by = handling.valid_until, handling.destroy_by
    sometimes = [
        (words["copy"], handling.copy),
        (words["desk"], handling.desk),
        (words["valid_until"], date_text(until) if until else None),
        (words["destroy_by"], date_text(by) if by else None),
        (words["recipients"], "; ".join(handling.recipients)),
        (words["instruction"], handling.instruction),
    ]
    return [*always, *(row for row in sometimes if row[1])]


def handling_line(document: Document) -> str:
    """Return what every page says of its handling; "" where there is nothing."""
    words, handling = house_style().wording, document.handling
    until, by = handling.valid_until, handling.destroy_by
    parts = [
        (words["copy"], handling.copy),
        (words["valid_until"], date_text(until) if until else None),
        (words["destroy_by"], date_text(by) if by else None),
        (words["desk"], handling.desk),
        (words["recipients"], "; ".join(handling.recipients)),
    ]
    return "  ·  ".join(f"{label} {value}" for label, value in parts if value)


def printed_line(document: Document) -> str:
    return (
        house_style()
        .wording["printed"]
        .format_map({"by": document.printed_by, "at": time_text(document.printed_at)})
    )
