"""What looks like bank details in a text: read, sieved, and only then looked at."""

from collections.abc import Iterator

from iomdesk.bank import ACCOUNT, CARD, Figures
from iomdesk.bank.accounts import accounts
from iomdesk.bank.reading import read
from iomdesk.bank.rule import cards
from iomdesk.bank.sieve import suspicions


def found_in(text: str) -> Iterator[Figures]:
    """Yield cards first, then accounts."""
    said = read(text)
    may = suspicions(said)
    if may.card:
        yield from (Figures(digits, CARD) for digits in cards(said))
    if may.words or may.form:
        yield from (Figures(digits, ACCOUNT) for digits in accounts(said, may))
