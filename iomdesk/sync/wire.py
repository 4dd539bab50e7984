"""A message as bytes: its version, its words compressed, its hashes and ids bare."""

import json
import re
import struct
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from iomdesk.errors import UserError
from iomdesk.records.codec import Document, Json
from iomdesk.sync.bounded import Bounds, decompressed, parsed
from iomdesk.sync.columns import Packer, Unpacker

VERSION = 1
"""The version of the protocol that this program speaks."""
LARGEST_BODY = 8 * 1024 * 1024
"""Bytes of a message as it travels."""
A_MESSAGE = Bounds(size=20 * 1024 * 1024)
"""A message's words once they are unpacked; its cells count as values."""
A_LIGHT_ONE = Bounds(size=16 * 1024, values=10_000)
"""A message that any number of threads may read at once."""
AN_ENROLMENT = Bounds(size=64 * 1024, values=100)
"""The same of a message by whom the hub does not know yet."""
MOST_ROWS = 20_000

_HEAD = struct.Struct(">BI")
_SMALL = 64 * 1024
_ESCAPE = len("\\ud800")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_BEYOND = re.compile("[\ud800-\udfff\U00010000-\U0010ffff]|\\\\u[dD][89a-fA-F]")


class MessageUnreadable(UserError):
    """What came is not a message, or is cut short."""


class VersionRefused(UserError):
    """The other side speaks another version of the protocol."""


@frozen(kw_only=True)
class Message:
    """What a message says; *plain* where canonical JSON is sorted keys and no more.

    That is where it holds neither real numbers nor letters beyond 16 bits.
    """

    said: Document
    plain: bool = True


def pack(said: Mapping[str, Json]) -> bytes:
    """Return *said* as bytes; lists of rows go as columns, ids and hashes bare."""
    packer = Packer()
    texts = {k: v for k, v in said.items() if isinstance(v, str)}
    tables = {k: v for k, v in said.items() if _is_rows(v)}
    whole: Document = {
        "m": {k: v for k, v in said.items() if k not in texts and k not in tables},
        "x": {k: packer.text(v) for k, v in texts.items()},
        "t": {k: [len(v), packer.columns(v)] for k, v in tables.items()},
        "n": packer.ids,
    }
    text = json.dumps(
        {key: part for key, part in whole.items() if part},
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return _framed(text.encode(), packer.tail())


def unpack(body: bytes, bounds: Bounds = A_MESSAGE) -> Message:
    """Return what *body* says, or refuse what cannot be read."""
    if body[:1] and body[0] != VERSION:
        raise VersionRefused(
            "This program and the hub speak different versions. Update the older one."
        )
    try:
        return _unpacked(body, bounds)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError) as fault:
        raise MessageUnreadable("The message could not be read.") from fault
    except struct.error as fault:
        raise MessageUnreadable("The message could not be read.") from fault


def is_light(body: bytes) -> bool:
    """Say whether to read *body* takes next to no time and memory, by its own words."""
    if len(body) > _SMALL:
        return False
    import zstandard  # noqa: PLC0415

    try:
        size = zstandard.frame_content_size(body[_HEAD.size :])
    except zstandard.ZstdError:
        return True  # it is not read at all
    return size <= A_LIGHT_ONE.size


def bounds_of(body: bytes) -> Bounds:
    """Return how much *body* may be, by what it says of itself."""
    return A_LIGHT_ONE if is_light(body) else A_MESSAGE


def _is_rows(value: Json) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(row, dict) for row in value)
    )


def _framed(text: bytes, tail: bytes) -> bytes:
    import zstandard  # noqa: PLC0415  not before the first sync

    level = 19 if len(text) <= _SMALL else 6
    words = zstandard.ZstdCompressor(level=level).compress(text)
    return _HEAD.pack(VERSION, len(words)) + words + tail


def _unpacked(body: bytes, bounds: Bounds) -> Message:
    _, size = _HEAD.unpack_from(body)
    words = body[_HEAD.size : _HEAD.size + size]
    numbers: list[str] = []

    def real(said: str) -> float:
        numbers.append(said)
        return float(said)

    text = decompressed(words, bounds)
    whole = parsed(text, real)
    _demand_whole_letters(text, whole)
    _demand_few_cells(whole, bounds)
    unpacker = Unpacker(whole.get("n", 0), body[_HEAD.size + size :])
    said: Document = dict(whole.get("m", {}))
    for part, key, written in _in_order(whole):
        said[key] = unpacker.text(written) if part == "x" else _rows(unpacker, written)
    return Message(said=said, plain=not numbers and not _goes_beyond(text))


def _goes_beyond(text: str) -> bool:
    """Look a stretch at a time, so that other threads get their turn in between."""
    starts = range(0, len(text), _SMALL)
    return any(_BEYOND.search(text, at, at + _SMALL + _ESCAPE) for at in starts)


def _demand_whole_letters(text: str, whole: Any) -> None:
    """Refuse halves of letters: neither a hash nor a database takes them."""
    if _HALF.search(text):
        json.dumps(whole, ensure_ascii=False).encode()


def _demand_few_cells(whole: Any, bounds: Bounds) -> None:
    """Refuse more cells and ids than values: a few bytes may name a great many."""
    tables = whole.get("t", {}).values()
    cells = sum(count * max(len(columns), 1) for count, columns in tables)
    if cells + whole.get("n", 0) > bounds.values:
        raise ValueError("too many cells")


def _in_order(whole: Any) -> list[tuple[str, str, Any]]:
    return [(part, k, w) for part in ("x", "t") for k, w in whole.get(part, {}).items()]


def _rows(unpacker: Unpacker, written: Any) -> list[Document]:
    count, columns = written
    if not 0 < count <= MOST_ROWS:
        raise ValueError("too many rows")
    return unpacker.rows(count, columns)
