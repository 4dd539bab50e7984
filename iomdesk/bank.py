"""Card, sort code and account numbers: found, so that they can be refused.

Financial details do not go into local systems; ViSOR holds them (practice notes §3.1).
"""

import re
from collections.abc import Iterator

CARD = "a card number"
ACCOUNT = "a sort code or account number"

_SIX_DIGITS = re.compile(r"\d(?:[^0-9A-Za-z]{0,3}\d){5}")
_MADE = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{32,}\b", re.IGNORECASE
)
"""An id or a hash that a program made."""
_RUN = re.compile(r"(?<!\d\.)(?<!\d)\d+(?:[ \xa0–-]\d+)*")
"""What follows a decimal point is a share of one, not a number on a card."""
_GROUP = re.compile(r"\d+")
_DEVICE = re.compile(r"IMEI\W{0,12}$", re.IGNORECASE)
_MOMENT = re.compile(
    r"(?:19|20)\d\d(?:0[1-9]|1[0-2])[0-3]\d[0-2]\d[0-5]\d(?:[0-5]\d)?\d*"
)
_CARD_DIGITS = range(13, 20)
_ISSUERS = {13: ("4",), 14: ("30", "36", "38", "39"), 15: ("34", "37")}
_LONG_ISSUERS = ("4", "5", "6")
"""How cards of other lengths than 16 begin: issuers' public ranges (ISO/IEC 7812).

So the 15 figures of a telephone (IMEI), which have the same check digit, are none.
"""
_USUAL_DIGITS = 16
_CARD_GROUP = 4
_OTHER_GROUPS = ([4, 6, 5], [4, 6, 4])

_WORD = r"(?:a/?c|acc(?:oun)?t|no|num(?:ber)?|is|was)"
_SORT_CODE = r"(?<!\d)\d\d([ –-])\d\d\{}\d\d(?!\d)"
_BETWEEN = rf"[^\dA-Za-z]{{0,4}}(?:{_WORD}[^\dA-Za-z]{{0,3}}){{0,3}}"
_EIGHT = r"(?<!\d)\d{8}(?!\d)"
_NAMED = r"\b(?:a/c|acc(?:oun)?t)\b[^\dA-Za-z]{0,4}" + rf"(?:{_WORD}\W{{0,4}}){{0,3}}"
_ACCOUNTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"sort[ -]?codes?\D{0,20}\d\d[ –-]?\d\d[ –-]?\d\d(?!\d)",
        r"\bs/?c\b\W{0,5}\d\d[–-]\d\d[–-]\d\d(?!\d)",
        _NAMED + r"(?<!\d)\d{7,8}(?!\d)",
        _SORT_CODE.format(1) + _BETWEEN + _EIGHT,
        _EIGHT + _BETWEEN + _SORT_CODE.format(1),
        r"\bGB\d\d ?[A-Z]{4}(?: ?\d){14}\b",
    )
)


def bank_detail(text: str) -> str | None:
    """Return which kind of bank detail *text* holds, in words, or None."""
    if not _SIX_DIGITS.search(text):
        return None
    bare = _MADE.sub(" ", text)
    if any(_is_card(digits) for digits in _candidates(bare)):
        return CARD
    if any(pattern.search(bare) for pattern in _ACCOUNTS):
        return ACCOUNT
    return None


def _candidates(text: str) -> Iterator[str]:
    """Yield what is written as cards are: in one run, or in groups of four."""
    for run in _RUN.finditer(text):
        if _DEVICE.search(text[: run.start()]):
            continue
        groups = _GROUP.findall(run.group())
        for first in range(len(groups)):
            for last in range(first + 1, len(groups) + 1):
                if _grouped_as_card(groups[first:last]):
                    yield "".join(groups[first:last])


def _grouped_as_card(groups: list[str]) -> bool:
    sizes = [len(group) for group in groups]
    if sum(sizes) not in _CARD_DIGITS:
        return False
    fours = all(size == _CARD_GROUP for size in sizes[:-1]) and sizes[-1] <= _CARD_GROUP
    return len(sizes) == 1 or fours or sizes in _OTHER_GROUPS


def _is_card(digits: str) -> bool:
    """Apply the check digit of ISO/IEC 7812; no card begins with 0."""
    if digits[0] == "0" or _MOMENT.fullmatch(digits):
        return False
    begins = _ISSUERS.get(len(digits), _LONG_ISSUERS)
    if len(digits) != _USUAL_DIGITS and not digits.startswith(begins):
        return False
    doubled = (2 * int(d) - 9 * (d > "4") for d in digits[-2::-2])
    return (sum(doubled) + sum(int(d) for d in digits[::-2])) % 10 == 0
