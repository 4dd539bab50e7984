"""Lines of Hebrew or Arabic, in the order in which they are drawn."""

import re
import unicodedata

_RIGHT_TO_LEFT = {"R", "AL"}
_BRACKETS = {"()": "⟦⟧", "[]": "⟨⟩", "{}": "⟪⟫"}
_QUOTES = ("<>", "«»", "‹›")
_COMPANIONS = {
    **{pair[0]: pair[0] + other[0] for pair, other in _BRACKETS.items()},
    **{pair[1]: other[1] + pair[1] for pair, other in _BRACKETS.items()},
    **{sign: f"{sign}★" for pair in _QUOTES for sign in pair},
}
"""Each beside its sign: of one pair of brackets come two, one inside the other."""

_OTHER = {pair[n]: pair[1 - n] for pair in (*_BRACKETS, *_QUOTES) for n in (0, 1)}
_SINGLE = {
    **{paired: c for c, paired in _COMPANIONS.items()},
    **{paired[::-1]: _OTHER[c] for c, paired in _COMPANIONS.items()},
}
_PAIRED = re.compile("|".join([*map(re.escape, _SINGLE), "[⟦⟧⟨⟩⟪⟫★]"]))


def is_right_to_left(text: str) -> bool:
    """Return whether any letter of *text* runs from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text
    )


def runs_from_the_right(paragraph: str) -> bool:
    """Return whether a paragraph as a whole does: by its first letter with a side."""
    sides = (unicodedata.bidirectional(c) for c in paragraph)
    return next((s for s in sides if s == "L" or s in _RIGHT_TO_LEFT), "L") != "L"


def visual(line: str, *, from_the_right: bool) -> str:
    """Return a paragraph's *line* in the order in which it is drawn from the left.

    The library leaves brackets as they are. So each is given a companion that no face
    of ours can show: where a bracket is turned round, the two have changed places.
    """
    from bidi import get_display  # noqa: PLC0415  few papers hold such a name

    paired = "".join(_COMPANIONS.get(c, c) for c in line)
    turned: str = get_display(paired, base_dir="R" if from_the_right else "L")
    return _PAIRED.sub(lambda found: _SINGLE.get(found[0], ""), turned)
