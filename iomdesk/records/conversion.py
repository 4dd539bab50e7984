"""How records and JSON are turned into each other: dates, words, what is left out."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from enum import StrEnum
from functools import cache
from types import UnionType
from typing import Any, get_args

from attrs import has
from cattrs import Converter
from cattrs.errors import (
    AttributeValidationNote,
    BaseValidationError,
    ClassValidationError,
    ForbiddenExtraKeysError,
    IterableValidationError,
    IterableValidationNote,
)
from cattrs.gen import make_dict_unstructure_fn

Faults = BaseValidationError
"""What the strict converter raises: all faults of a file at once."""


def converter() -> Converter:
    """Return what reads and writes stored forms; unknown keys are passed by."""
    made = Converter(prefer_attrib_converters=False)
    _add_hooks(made)
    return made


@cache
def strict_converter() -> Converter:
    """Return what reads an input file: every key and type is as asked for."""
    made = Converter(forbid_extra_keys=True, detailed_validation=True)
    _add_hooks(made)
    made.register_structure_hook(str, _text_or_word)
    made.register_structure_hook(int, _whole_number)
    made.register_structure_hook(bool, _yes_or_no)
    made.register_structure_hook(int | str | bool, _plain_value)
    return made


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
    plain: Callable[[object], dict[str, Any]] = make_dict_unstructure_fn(cls, converter)

    def unstructure(record: object) -> dict[str, Any]:
        said = plain(record)
        # Written out: a save asks this some two hundred times.
        return {
            key: value
            for key, value in said.items()
            if value or not (value is None or isinstance(value, dict | list | tuple))
        }

    return unstructure


def _is_word(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, StrEnum)


def _may_be_word(kind: Any) -> bool:
    return isinstance(kind, UnionType) and any(_is_word(k) for k in get_args(kind))


def _word_or_none(word: StrEnum | None) -> str | None:
    return None if word is None else word.value


def _instant_text(value: datetime) -> str:
    return value.astimezone(UTC).isoformat().replace("+00:00", "Z")


def _instant(value: Any, _: type) -> datetime:
    instant = datetime.fromisoformat(_text(value, str))
    if instant.tzinfo is None:
        raise ValueError("a time needs its zone, like 2026-03-02T19:05:00Z")
    return instant.astimezone(UTC)


def _date(value: Any, _: type) -> date:
    try:
        return date.fromisoformat(_text(value, str))
    except ValueError:
        raise ValueError("a date is written like 2026-03-02") from None


def _text(value: Any, _: type) -> str:
    if not isinstance(value, str):
        raise TypeError("text is wanted here")
    return value


def _text_or_word(value: Any, kind: type[str]) -> str:
    """Return a text, or a word of a fixed set: a StrEnum comes here as a str too."""
    text = _text(value, str)
    if kind is str:
        return text
    words = [str(word) for word in kind] if issubclass(kind, StrEnum) else []
    if text not in words:
        raise ValueError(f"it can be {', '.join(words)}")
    return kind(text)


def _whole_number(value: Any, _: type) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError("a whole number is wanted here")
    return value


def _yes_or_no(value: Any, _: type) -> bool:
    if not isinstance(value, bool):
        raise TypeError("true or false is wanted here")
    return value


def _plain_value(value: Any, _: type) -> int | str | bool:
    if not isinstance(value, int | str):
        raise TypeError("a whole number, a text, or true or false is wanted here")
    return value


def first_fault(error: BaseException, path: str = "") -> tuple[str, str]:
    """Return the dotted field and the words of the first fault below *error*."""
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
        return first_fault(inner, path)
    if isinstance(error, KeyError):
        return path or str(error.args[0]), "it is missing"
    return path, str(error)
