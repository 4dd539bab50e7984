"""What a message may say, read as if anybody had written it."""

import re
from typing import Any

from iomdesk.records.codec import Document

HASH_LETTERS = 64
"""Letters of a hash or a public key in hexadecimal."""
_MOST = 2**53
"""Beyond this neither JSON nor a database counts exactly."""
_LONGEST_NAME = 200
_HEX = re.compile("[0-9a-f]*")
_UUID = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def number_from(said: Any) -> int:
    """Return a whole number from nought on; yes and 1.0 are none."""
    if type(said) is not int or not 0 <= said < _MOST:
        raise ValueError("a number was expected")
    return said


def name_from(said: Any, longest: int = _LONGEST_NAME) -> str:
    if not is_name(said, longest):
        raise ValueError("a name was expected")
    return str(said)


def is_name(said: Any, longest: int = _LONGEST_NAME) -> bool:
    """Say whether it is text that any database takes, without control characters."""
    return isinstance(said, str) and 0 < len(said) <= longest and said.isprintable()


def hex_from(said: Any, letters: int) -> str:
    """Return lower-case hexadecimal text of so many *letters*."""
    if not isinstance(said, str) or len(said) != letters or not _HEX.fullmatch(said):
        raise ValueError("hexadecimal text was expected")
    return said


def uuid_from(said: Any) -> str:
    if not isinstance(said, str) or not _UUID.fullmatch(said):
        raise ValueError("an id was expected")
    return said


def document_from(said: Any) -> Document:
    if not isinstance(said, dict):
        raise TypeError("an object was expected")
    return said
