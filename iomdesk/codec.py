"""Records to stored JSON and back; nothing stored is None or empty."""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, TypeVar, get_args

import rfc8785
from attrs import has
from cattrs import Converter
from cattrs.errors import BaseValidationError
from cattrs.gen import make_dict_unstructure_fn

from iomdesk.errors import InputRefused

Json = Any
"""What JSON can say: dict, list, str, int, float, bool or None."""
Document = dict[str, Any]
"""The stored form of a record: a JSON object without nulls and empty objects."""

UNREADABLE = (BaseValidationError, ValueError, TypeError, KeyError)
"""What a stored form that is no such record raises."""

_SAFE = 2**53 - 1

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
    try:
        return _strict_converter().structure(document, kind)
    except BaseValidationError as error:
        field, said = _first_fault(error)
        raise InputRefused(f"“{field}” cannot be read: {said}.", field) from None


def canonical(value: Json) -> bytes:
    """Return *value* as RFC 8785 JSON, the form that hashes are taken over."""
    if not _is_plain(value):
        return rfc8785.dumps(value)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    return text.encode()


def _is_plain(value: Json) -> bool:
    """Say whether sorted keys are all that RFC 8785 asks of *value*: ten times faster.

    It is so without floats and large numbers, and with keys in ASCII.
    """
    if isinstance(value, dict):
        return all(
            type(key) is str and key.isascii() and _is_plain(inner)
            for key, inner in value.items()
        )
    if isinstance(value, list | tuple):
        return all(map(_is_plain, value))
    if type(value) is int:
        return -_SAFE <= value <= _SAFE
    return value is None or type(value) is str or type(value) is bool


def digest(value: Json) -> str:
    """Return the SHA-256 of the canonical form of *value*, in hexadecimal."""
    return hashlib.sha256(canonical(value)).hexdigest()


@cache
def _converter() -> Converter:
    converter = Converter(prefer_attrib_converters=False)
    _add_hooks(converter)
    return converter


@cache
def _strict_converter() -> Converter:
    converter = Converter(forbid_extra_keys=True, detailed_validation=True)
    _add_hooks(converter)
    converter.register_structure_hook(str, _text_or_word)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(bool, _yes_or_no)
    return converter


def _add_hooks(converter: Converter) -> None:
    converter.register_unstructure_hook(datetime, _instant_text)
    converter.register_unstructure_hook(date, lambda value: value.isoformat())
    converter.register_unstructure_hook_func(_is_word, lambda word: word.value)
    converter.register_unstructure_hook_func(_may_be_word, _word_or_none)
    converter.register_structure_hook(datetime, _instant)
    converter.register_structure_hook(date, _date)
    converter.register_unstructure_hook_factory(
        has, lambda cls: _pruning(cls, converter)
    )


def _pruning(cls: type, converter: Converter) -> Any:
    plain: Callable[[object], Document] = make_dict_unstructure_fn(cls, converter)

    def unstructure(record: object) -> Document:
        said = plain(record)
        return {key: value for key, value in said.items() if not _is_nothing(value)}

    return unstructure


def _is_word(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _may_be_word(kind: Any) -> bool:
    return isinstance(kind, UnionType) and any(_is_word(k) for k in get_args(kind))


def _word_or_none(word: StrEnum | None) -> str | None:
    return None if word is None else word.value


def _is_nothing(value: Json) -> bool:
    return value is None or (isinstance(value, dict | list | tuple) and not value)


def _instant_text(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant(value: Json, _: type) -> datetime:
    instant = datetime.fromisoformat(_text(value, str))
    if instant.tzinfo is None:
        raise ValueError("a time needs its zone, like 2026-03-02T19:05:00Z")
    return instant.astimezone(UTC)


def _date(value: Json, _: type) -> date:
    try:
        return date.fromisoformat(_text(value, str))
    except ValueError:
        raise ValueError("a date is written like 2026-03-02") from None


def _text(value: Json, _: type) -> str:
    if not isinstance(value, str):
        raise TypeError("text is wanted here")
    return value


def _text_or_word(value: Json, kind: type[str]) -> str:
    """Return a text, or a word of a fixed set: a StrEnum comes here as a str too."""
    text = _text(value, str)
    if kind is str:
        return text
    words = [str(word) for word in kind] if issubclass(kind, StrEnum) else []
    if text not in words:
        raise ValueError(f"it can be {', '.join(words)}")
    return kind(text)


def _whole_number(value: Json, _: type) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number is wanted here")
    return value


def _yes_or_no(value: Json, _: type) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is wanted here")
    return value


def _first_fault(error: BaseException, path: str = "") -> tuple[str, str]:
    """Return the dotted field and the words of the first fault below *error*."""
    from cattrs.errors import (  # noqa: PLC0415  only when something is wrong
        AttributeValidationNote,
        ClassValidationError,
        ForbiddenExtraKeysError,
        IterableValidationError,
        IterableValidationNote,
    )

    if isinstance(error, ForbiddenExtraKeysError):
        extra = min(error.extra_fields)
        return f"{path}.{extra}".lstrip("."), "there is no such field"
    if isinstance(error, ClassValidationError | IterableValidationError):
        inner = error.exceptions[0]
        for note in getattr(inner, "__notes__", []):
            if isinstance(note, AttributeValidationNote):
                path = f"{path}.{note.name}".lstrip(".")
            elif isinstance(note, IterableValidationNote):
                path = f"{path}.{note.index}"
        return _first_fault(inner, path)
    if isinstance(error, KeyError):
        return path or str(error.args[0]), "it is missing"
    return path, str(error)
