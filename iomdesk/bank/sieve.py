"""Whether a text can hold a card or account number at all: found at the speed of C.

A field is looked at with every key, a whole import at once, so most texts must cost no
more than a few passes of `str.translate`. The sieve may let through what is none; it
never holds back what `rule` would find (a property test compares them).
"""

import re
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import pairwise
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
_USUAL = 16
_FIRST = b"23456"
"""Figures that cards begin with."""
_MANY = b"x" * 4
_FORMS = {
    b"00 00 00 00000000": re.compile(rb"00 00 00 00000000(?!0)"),
    b"00000000 00 00 00": re.compile(rb"00000000(?<!000000000) 00 00 00(?!0)"),
    b"000000 00000000": re.compile(rb"000000(?<!0000000) 00000000(?!0)"),
}
"""Sort codes and accounts beside each other; what is quickly found, and what it is."""
_STRETCH = re.compile(
    rb"0000(?<!00000)(?= 0000 0000 0000(?!0))"
    rb"(?:%b(?!0))*+(?: 0000(?!0))*+(?: 000(?!0))?+" % (b" 0000" * 8)
)
"""Groups of four: eight at a time, as long as there are so many."""
_FOUR_SIX = b"0000 000000 0000"
_FOUR_SIXES = re.compile(rb"x(3\d{3}x\d{6}x\d{4,5})(?!\d)")
_APART = bytes.maketrans(b" ", b"x")
_IBAN = re.compile(rb" xx00(?= {0,3}[x0]{4} {0,3}[x0]{4} {0,3}[x0]{3})")


class Suspicions(NamedTuple):
    """What a text may hold; *sort_code* is in pairs with words, *form* with eight."""

    card: bool = False
    sort_code: bool = False
    form: bool = False
    iban: bool = False
    words: bool = False


def suspicions(read: str) -> Suspicions:
    """Say what a text, as it was *read*, may hold.

    *single* has its figures, “x” for each letter and a space for each other character;
    *alike* is the same with “0” for each figure. The order of what is asked is that of
    what it costs. Where there are fewer figures than a card has between two letters,
    there is neither a card nor an account by its form.
    """
    single = read.encode().translate(_BARE)
    alike = single.translate(_ALIKE)
    if b"0" not in alike:
        return Suspicions()
    card = form = False
    words, has_groups = b"x" in alike, _TWO_GROUPS in alike
    if _LONG in alike.translate(None, b" "):
        card, form = _card_or_form(single, alike, has_groups=has_groups)
    return Suspicions(
        card,
        words and has_groups and _PAIRS in alike,
        form,
        words and b"xx00" in alike and bool(_IBAN.search(b" %b" % alike)),
        words,
    )


def _card_or_form(
    single: bytes, alike: bytes, *, has_groups: bool
) -> tuple[bool, bool]:
    """Say whether there may be a card, and an account by its form.

    A card of one group is looked for first; of what a gap is nothing need be known.
    """
    six = _SIX in alike
    card = six and _LONG in alike and _may_hold_one_group(single, alike)
    if b"  " in single:
        single = _one_space_a_gap(single)
        alike = single.translate(_ALIKE)
        has_groups = _TWO_GROUPS in alike
    if not has_groups:
        return card, False
    return (
        card or _may_hold_groups(single, alike, six=six),
        six and _may_hold_form(alike),
    )


def _may_hold_one_group(single: bytes, alike: bytes) -> bool:
    """Say so; numbers of telephones' length are passed sooner where none is longer."""
    most = MOST if b"0" * _USUAL in alike else _USUAL - 1
    return _any(_numbers(most), single.translate(_APART))


def _one_space_a_gap(single: bytes) -> bytes:
    """Return *single* with “x” for four spaces, and one for what is a gap."""
    if b"   " in single:
        single = single.replace(b"    ", b"x").replace(b"   ", b" ")
    return single.replace(b"  ", b" ")


def _may_hold_groups(single: bytes, alike: bytes, *, six: bool) -> bool:
    """Say whether there may be a card in more than one group."""
    joined = alike.translate(None, b" ")
    return (
        (_FOURS in alike and any(_is_card(f, single) for f in _STRETCH.finditer(alike)))
        or (six and _FOUR_SIX in alike and _any(_FOUR_SIXES, single.translate(_APART)))
        or (
            (b"x" in joined or len(joined) <= MOST)
            and _any(_numbers(MOST), single.translate(None, b" "))
        )
    )


def _may_hold_form(alike: bytes) -> bool:
    if _EIGHT not in alike or not any(has in alike for has in _FORMS):
        return False
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
def _numbers(most: int) -> re.Pattern[bytes]:
    """Return what finds a card's figures, up to *most*, between letters."""
    lengths: dict[int, list[int]] = {}
    for length in range(FEWEST, most + 1):
        for two in numbers().first_two(length):
            lengths.setdefault(two, []).append(length)
    said = (_begun_with(first, lengths) for first in range(10))
    return re.compile(rb"x(%b)(?=x)" % "|".join(filter(None, said)).encode())


def _begun_with(first: int, lengths: Mapping[int, Sequence[int]]) -> str:
    """Return what matches cards that begin with *first*; *lengths* is by two."""
    seconds: dict[str, str] = {}
    for two, said in sorted(lengths.items()):
        if two // 10 == first:
            rest = _figures_of(said)
            seconds[rest] = seconds.get(rest, "") + str(two % 10)
    alike = "|".join(f"[{then}]{rest}" for rest, then in seconds.items())
    return f"{first}(?:{alike})" if alike else ""


def _figures_of(lengths: Sequence[int]) -> str:
    """Return what matches the figures after two, where *lengths* rise."""
    more = ""
    for shorter, longer in reversed([*pairwise(lengths)]):
        more = rf"(?:\d{{{longer - shorter}}}{more})?+"
    return rf"\d{{{lengths[0] - 2}}}{more}"
