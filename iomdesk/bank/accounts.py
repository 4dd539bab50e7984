"""Account numbers: where words or their form say that they are."""

import re
from collections.abc import Iterator

from iomdesk.bank.schemes import numbers
from iomdesk.bank.sieve import Suspicions

_GAP = "[^a-z0-9]"
_WORD = r"(?:a/?c|acc(?:oun)?t|no|num(?:ber)?|is|was)"
_SORT_CODE = rf"[0-9](?:{_GAP}{{0,3}}[0-9]){{5}}"
_EIGHT = rf"(?:[0-9]{{7,8}}|[0-9]{{4}}{_GAP}[0-9]{{4}})(?![0-9])"
_SORT_WORDS = re.compile(rf"sort[ -]?codes?[^0-9]{{0,20}}({_SORT_CODE})(?![0-9])")
_SORT_LETTERS = re.compile(
    rf"s(?<![a-z0-9]s)/?c(?![a-z0-9]){_GAP}{{0,5}}"
    r"([0-9]{2}-[0-9]{2}-[0-9]{2})(?![0-9])"
)
_ACCOUNT_WORDS = re.compile(
    r"a(?<![a-z0-9]a)(?:/c|cc(?:oun)?t)(?![a-z0-9])"
    rf"{_GAP}{{0,4}}(?:{_WORD}{_GAP}{{0,4}}){{0,3}}({_EIGHT})"
)
_PAIRS = r"(?P<code>[0-9]{2}(?P<gap>[^a-z0-9:]{1,3})[0-9]{2}(?P=gap)[0-9]{2})"
_BETWEEN = rf"{_GAP}{{1,4}}"
_ALONE = rf"(?<![0-9])(?<![0-9]{_GAP})"
_FORMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_ALONE}{_PAIRS}{_BETWEEN}[0-9]{{8}}(?![0-9])",
        rf"(?<![0-9])[0-9]{{8}}{_BETWEEN}{_PAIRS}(?!{_GAP}?[0-9])",
        rf"{_ALONE}(?P<code>[0-9]{{6}})[ /-][0-9]{{8}}(?!{_GAP}{{0,3}}[0-9])",
    )
)
"""A sort code in pairs beside eight figures; six and eight with no others around."""
_IBAN = re.compile(
    rf"(?<![a-z0-9])(?=([a-z]{{2}}[0-9]{{2}}(?:{_GAP}{{0,3}}[a-z0-9]){{11,30}}))[a-z]"
)
_LAST_DAY, _MONTHS = 31, 12


def accounts(read: str, may: Suspicions) -> Iterator[str]:
    """Yield what a text, as it was *read*, holds of accounts: figures, or an IBAN.

    Figures alone are an account only where words say so, or where a sort code that is
    no date stands beside eight others.
    """
    for pattern in _named(read, may):
        yield from (_figures(found[1]) for found in pattern.finditer(read))
    if may.form:
        yield from _formed(read)
    if may.iban:
        found = (_figures_and_letters(n[1]) for n in _IBAN.finditer(read))
        yield from filter(numbers().is_iban, found)


def _named(read: str, may: Suspicions) -> Iterator[re.Pattern[str]]:
    """Yield what must be looked for by its words: such words are there."""
    if may.sort_code:
        yield _SORT_LETTERS
    if may.words and "sort" in read:
        yield _SORT_WORDS
    if may.words and ("acc" in read or "a/c" in read):
        yield _ACCOUNT_WORDS


def _formed(read: str) -> Iterator[str]:
    for pattern in _FORMED:
        for found in pattern.finditer(read):
            if not _is_date(_figures(found["code"])):
                yield _figures(found[0])


def _is_date(six: str) -> bool:
    """Say whether six figures can be a day: 310126, or 260131."""
    first, month, last = (int(six[n : n + 2]) for n in (0, 2, 4))
    days = range(1, _LAST_DAY + 1)
    return 1 <= month <= _MONTHS and (first in days or last in days)


def _figures(text: str) -> str:
    return re.sub("[^0-9]", "", text)


def _figures_and_letters(text: str) -> str:
    return re.sub("[^0-9a-z]", "", text)
