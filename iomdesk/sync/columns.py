"""Rows as columns: what a batch says once is not repeated."""

import re
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from iomdesk.records.codec import Document, Json

_HEX = re.compile(r"(?:[0-9a-f]{2}){8,}")
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")
_SHORTEST_RUN = 3
_MOST_REPEATED = 8 * 1024 * 1024
"""Letters of all texts of a message that stand once for many rows, counted by row."""
_LARGEST_NUMBER = 2**64


class Packer:
    """Turns rows into columns and keeps what cannot be compressed apart."""

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._raw: list[bytes] = []

    def columns(self, rows: Sequence[Mapping[str, Json]]) -> list[Document]:
        """Return the columns of *rows*, each written the shortest way."""
        keys = list(dict.fromkeys(key for row in rows for key in row))
        return [self._column(key, rows) for key in keys]

    def text(self, value: str) -> Json:
        """Return *value* for use outside of rows."""
        return self._written([value], of_one=True)

    def tail(self) -> bytes:
        """Return the bytes of all ids, then those of all other hexadecimal text."""
        ids = b"".join(UUID(name).bytes for name in self._ids)
        return ids + b"".join(self._raw)

    @property
    def ids(self) -> int:
        return len(self._ids)

    def _column(self, key: str, rows: Sequence[Mapping[str, Json]]) -> Document:
        values = [row[key] for row in rows if key in row]
        absent = [n for n, row in enumerate(rows) if key not in row]
        written: Document = {"k": key} | self._written(values)
        return written | ({"a": absent} if absent else {})

    def _written(self, values: list[Json], *, of_one: bool = False) -> Document:
        if all(isinstance(v, str) for v in values):
            if all(_UUID.fullmatch(v) for v in values):
                return {"u": _runs([self._id(v) for v in values])}
            if _all_differ(values) and all(_HEX.fullmatch(v) for v in values):
                return {"h": self._keep(values)}
        if of_one or _all_same(values):
            return {"=": values[0]}
        return _numbers(values) or {"v": values}

    def _id(self, name: str) -> int:
        return self._ids.setdefault(name, len(self._ids))

    def _keep(self, values: list[str]) -> int:
        self._raw += [bytes.fromhex(v) for v in values]
        return len(values[0]) // 2


class Unpacker:
    """Turns columns back into the rows they were made of."""

    def __init__(self, ids: int, tail: bytes) -> None:
        size = ids * 16
        self._ids = [str(UUID(bytes=tail[n : n + 16])) for n in range(0, size, 16)]
        self._raw = tail
        self._at = size
        self._repeated = 0

    def rows(self, count: int, columns: Sequence[Mapping[str, Any]]) -> list[Document]:
        rows: list[Document] = [{} for _ in range(count)]
        for column in columns:
            absent = set(column.get("a", ()))
            present = [row for n, row in enumerate(rows) if n not in absent]
            key = column["k"]
            values = self._values(column, len(present))
            for row, value in zip(present, values, strict=True):
                row[key] = value
        return rows

    def text(self, written: Mapping[str, Any]) -> Json:
        return self._values(written, 1)[0]

    def _values(self, column: Mapping[str, Any], count: int) -> list[Json]:
        if "u" in column:
            return [self._ids[n] for n in _unrun(column["u"], count)]
        if "h" in column:
            return [self._take(column["h"]) for _ in range(count)]
        if "=" in column:
            return [self._repeatable(column["="], count)] * count
        if "+" in column:
            first, step = map(_whole, column["+"])
            return [first + n * step for n in range(count)]
        return list(column["v"])

    def _repeatable(self, value: Json, count: int) -> Json:
        """Refuse what would make many large values of one.

        DANGER: each row is hashed and kept by itself, so a few bytes could stand for
        any number of gigabytes.
        """
        if count > 1 and isinstance(value, dict | list):
            raise ValueError("a part may not stand for many")
        if count > 1 and isinstance(value, str):
            self._repeated += len(value) * count
        if self._repeated > _MOST_REPEATED:
            raise ValueError("a text that stands for many is too long")
        return value

    def _take(self, size: int) -> str:
        taken = self._raw[self._at : self._at + size]
        if len(taken) < size:
            raise ValueError("the message is cut short")
        self._at += size
        return taken.hex()


def _all_differ(values: Sequence[str]) -> bool:
    """Say whether *values* are of one length and none stands twice."""
    return len({len(v) for v in values}) == 1 and len(set(values)) == len(values)


def _all_same(values: Sequence[Json]) -> bool:
    first = values[0]
    return all(type(v) is type(first) and v == first for v in values) and not (
        isinstance(first, dict | list) and len(values) > 1
    )


def _numbers(values: Sequence[Json]) -> Document:
    """Return numbers that rise evenly as the first and the step."""
    if len(values) < _SHORTEST_RUN or not all(type(v) is int for v in values):
        return {}
    steps = {after - before for before, after in pairwise(values)}
    return {"+": [values[0], steps.pop()]} if len(steps) == 1 else {}


def _whole(number: Json) -> int:
    """Return a step's number; a text would grow with each row."""
    if type(number) is not int or abs(number) >= _LARGEST_NUMBER:
        raise ValueError("a step is a number")
    return int(number)


def _runs(indexes: Sequence[int]) -> list[Json]:
    """Return indexes with each run of neighbours as its first and its length."""
    runs: list[list[int]] = []
    for index in indexes:
        if runs and index == runs[-1][0] + runs[-1][1]:
            runs[-1][1] += 1
        else:
            runs.append([index, 1])
    return [first if length == 1 else [first, length] for first, length in runs]


def _unrun(runs: Sequence[Json], count: int) -> list[int]:
    spans = [run if isinstance(run, list) else [run, 1] for run in runs]
    if sum(length for _, length in spans) != count:
        raise ValueError("a column has another length than its rows")
    return [first + n for first, length in spans for n in range(length)]
