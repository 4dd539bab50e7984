"""A sheet of weights by offence: days of harm, or pounds of cost with their year."""

from decimal import Decimal
from enum import StrEnum

from attrs import frozen

CLASS_DIGITS = 3
CODE_DIGITS = 5
SUB_DIGITS = 2


class Unit(StrEnum):
    DAYS = "days"
    POUNDS = "pounds"


@frozen(kw_only=True)
class Weight:
    """One row: a Home Office code or a category; no *value* is an empty cell."""

    place: str
    code: str = ""
    category: str = ""
    value: Decimal | None = None
    price_year: str | None = None
    source: str | None = None


@frozen(kw_only=True)
class WeightSheet:
    """The rows of one file; *digest* says which file it was."""

    name: str
    unit: Unit
    digest: str
    weights: tuple[Weight, ...]

    def of_code(self, code: str) -> Weight | None:
        """Return the row of the offence, or of its class where it has none itself."""
        fitting = [w for w in self.weights if w.code and code.startswith(w.code)]
        return max(fitting, key=lambda w: len(w.code), default=None)

    def of_category(self, category: str) -> Weight | None:
        wanted = category.strip().casefold()
        return next((w for w in self.weights if w.category.casefold() == wanted), None)


def plain_code(text: str) -> str:
    """Return a Home Office code as it is compared: “28/1” and 2801 are 02801.

    Up to three digits are a class; a spreadsheet may have dropped noughts before them.
    A code that is not of digits stays as it is.
    """
    said = text.strip().upper().removesuffix(".0")
    offence, _, sub = said.replace(".", "/").partition("/")
    if not (offence.isdecimal() and (sub.isdecimal() or not sub)):
        return said
    if sub:
        return offence.zfill(CLASS_DIGITS) + sub.zfill(SUB_DIGITS)
    longer = len(offence) > CLASS_DIGITS
    return offence.zfill(CODE_DIGITS if longer else CLASS_DIGITS)
