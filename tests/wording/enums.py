"""Which fixed sets of words stand in records."""

from enum import StrEnum
from typing import Any, get_args

from iomdesk.record_types import hints_of, parts_of, plain_type, record_types


def words_used() -> list[type[StrEnum]]:
    """Return every StrEnum that some field of some record holds."""
    hints = [
        hint
        for kind in record_types().values()
        for part in parts_of(kind)
        for hint in hints_of(part).values()
    ]
    found = {word for hint in hints for word in _words(hint)}
    return sorted(found, key=lambda word: word.__name__)


def _words(hint: Any) -> list[type[StrEnum]]:
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return [hint]
    return [word for inner in get_args(hint) for word in _words(plain_type(inner))]
