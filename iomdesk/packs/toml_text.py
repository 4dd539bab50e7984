"""An instrument's data as TOML, laid out as a person would."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from iomdesk.records.codec import Document

_BARE = re.compile(r"[A-Za-z0-9_-]+\Z")
_DAYS = frozenset({"effective_from", "effective_to"})
_WORDING = frozenset({"title", "label", "help", "notice", "otherwise"})


def toml_text(data: Document) -> str:
    """Return *data* as TOML that reads back as the same."""
    return "\n".join(_table(data, ())).strip() + "\n"


def _table(data: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    """Yield what stands in one table, then the tables below it."""
    below: list[tuple[str, Any]] = []
    for key, value in data.items():
        if _is_table(key, value) or (not path and _is_array_of_tables(value)):
            below.append((key, value))
        else:
            yield f"{_key(key)} = {_value(key, value)}"
    for key, value in below:
        inner = (*path, key)
        name = ".".join(map(_key, inner))
        if isinstance(value, Mapping):
            yield from ("", f"[{name}]", *_table(value, inner))
            continue
        for one in value:
            yield from ("", f"[[{name}]]", *_entry(one))


def _entry(one: Mapping[str, Any]) -> Iterator[str]:
    for key, value in one.items():
        yield f"{_key(key)} = {_value(key, value)}"


def _is_table(key: str, value: Any) -> bool:
    return isinstance(value, Mapping) and key not in _WORDING


def _is_array_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and _all_tables(value)


def _all_tables(value: list[Any]) -> bool:
    return all(isinstance(one, Mapping) for one in value)


def _value(key: str, value: Any) -> str:
    if key in _DAYS and isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        inside = (f"{_key(name)} = {_value(name, one)}" for name, one in value.items())
        return "{ " + ", ".join(inside) + " }" if value else "{}"
    if isinstance(value, list):
        return _list(key, value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return _string(value) if isinstance(value, str) else repr(value)


def _list(key: str, value: list[Any]) -> str:
    said = [_value(key, one) for one in value]
    if value and _all_tables(value) and len(value) > 1:
        return "[\n" + "".join(f"  {one},\n" for one in said) + "]"
    return "[" + ", ".join(said) + "]"


def _string(text: str) -> str:
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _key(name: str) -> str:
    return name if _BARE.match(name) else _string(name)
