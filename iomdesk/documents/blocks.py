"""What a document is made of: blocks that both writers can write."""

from datetime import date, datetime
from typing import Literal

from attrs import Attribute, field, frozen

from iomdesk.errors import InputRefused

RiskLevel = Literal["very_high", "high", "medium", "low", "not_assessed"]
TextStyle = Literal["body", "lead", "small", "warning"]
LONGEST_MARKING = 80


@frozen(kw_only=True)
class RiskBadge:
    """A risk level: always a word, a drawn shape and a colour."""

    level: RiskLevel
    label: str = ""


@frozen(kw_only=True)
class WarningMarker:
    """A warning about a person, with a drawn triangle."""

    text: str


Badge = RiskBadge | WarningMarker
Cell = str | Badge | None
"""None prints as "not recorded"; so does "" as a value of Fields."""


@frozen(kw_only=True)
class Heading:
    text: str
    level: Literal[1, 2, 3] = 1


@frozen(kw_only=True)
class Text:
    text: str
    style: TextStyle = "body"


@frozen(kw_only=True)
class Fields:
    """Labels with their values, in one column of pairs or several."""

    rows: tuple[tuple[str, Cell], ...]
    columns: int = 1


@frozen(kw_only=True)
class Table:
    """Rows under a header; short rows are filled up, widths are weights."""

    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    caption: str = ""
    widths: tuple[float, ...] | None = None


@frozen(kw_only=True)
class Picture:
    """A PNG or JPEG; what the file says about place and camera is left out."""

    image: bytes
    alt: str
    caption: str = ""
    width_mm: float = 80.0


@frozen(kw_only=True)
class SignatureBox:
    label: str
    name: str | None = None
    role: str | None = None
    signed_at: datetime | None = None
    image: bytes | None = None


@frozen(kw_only=True)
class Badges:
    items: tuple[Badge, ...]


@frozen(kw_only=True)
class Listing:
    items: tuple[str, ...]
    ordered: bool = False


@frozen(kw_only=True)
class PageBreak:
    pass


@frozen(kw_only=True)
class Wheel:
    """Needs by pathway, then and now, each from 0 to *top*; None is not assessed.

    *then_on* and *now_on* are the days of the two, where they are known.
    The PDF draws a wheel beside a table of the values; Word gets the table alone.
    """

    labels: tuple[str, ...]
    then: tuple[float | None, ...]
    now: tuple[float | None, ...]
    top: int
    title: str = ""
    then_on: date | None = None
    now_on: date | None = None

    def __attrs_post_init__(self) -> None:
        if not len(self.labels) == len(self.then) == len(self.now):
            raise ValueError("A wheel needs a value then and now for every label.")


@frozen(kw_only=True)
class KeepTogether:
    """Blocks that share a page wherever one page can hold them."""

    blocks: "tuple[Block, ...]"


Block = (
    Heading
    | Text
    | Fields
    | Table
    | Picture
    | SignatureBox
    | Badges
    | Listing
    | PageBreak
    | Wheel
    | KeepTogether
)


@frozen(kw_only=True)
class Handling:
    """How the paper is to be treated; what is None is not printed."""

    copy: str | None = None
    valid_until: date | None = None
    destroy_by: date | None = None
    recipients: tuple[str, ...] = ()
    desk: str | None = None
    instruction: str | None = None


def _marking(_document: object, _field: "Attribute[str]", marking: str) -> None:
    if not marking.startswith("OFFICIAL") or len(marking) > LONGEST_MARKING:
        raise InputRefused(
            "A document is marked OFFICIAL or OFFICIAL-SENSITIVE, with at most a"
            f" short descriptor ({LONGEST_MARKING} characters in all).",
            field="marking",
        )


def _aware(_document: object, _field: "Attribute[datetime]", at: datetime) -> None:
    if at.tzinfo is None:
        raise ValueError("A document needs to know the time zone it was printed in.")


@frozen(kw_only=True)
class Document:
    """What is printed; *status* ("draft") also lies across every page."""

    title: str
    kind: str
    reference: str
    version: str
    printed_by: str
    printed_at: datetime = field(validator=_aware)
    blocks: tuple[Block, ...]
    marking: str = field(default="OFFICIAL-SENSITIVE", validator=_marking)
    status: str | None = None
    handling: Handling = field(factory=Handling)
