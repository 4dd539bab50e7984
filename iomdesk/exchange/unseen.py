"""Signs in a text that are not seen and change what is: they are left out."""

import re

_UNSEEN = re.compile(
    r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u200e\u200f\u202a-\u202e\u2060"
    r"\u2066-\u2069\ufeff]"
)


def seen(text: str) -> str:
    """Return *text* as a reader sees it: no control signs, no turns of direction."""
    return _UNSEEN.sub("", text).strip()
