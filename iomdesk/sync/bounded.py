"""JSON from a stranger: its values are counted before any of them is made.

A few bytes may stand for a great many values, and each takes a hundred bytes or more
of memory. So what comes is counted piece by piece, as it comes or is unpacked; nothing
is parsed, and no more is read, once it is too much.

DANGER: never give `json.loads` what a hub, a desk or a portal in between has sent.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from itertools import accumulate
from typing import Any

from attrs import frozen

_PIECE = 16 * 1024
"""Bytes that are looked at in one go: other threads get their turn in between."""
_WINDOW = 8 * 1024 * 1024
"""Bytes that unpacking may look back over, and so holds in memory."""
_BRACKETS = b"[]{}"
_ALL_BUT_BRACKETS = bytes(set(range(256)) - set(_BRACKETS))
_STEP = {ord("["): 1, ord("{"): 1, ord("]"): -1, ord("}"): -1}


class TooMuch(ValueError):
    """What came goes beyond its bounds; the rest was not read."""


@frozen(kw_only=True)
class Bounds:
    """What one message may be: bytes (unpacked), values, lists within lists.

    The values are the items of all lists and the pairs of all objects together; what is
    empty counts as one.
    """

    size: int
    values: int = 400_000
    depth: int = 64


class Count:
    """Counts JSON that comes in pieces, however they are cut."""

    def __init__(self, bounds: Bounds) -> None:
        self._bounds = bounds
        self._in_text = False
        self._held = b""
        self.size = self.values = self.depth = 0

    def take(self, piece: bytes) -> None:
        """Count *piece* too, or raise `TooMuch`."""
        self.size += len(piece)
        self._demand(self.size <= self._bounds.size, "bytes")
        bare = self._outside_text(piece)
        brackets = bare.translate(None, _ALL_BUT_BRACKETS)
        opened = brackets.count(b"[") + brackets.count(b"{")
        self.values += bare.count(b",") + opened
        self._demand(self.values < self._bounds.values, "values")
        depths = accumulate(map(_STEP.__getitem__, brackets), initial=self.depth)
        *_, self.depth = self._shallow(depths)

    def _outside_text(self, piece: bytes) -> bytes:
        """Return *piece* without what stands in quotes; a quote may stay open.

        A backslash hides the letter after it, so one at the end waits for that.
        """
        whole = (self._held + piece).replace(rb"\\", b"")
        self._held = whole[-1:] if whole.endswith(b"\\") else b""
        whole = whole.removesuffix(b"\\").replace(rb"\"", b"")
        parts = whole.split(b'"')
        first, self._in_text = self._in_text, self._in_text ^ (len(parts) % 2 == 0)
        return b" ".join(parts[first::2])

    def _shallow(self, depths: Iterable[int]) -> Iterator[int]:
        for depth in depths:
            self._demand(depth <= self._bounds.depth, "lists in lists")
            yield depth

    def _demand(self, is_within: bool, what: str) -> None:  # noqa: FBT001
        if not is_within:
            raise TooMuch(f"too many {what}")


def collected(pieces: Iterable[bytes], bounds: Bounds) -> bytes:
    """Return all *pieces* of one JSON text, or stop at the first that is too much."""
    count = Count(bounds)
    held = bytearray()
    for piece in pieces:
        count.take(piece)
        held += piece
    return bytes(held)


def read_json(content: bytes, bounds: Bounds) -> Any:
    """Return what *content* says; ValueError where it is no JSON or is too much."""
    return parsed(collected(_cut(content), bounds).decode())


def parsed(text: str, real: Callable[[str], float] = float) -> Any:
    """Return what a *text* says that was counted; ValueError where it is no JSON.

    *real* makes a number with a point or an exponent of its letters.
    """
    return json.loads(text, parse_float=real, parse_constant=_refuse_constant)


def decompressed(words: bytes, bounds: Bounds) -> str:
    """Return the JSON text that zstd packed into *words*, counted while it unpacks."""
    import zstandard  # noqa: PLC0415  not before the first sync

    try:
        size = zstandard.frame_content_size(words)
        if not 0 <= size <= bounds.size:
            raise TooMuch("too many bytes")
        unpacker = zstandard.ZstdDecompressor(max_window_size=_WINDOW)
        with unpacker.stream_reader(words) as reader:
            text = collected(iter(lambda: reader.read(_PIECE), b""), bounds)
    except zstandard.ZstdError as fault:
        raise ValueError("not compressed as it should be") from fault
    if len(text) != size:
        raise ValueError("cut short")
    return text.decode()


def _cut(content: bytes) -> Iterator[bytes]:
    for start in range(0, len(content), _PIECE):
        yield content[start : start + _PIECE]


def _refuse_constant(said: str) -> float:
    raise ValueError(f"{said} is not JSON")
