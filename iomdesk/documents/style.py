"""How printed documents look and what words the writers add: data, read once."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Literal

import cattrs
from attrs import frozen

from iomdesk.documents.blocks import Badge, RiskBadge
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
    script: Mapping[str, str]
    months: tuple[str, ...]


@lru_cache(maxsize=1)
def house_style() -> Style:
    return cattrs.structure(resource_toml("documents/style.toml"), Style)


def badge_style(badge: Badge) -> BadgeStyle:
    key = badge.level if isinstance(badge, RiskBadge) else "warning"
    return house_style().badge[key]
