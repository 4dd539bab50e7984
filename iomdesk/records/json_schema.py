"""The JSON Schema of a record, made from the record itself."""

from collections.abc import Collection, Mapping
from datetime import date, datetime
from enum import StrEnum
from types import NoneType, UnionType
from typing import Any, NewType, Union, get_args, get_origin, get_type_hints

from attrs import NOTHING, fields, has

from iomdesk.records.codec import Document

DIALECT = "https://json-schema.org/draft/2020-12/schema"

_PLAIN: dict[type, Document] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    float: {"type": "number"},
    date: {"type": "string", "format": "date", "pattern": r"^\d{4}-\d{2}-\d{2}$"},
    datetime: {
        "type": "string",
        "format": "date-time",
        "pattern": r"^\d{4}-\d{2}-\d{2}T.*(Z|[+-]\d{2}:\d{2})$",
    },
}


def json_schema(
    kind: type,
    *,
    without: Collection[str] = (),
    optional: Mapping[str, Collection[str]] | None = None,
) -> Document:
    """Return the schema (2020-12) of *kind* as stored, without some of its fields.

    *optional* names fields, by class, that a file may leave out all the same.
    """
    writer = _Writer(optional or {})
    schema = {"$schema": DIALECT} | writer.object(kind, without)
    return schema | ({"$defs": writer.parts} if writer.parts else {})


class _Writer:
    """Writes schemas of types; records met on the way go to *parts*."""

    def __init__(self, optional: Mapping[str, Collection[str]]) -> None:
        self._optional = optional
        self.parts: dict[str, Document] = {}

    def object(self, kind: type, without: Collection[str] = ()) -> Document:
        hints = get_type_hints(kind)
        spare = self._optional.get(kind.__name__, ())
        said = [f for f in fields(kind) if f.name not in without]
        wanted = [f.name for f in said if f.default is NOTHING and f.name not in spare]
        schema: Document = {
            "type": "object",
            "properties": {f.name: self.value(hints[f.name]) for f in said},
            "additionalProperties": False,
        }
        return schema | ({"required": wanted} if wanted else {})

    def value(self, kind: Any) -> Document:
        if isinstance(kind, NewType):
            return self.value(kind.__supertype__)
        if isinstance(kind, UnionType) or get_origin(kind) is Union:
            return self._either(kind)
        if get_origin(kind) is not None:
            return self._holder(kind)
        if has(kind):
            return self._part(kind)
        if issubclass(kind, StrEnum):
            return {"type": "string", "enum": [word.value for word in kind]}
        return dict(_PLAIN[kind])

    def _either(self, kind: Any) -> Document:
        choices = [self.value(k) for k in get_args(kind) if k is not NoneType]
        if NoneType in get_args(kind):
            choices.append({"type": "null"})
        return choices[0] if len(choices) == 1 else {"anyOf": choices}

    def _holder(self, kind: Any) -> Document:
        inner = get_args(kind)
        if get_origin(kind) is tuple:
            return {"type": "array", "items": self.value(inner[0])}
        return {"type": "object", "additionalProperties": self.value(inner[1])}

    def _part(self, kind: type) -> Document:
        name = kind.__name__
        if name not in self.parts:
            self.parts[name] = {}
            self.parts[name] = self.object(kind)
        return {"$ref": f"#/$defs/{name}"}
