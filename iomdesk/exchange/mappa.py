"""MAPPA category and level in one cell, read by their words; unclear is a fault."""

import re
from collections.abc import Sequence

from iomdesk.cases.case import Mappa
from iomdesk.exchange.cell_faults import CellFault
from iomdesk.exchange.vocabulary import MappaWords, plain_words

_TOKEN = re.compile(r"[^\W\d_]+|\d+")
_WHOLE = re.compile(r"^(\d)\.0+$")
"""A whole number as some programs write it: 1.0."""
_HIGHEST = {"category": 4, "level": 3}
_BOTH = 2

_UNCLEAR = "It is not a MAPPA category and level, like 2/1 or Category 2 Level 1."
_Said = tuple[str, int]
"""A number and what stands before it: category, level, either or nothing."""


def mappa(text: str, words: MappaWords) -> Mappa:
    """Return “2/1”, where the category comes first, or “Level 1 Category 2”."""
    numbers = _numbers(text, words)
    said = [label for label, _ in numbers]
    if len(numbers) == _BOTH:
        numbers = _by_place(numbers) if "" in said or "either" in said else numbers
    elif said not in (["category"], ["level"]):
        raise CellFault(_UNCLEAR)
    found = dict(numbers)
    if len(found) != len(numbers) or not all(label in _HIGHEST for label in found):
        raise CellFault(_UNCLEAR)
    for label, number in found.items():
        _demand(label, number)
    return Mappa(category=found.get("category"), level=found.get("level"))


def one_number(text: str, words: MappaWords, wanted: str) -> Mappa:
    """Return what a column of categories, or of levels, says; *wanted* names it."""
    numbers = _numbers(_WHOLE.sub(r"\1", text), words)
    if len(numbers) != 1:
        return mappa(text, words)
    label, number = numbers[0]
    if label in _HIGHEST and label != wanted:
        raise CellFault(f"It names a {label} in a column of another thing.")
    _demand(wanted, number)
    own = {wanted: number}
    return Mappa(category=own.get("category"), level=own.get("level"))


def _demand(label: str, number: int) -> None:
    if not 1 <= number <= _HIGHEST[label]:
        raise CellFault(f"It is not a {label} from 1 to {_HIGHEST[label]}.")


def _by_place(numbers: Sequence[_Said]) -> list[_Said]:
    """Return *numbers* with the label that only one of them can have.

    “Level 2/1” may be two numbers under one word, so it is left as it is.
    """
    (first, one), (second, other) = numbers
    if first in ("", "either") and second in ("", "either"):
        return [("category", one), ("level", other)]
    if first == "category" and second == "":
        return [("category", one), ("level", other)]
    if first == "either" and second in _HIGHEST:
        return [("level" if second == "category" else "category", one), numbers[1]]
    if second == "either" and first in _HIGHEST:
        return [numbers[0], ("level" if first == "category" else "category", other)]
    return list(numbers)


def _numbers(text: str, words: MappaWords) -> list[_Said]:
    """Return each number with its label; a word that is not known is a fault."""
    found: list[_Said] = []
    label = ""
    for token in _TOKEN.findall(" ".join(plain_words(text))):
        if token in words.numbers:
            found.append((label, words.numbers[token]))
            label = ""
        elif kind := _label(token, words):
            label = kind if kind != "either" or not label else label
        elif token not in words.passed_over:
            raise CellFault(_UNCLEAR)
    if label in _HIGHEST or "?" in text:
        raise CellFault(_UNCLEAR)
    return found


def _label(token: str, words: MappaWords) -> str:
    if token in words.category:
        return "category"
    if token in words.level:
        return "level"
    return "either" if token in words.either else ""
