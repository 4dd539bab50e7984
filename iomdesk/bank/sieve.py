"""Whether a text can hold a card or account number at all: found at the speed of C.

A field is looked at with every key, a whole import at once, so most texts must cost no
more than a few passes of `str.translate`. The sieve may let through what is none; it
never holds back what `rule` would find (a property test compares them).
"""

import re
from functools import cache
from typing import NamedTuple

from iomdesk.bank.schemes import has_check_digit, numbers

FEWEST, MOST = 12, 19
"""Figures of a card."""
_FIGURES, _LETTERS = b"0123456789", b"abcdefghijklmnopqrstuvwxyz"
_REST = bytes(set(range(256)) - set(_FIGURES) - set(_LETTERS))
_BARE = bytes.maketrans(_LETTERS + _REST, b"x" * len(_LETTERS) + b" " * len(_REST))
_ALIKE = bytes.maketrans(_FIGURES, b"0" * len(_FIGURES))
_TWO_GROUPS, _PAIRS, _SIX, _EIGHT = b"0 0", b"00 00 00", b"000000", b"00000000"
_NINE, _LONG = b"000000000", b"0" * FEWEST
_FOURS = b"0000 0000 0000 0000"
_TWO_CARDS = 2 * len(_FOURS)
_FIRST = b"23456"
"""Figures that cards begin with."""
_LONGEST_RUN = 2 * MOST + 2
"""Characters of a run that may be one card: a gap is one character here."""
_MANY = b"x" * 8
_FORMS = {
    b"00 00 00 00000000": re.compile(rb"00 00 00 00000000(?!0)"),
    b"00000000 00 00 00": re.compile(rb"00000000(?<!000000000) 00 00 00(?!0)"),
    b"000000 00000000": re.compile(rb"000000(?<!0000000) 00000000(?!0)"),
}
"""Sort codes and accounts beside each other; what is quickly found, and what it is."""
_STRETCH = re.compile(rb"0000(?<!00000)(?: 0000(?!0)){3,}+(?: 000(?!0))?+")
_FOUR_SIXES = re.compile(rb"x(3\d{3}x\d{6}x\d{4,5})(?!\d)")
_APART = bytes.maketrans(b" ", b"x")
_IBAN = re.compile(rb" xx00(?= ?[x0]{4} ?[x0]{4} ?[x0]{3})")


class Suspicions(NamedTuple):
    """What a text may hold; *sort_code* is in pairs with words, *form* with eight."""

    card: bool = False
    sort_code: bool = False
    form: bool = False
    iban: bool = False
    words: bool = False


def suspicions(read: str) -> Suspicions:
    """Say what a text, as it was *read*, may hold.

    *single* has its figures, “x” for each letter and one space for a gap of up to three
    other characters; *alike* is the same with “0” for each figure. The order of what is
    asked is that of what it costs.
    """
    single = read.encode().translate(_BARE)
    alike = single.translate(_ALIKE)
    if b"0" not in alike:
        return Suspicions()
    if b"  " in single:
        parted = single.replace(b"    ", b"x")
        single = parted.replace(b"   ", b" ").replace(b"  ", b" ")
        alike = single.translate(_ALIKE)
    has_groups, six, words = _TWO_GROUPS in alike, _SIX in alike, b"x" in alike
    eight = six and _EIGHT in alike
    return Suspicions(
        (eight and _LONG in alike and _any(_numbers(), single.translate(_APART)))
        or (has_groups and _may_hold_groups(single, alike, six=six)),
        words and has_groups and _PAIRS in alike,
        eight and has_groups and _may_hold_form(alike),
        words and b"xx00" in alike and bool(_IBAN.search(b" %b" % alike)),
        words,
    )


def _may_hold_groups(single: bytes, alike: bytes, *, six: bool) -> bool:
    """Say whether there may be a card in more than one group."""
    return (
        (_FOURS in alike and any(_is_card(f, single) for f in _STRETCH.finditer(alike)))
        or (six and _any(_FOUR_SIXES, single.translate(_APART)))
        or _may_hold_whole_run(single, alike)
    )


def _may_hold_whole_run(single: bytes, alike: bytes) -> bool:
    if b"x" not in alike and len(alike) > _LONGEST_RUN:
        return False
    if _LONG not in alike.translate(None, b" "):
        return False
    return _any(_numbers(), single.translate(None, b" "))


def _may_hold_form(alike: bytes) -> bool:
    alike = alike.replace(_NINE, b"x")
    return _EIGHT in alike and any(
        has in alike and form.search(alike) for has, form in _FORMS.items()
    )


def _is_card(found: re.Match[bytes], single: bytes) -> bool:
    """Say whether the first four groups can be a card; or these and three figures."""
    said = single[found.start() : found.end()]
    if said[0] not in _FIRST or (len(said) + 1) % len(b"0000 " * 4) not in {0, 4}:
        return False
    ends = (
        (said[: len(_FOURS)], said)
        if len(said) < _TWO_CARDS
        else (said[: len(_FOURS)],)
    )
    return any(has_check_digit(end.replace(b" ", b"")) for end in ends)


def _any(pattern: re.Pattern[bytes], said: bytes) -> bool:
    found = pattern.finditer(b"x%bx" % said.replace(_MANY, b"x"))
    return any(has_check_digit(n[1].translate(None, b"x")) for n in found)


@cache
def _numbers() -> re.Pattern[bytes]:
    """Return what finds figures of a card between letters; the first is soon found."""
    return re.compile(rb"x(?=[2-6])(%b)(?=x)" % _card())


def _card() -> bytes:
    """Return what matches the figures of a card by its first two and its length."""
    seconds: dict[tuple[int, int], list[int]] = {}
    for length in range(FEWEST, MOST + 1):
        for two in numbers().first_two(length):
            seconds.setdefault((two // 10, length), []).append(two % 10)
    said = (
        rf"{first}[{''.join(map(str, then))}]\d{{{length - 2}}}(?!\d)"
        for (first, length), then in sorted(seconds.items())
    )
    return "|".join(said).encode()
