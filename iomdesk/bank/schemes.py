"""Which figures are a card's, a telephone's, an account's: by dated tables."""

from collections.abc import Mapping, Sequence
from functools import cache

from attrs import field, frozen

from iomdesk.resources import resource_toml

_DOUBLED = bytes.maketrans(b"0123456789", b"0246813579")
_BRITISH = "gb"
_BANK_LETTERS = 4


@frozen(kw_only=True)
class Range:
    """The figures that numbers begin with, from *low* to *high*, of one length."""

    low: str
    high: str

    def begins(self, digits: str) -> bool:
        return self.low <= digits[: len(self.low)] <= self.high

    def first_two(self) -> range:
        low, high = self.low.ljust(2, "0")[:2], self.high.ljust(2, "9")[:2]
        return range(int(low), int(high) + 1)


@frozen(kw_only=True)
class Scheme:
    """Numbers of one issuer: how they begin, and how many figures they have."""

    begins: tuple[Range, ...]
    lengths: frozenset[int]

    def holds(self, digits: str) -> bool:
        return len(digits) in self.lengths and any(
            r.begins(digits) for r in self.begins
        )


@frozen(kw_only=True)
class Numbers:
    """The tables of `resources/bank/numbers.toml`; *iban* is length by country.

    IBANs of *iban_of_figures* hold no letters after the country.
    """

    schemes: tuple[Scheme, ...]
    device: Scheme
    device_words: tuple[str, ...]
    iban: Mapping[str, int] = field(factory=dict)
    iban_of_figures: frozenset[str] = frozenset()

    def is_card(self, digits: str) -> bool:
        """Say whether *digits* have a scheme's length, beginning and check digit."""
        return has_check_digit(digits.encode()) and any(
            s.holds(digits) for s in self.schemes
        )

    def is_iban(self, letters: str) -> bool:
        """Say whether *letters*, lower-case, without spaces, begin with an IBAN."""
        account = letters[: self.iban.get(letters[:2], 0)]
        if len(account) != self.iban.get(letters[:2]):
            return False
        if account[:2] in self.iban_of_figures and not account[4:].isdecimal():
            return False
        bank, number = account[4:8], account[4 + _BANK_LETTERS :]
        if account.startswith(_BRITISH) and bank.isalpha() and number.isdecimal():
            return True
        return (
            int("".join(str(int(c, 36)) for c in account[4:] + account[:4])) % 97 == 1
        )

    def first_two(self, length: int) -> list[int]:
        """Return the first two figures that cards of *length* figures may have."""
        found = [r for s in self.schemes if length in s.lengths for r in s.begins]
        return sorted({n for r in found for n in r.first_two()})


def has_check_digit(digits: bytes) -> bool:
    """Apply the check digit of ISO/IEC 7812 (Luhn) to figures in ASCII."""
    odd, even = digits[-1::-2], digits[-2::-2].translate(_DOUBLED)
    return (sum(odd) + sum(even) - ord("0") * len(digits)) % 10 == 0


@cache
def numbers() -> Numbers:
    said = resource_toml("bank/numbers.toml")
    return Numbers(
        schemes=tuple(_scheme(s["begins"], s["lengths"]) for s in said["schemes"]),
        device=_scheme(said["device"]["begins"], said["device"]["lengths"]),
        device_words=tuple(said["device"]["words"]),
        iban={country.lower(): length for country, length in said["iban"].items()},
        iban_of_figures=frozenset(
            country.lower() for country in said["iban_of_figures"]["countries"]
        ),
    )


def _scheme(begins: Sequence[str], lengths: Sequence[int]) -> Scheme:
    return Scheme(begins=tuple(map(_range, begins)), lengths=frozenset(lengths))


def _range(said: str) -> Range:
    low, _, high = said.partition("-")
    return Range(low=low, high=high or low)
