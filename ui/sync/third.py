"""How a third value is given, where neither side is right."""

from datetime import date
from enum import StrEnum

from attrs import frozen

from iomdesk.journal.conflict import Conflict
from iomdesk.record_types import place_of, record_types
from iomdesk.value_words import enum_words


class How(StrEnum):
    CHOICE = "choice"
    DATE = "date"
    TEXT = "text"
    NUMBER = "number"


@frozen(kw_only=True)
class Third:
    """*choices* are the values of a fixed set with their words."""

    how: How
    choices: tuple[tuple[str, str], ...] = ()
    is_yes_no: bool = False


def third_of(conflict: Conflict) -> Third | None:
    """Return how the field takes a value, None where it is more than one value."""
    kind = place_of(record_types().get(conflict.kind), conflict.path).holds
    if kind is bool:
        choices = (("yes", "Yes"), ("no", "No"))
        return Third(how=How.CHOICE, choices=choices, is_yes_no=True)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        words = enum_words(kind)
        plain = [(one.value, words.get(one.value, _plain(one.value))) for one in kind]
        return Third(how=How.CHOICE, choices=tuple(plain))
    hows = {date: How.DATE, str: How.TEXT, int: How.NUMBER}
    how = hows.get(kind) if isinstance(kind, type) else None
    return Third(how=how) if how else None


def _plain(value: str) -> str:
    return value.replace("_", " ").capitalize()
