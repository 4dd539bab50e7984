"""Records to stored JSON and back; nothing stored is None or empty."""

import hashlib
import json
import re
from collections.abc import Mapping
from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from iomdesk.errors import InputRefused

if TYPE_CHECKING:
    from cattrs import Converter

Json = Any
"""What JSON can say: dict, list, str, int, float, bool or None."""
Document = dict[str, Any]
"""The stored form of a record: a JSON object without nulls and empty objects."""

UNREADABLE = (ExceptionGroup, ValueError, TypeError, KeyError)
"""What a stored form that is no such record raises."""

_SAFE = 2**53 - 1

_NUMBER_IN_DOUBT = re.compile(
    r"""(?:":|[\[,])-?(?:\d+[.eE]|\d{16})|^-?\d|NaN|Infinity"""
)
_in_order = json.JSONEncoder(
    ensure_ascii=False, separators=(",", ":"), sort_keys=True
).encode

R = TypeVar("R")


def to_document(record: object) -> Document:
    """Return the stored form of *record*; None and empty parts are left out."""
    document: Document = _converter().unstructure(record)
    return document


def from_document(kind: type[R], document: Mapping[str, Any]) -> R:
    """Return *document* as a record; unknown keys are passed by."""
    return _converter().structure(document, kind)


def from_input(kind: type[R], document: Json) -> R:
    """Return what a file says as a record, or say which field cannot be read."""
    if not isinstance(document, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    from iomdesk.records.conversion import Faults, first_fault, strict_converter  # noqa: PLC0415

    try:
        return strict_converter().structure(document, kind)
    except Faults as error:
        field, said = first_fault(error)
        raise InputRefused(f"“{field}” cannot be read: {said}.", field) from None


def canonical(value: Json) -> bytes:
    """Return *value* as RFC 8785 JSON, the form that hashes are taken over.

    Sorted keys are all that it asks, but for floats, large numbers and keys that are
    not ASCII. Where the text shows none of these, *value* need not be walked.
    """
    text = _in_order(value)
    is_sure = text.isascii() and not _NUMBER_IN_DOUBT.search(text)
    if is_sure or _is_plain(value):
        return text.encode()
    import rfc8785  # noqa: PLC0415  next to nothing here is not plain

    return rfc8785.dumps(value)


def _is_plain(value: Json) -> bool:
    """Say whether *value* has no floats and large numbers, and its keys are ASCII."""
    if isinstance(value, dict):
        return all(
            isinstance(key, str) and key.isascii() and _is_plain(inner)
            for key, inner in value.items()
        )
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if type(value) is int:
        return -_SAFE <= value <= _SAFE
    return value is None or isinstance(value, str | bool)


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical form of *value*, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


@cache
def _converter() -> "Converter":
    # A list is read without records: no need to load what makes them for it.
    from iomdesk.records.conversion import converter  # noqa: PLC0415

    return converter()
