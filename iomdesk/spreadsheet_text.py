"""Text in a cell that no spreadsheet program may take for a formula."""

import unicodedata

_STARTS = frozenset("=+-@\u2212")
"""What a formula begins with, full-width, small and raised ones too."""
_CONTROLS = frozenset("\t\r\n\v\f")


def plain_cell(text: str) -> str:
    """Return *text* with an apostrophe before it where it could be a formula."""
    return f"'{text}" if is_formula_like(text) else text


def is_formula_like(text: str) -> bool:
    """Say whether *text* begins like a formula, or with a tab or a new line.

    Spaces and what cannot be seen (zero width, marks of direction) are looked through:
    some programs drop them.
    """
    return text[:1] in _CONTROLS or _first_seen(text) in _STARTS


def _first_seen(text: str) -> str:
    """Return the first character that shows, in its plain form."""
    for character in text:
        plain = unicodedata.normalize("NFKC", character)
        for one in plain:
            if not _is_unseen(one):
                return one
    return ""


def _is_unseen(character: str) -> bool:
    """Say whether nothing shows: spaces, controls, formats, marks, fillers."""
    kind = unicodedata.category(character)
    return kind[0] in "ZCM" or character in _FILLERS


_FILLERS = frozenset("\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
