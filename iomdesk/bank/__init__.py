"""Card, sort code and account numbers: found, so that they can be refused.

Financial details do not go into local systems; ViSOR holds them (practice notes §3.1).
"""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

CARD = "a card number"
ACCOUNT = "a sort code or account number"
_FEWEST = 8
"""Characters of the shortest of them."""


NO_CARD = "no_card"
"""Where a stored record keeps the marks of numbers that are none, and what they are."""


class NoCard(StrEnum):
    """What a number is that only looks like a bank detail."""

    EXHIBIT = "exhibit"
    REFERENCE = "reference"
    DEVICE = "device"
    OTHER = "other"


@frozen
class Figures:
    """What looks like a bank detail: its figures without gaps, and which kind."""

    digits: str
    what: str


def bank_detail(text: str) -> str | None:
    """Return which kind of bank detail *text* holds, in words, or None."""
    found = next(bank_figures(text), None)
    return found.what if found else None


def bank_figures(text: str) -> Iterator[Figures]:
    """Yield what looks like cards and accounts in *text*, cards first.

    The time is that of some passes of `str.translate`, as long as there is nothing.
    """
    from iomdesk.bank.finding import found_in  # noqa: PLC0415  not before there is text

    return found_in(text) if len(text) >= _FEWEST else iter(())
