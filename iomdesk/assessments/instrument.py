"""An instrument as data: what is asked, when, and what the answers add up to."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import Any

from attrs import field, frozen

from iomdesk.assessments.bands import Band
from iomdesk.assessments.wording import Text


class Kind(StrEnum):
    """What kind of value an item takes; a fact's value comes from the case."""

    RATING = "rating"
    CHOICE = "choice"
    CHOICES = "choices"
    YES_NO = "yes_no"
    NUMBER = "number"
    DATE = "date"
    TEXT = "text"
    COUNT = "count"
    FACT = "fact"


class Status(StrEnum):
    DRAFT = "draft"
    ACTIVE = "active"
    RETIRED = "retired"


class RuleKind(StrEnum):
    """How answers become a score."""

    NONE = "none"
    SUM = "sum"
    WEIGHTED = "weighted"
    HIGHEST = "highest"
    TABLE = "table"
    FORMULA = "formula"


@frozen(kw_only=True)
class Choice:
    """One answer that can be chosen; no *score* means that it is not counted."""

    code: str
    label: Text
    score: float | None = None


@frozen(kw_only=True)
class Condition:
    """The item must be answered, with one of *values* and within the limits, if any."""

    item: str
    values: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None


@frozen(kw_only=True)
class Limits:
    """What an answer may be; *source* says who set the limits."""

    least: float | None = None
    most: float | None = None
    longest: int | None = None
    source: str | None = None


@frozen(kw_only=True)
class Item:
    """One question; its code never changes. *of* is the kind of a fact's value."""

    code: str
    section: str
    kind: Kind
    label: Text
    help: Text = field(factory=dict)
    required: bool = True
    fact: str | None = None
    of: Kind | None = None
    choices: tuple[Choice, ...] = ()
    evidence_for: tuple[str, ...] = ()
    evidence_required: bool = False
    visible_when: tuple[Condition, ...] = ()
    limits: Limits = field(factory=Limits)

    @property
    def value_kind(self) -> Kind:
        return self.of if self.kind is Kind.FACT and self.of else self.kind

    def choice(self, code: str) -> Choice | None:
        return next((c for c in self.choices if c.code == code), None)


@frozen(kw_only=True)
class Section:
    code: str
    title: Text
    help: Text = field(factory=dict)


@frozen(kw_only=True)
class Range:
    """Points for a value from *least* to *most*, both included."""

    least: float
    most: float
    points: float


@frozen(kw_only=True)
class ScoreRule:
    """How the answers add up; *band_of* names the output that the bands are about."""

    kind: RuleKind = RuleKind.NONE
    items: tuple[str, ...] = ()
    weights: Mapping[str, float] = field(factory=dict)
    ranges: Mapping[str, tuple[Range, ...]] = field(factory=dict)
    formula: str | None = None
    band_of: str = "points"
    source: str = ""


@frozen(kw_only=True)
class Output:
    """A figure that the score gives, and how it is printed."""

    code: str
    label: Text
    unit: str = ""


@frozen(kw_only=True)
class Applicability:
    """Whom the instrument is for; *else_* says what to do for everybody else."""

    least_age: int | None = None
    most_age: int | None = None
    sexes: tuple[str, ...] = ()
    conviction: bool = False
    otherwise: Text = field(factory=dict)


@frozen(kw_only=True)
class Instrument:
    """One version of an instrument; *digest* is over the data it was read from."""

    code: str
    version: str
    title: Text
    owner: str
    licence: str
    source: str
    status: Status
    effective_from: date
    effective_to: date | None = None
    languages: tuple[str, ...] = ("en",)
    applicability: Applicability = field(factory=Applicability)
    sections: tuple[Section, ...] = ()
    items: tuple[Item, ...] = ()
    score: ScoreRule = field(factory=ScoreRule)
    bands: tuple[Band, ...] = ()
    overrides: bool = False
    outputs: tuple[Output, ...] = ()
    notice: Text = field(factory=dict)
    tables: Mapping[str, Any] = field(factory=dict)
    digest: str

    def item(self, code: str) -> Item | None:
        return next((item for item in self.items if item.code == code), None)

    def items_of(self, section: str) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.section == section)

    def band(self, code: str) -> Band | None:
        return next((band for band in self.bands if band.code == code), None)
