"""Text as figures are looked for in it: plain ASCII, what cannot be seen left out."""

import unicodedata
from functools import cache

_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0")
"""Letters by name that nobody sees."""
_UNSEEN = frozenset({"Cf", "Mn", "Me"})
"""Zero-width characters, soft hyphens and marks on the letter before."""
_OTHER_LETTER = "z"


def read(text: str) -> str:
    """Return *text* in ASCII: every figure 0 to 9, every letter a to z, dashes “-”.

    A line break is one character, what is not seen none.
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return text.translate(_letters())


class _Letters(dict[int, str]):
    """What each character is read as; one is looked at once."""

    def __missing__(self, code: int) -> str:
        said = self[code] = _plain(chr(code))
        return said


@cache
def _letters() -> _Letters:
    return _Letters()


def _plain(letter: str) -> str:
    figure = unicodedata.digit(letter, None)
    if figure is not None:
        return str(figure)
    kind = unicodedata.category(letter)
    if kind in _UNSEEN or letter in _BLANK_LETTERS:
        return ""
    if kind == "Pd":
        return "-"
    usual = unicodedata.normalize("NFKC", letter).lower()
    if letter.isalpha():
        return usual if usual.isascii() and len(usual) == 1 else _OTHER_LETTER
    return usual if usual.isascii() and len(usual) == 1 and usual.isprintable() else " "
