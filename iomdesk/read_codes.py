"""A code that nothing here words, as a person reads it: no screen shows it raw."""

import re
from functools import lru_cache

from iomdesk.resources import resource_toml

_CODE = re.compile(r"[A-Z0-9]+(?:_[A-Z0-9]+)+|[a-z0-9]+(?:_[a-z0-9]+)+|[A-Z]{4,}")
_JOINTS = re.compile(r"[_\s]+")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


def code_as_words(text: str) -> str:
    """Return PRE_SENTENCE as “Pre sentence”; what is no code comes back as it is.

    A single word in capitals is a code where it has four letters or more and is no
    short form that people write so.
    """
    if not _CODE.fullmatch(text):
        return text
    words = " ".join(_word(part) for part in _JOINTS.split(text))
    return words[:1].upper() + words[1:]


def path_as_words(path: str) -> str:
    """Return /contacts/0/address/lastUpdated as “contacts 1, address, last updated”."""
    said: list[str] = []
    for part in path.strip("/").split("/"):
        if part.isdecimal() and said:
            said[-1] = f"{said[-1]} {int(part) + 1}"
        else:
            spaced = _HUMPS.sub(" ", part).replace("_", " ")
            said.append(" ".join(_word(word) for word in spaced.split()))
    return ", ".join(part for part in said if part)


def _word(part: str) -> str:
    keeps = part.upper() in _as_written() or (part.isupper() and _has_figure(part))
    return part.upper() if keeps else part.lower()


def _has_figure(part: str) -> bool:
    return any(letter.isdecimal() for letter in part)


@lru_cache(maxsize=1)
def _as_written() -> frozenset[str]:
    return frozenset(resource_toml("wording/codes.toml")["as_written"])
