"""What the kit's widgets show, as records that view-models make without a widget."""

from enum import StrEnum
from typing import Literal

from attrs import frozen

BadgeKind = Literal[
    "very_high", "high", "medium", "low", "not_assessed", "marker", "chip"
]
Tone = Literal["plain", "bad"]


class Level(StrEnum):
    VERY_HIGH = "very_high"
    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"
    NOT_ASSESSED = "not_assessed"


@frozen(kw_only=True)
class HeaderBadge:
    """A risk level with its words, a warning marker, or a plain fact as a chip."""

    kind: BadgeKind
    words: str


@frozen(kw_only=True)
class PersonFacts:
    """What stands at the top of every screen about a person."""

    surname: str
    forenames: str
    about: str = ""
    badges: tuple[HeaderBadge, ...] = ()
    facts: str = ""

    @property
    def name(self) -> str:
        parts = (self.surname.upper(), self.forenames)
        return ", ".join(part for part in parts if part)

    @property
    def initials(self) -> str:
        return (self.forenames[:1] + self.surname[:1]).upper()


@frozen(kw_only=True)
class Place:
    """One screen to go to, or one part of it, in a list down the side."""

    key: str
    words: str
    picture: str = ""
    shortcut: str = ""
    at_bottom: bool = False


@frozen(kw_only=True)
class Option:
    """An answer: the *key* that is kept and the *words* that are shown."""

    key: str
    words: str
    tone: Tone = "plain"


@frozen(kw_only=True)
class Need:
    """One spoke; *then* and *now* from 0 to the wheel's *top*, None where not known."""

    name: str
    then: float | None = None
    now: float | None = None


@frozen(kw_only=True)
class Entry:
    """One line that a search found: *key* is sent back when it is chosen."""

    key: str
    words: str
    note: str = ""


@frozen(kw_only=True)
class Thumbnail:
    """A photo in the strip; *picture* is an encoded image, b"" while it loads."""

    key: str
    caption: str
    picture: bytes = b""
