"""What a stranger sends is counted before it costs anything."""

import json
import tracemalloc
from typing import Any

import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.records.codec import Json
from iomdesk.sync.bounded import Bounds, Count, TooMuch, decompressed, read_json
from iomdesk.sync.wire import A_MESSAGE, MessageUnreadable, unpack

SMALL = Bounds(size=1024 * 1024, values=1_000, depth=16)
LETTERS = st.text('a"\\,[{]}:é\n\u2028', max_size=6)
VALUES = st.recursive(
    LETTERS
    | st.none()
    | st.integers()
    | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: (
        st.lists(inner, max_size=4) | st.dictionaries(LETTERS, inner, max_size=4)
    ),
    max_leaves=20,
)
BOMBS = {
    "lists": b"[" + b"[]," * 10**6 + b"1]",
    "nothing": b"[" + b"0," * 10**6 + b"0]",
    "objects": b"[" + b'{"":0},' * 10**6 + b"0]",
    "pairs": b"{" + b",".join(b'"%d":0' % n for n in range(10**5)) + b"}",
    "short texts": b"[" + b'"",' * 10**6 + b'""]',
    "a list in a list": b"[" * 200_000,
    "an object in an object": b'{"a":' * 200_000,
    "after quotes and backslashes": rb'["\\\"[,{\\",' + b"[]," * 10**6 + b"1]",
    "no JSON from the start": b"]]]\\" + b"[]," * 10**6,
}


@given(value=VALUES, ascii_only=st.booleans(), cuts=st.lists(st.integers(1, 9)))
def test_values_and_depth_are_counted_however_the_text_is_cut(
    value: Json, ascii_only: bool, cuts: list[int]
) -> None:
    content = json.dumps(value, ensure_ascii=ascii_only).encode()
    count = Count(Bounds(size=10**6, values=10**6, depth=10**3))

    for size in [*cuts, len(content)]:
        count.take(content[:size])
        content = content[size:]

    assert count.depth == 0
    assert count.values == items(value)


@given(value=VALUES)
def test_what_is_within_bounds_is_read_as_it_is(value: Json) -> None:
    text = json.dumps(value)

    assert json.dumps(read_json(text.encode(), SMALL)) == text


@pytest.mark.parametrize("depth", [15, 16, 17])
def test_lists_in_lists_are_bounded_exactly(depth: int) -> None:
    content = b"[" * depth + b"]" * depth

    if depth > SMALL.depth:
        with pytest.raises(TooMuch):
            read_json(content, SMALL)
    else:
        assert json.dumps(read_json(content, SMALL)).encode() == content


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_bomb_is_refused_before_its_values_are_made(content: bytes) -> None:
    packed = zstandard.compress(content, 19)
    tracemalloc.start()
    with pytest.raises(TooMuch):
        read_json(content, SMALL)
    with pytest.raises(TooMuch):
        decompressed(packed, Bounds(size=10**8, values=1_000))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert peak < 2 * 1024 * 1024


@pytest.mark.parametrize("content", BOMBS.values(), ids=BOMBS)
def test_a_message_that_is_a_bomb_is_no_message(content: bytes) -> None:
    words = zstandard.compress(content * 2, 19)
    body = b"\x01" + len(words).to_bytes(4, "big") + words

    with pytest.raises(MessageUnreadable):
        unpack(body)


@pytest.mark.parametrize(
    "content",
    [
        b"", b"[", b'["', b"NaN", b"[1e999999999, Infinity]", b"\xff", b"\xef\xbb\xbf1",
        b"9" * 5_000, b'"\\', b'{"a":1,}',
    ],
)  # fmt: skip
def test_what_is_no_json_is_a_value_error(content: bytes) -> None:
    with pytest.raises(ValueError):  # noqa: PT011
        read_json(content, SMALL)


def test_a_frame_that_wants_a_large_window_is_refused() -> None:
    shape = zstandard.ZstdCompressionParameters.from_level(3, window_log=27)
    words = zstandard.ZstdCompressor(compression_params=shape).compress(
        b'"' + b"a" * (16 * 1024 * 1024) + b'"'
    )

    with pytest.raises(ValueError):  # noqa: PT011
        decompressed(words, A_MESSAGE)


def test_more_than_was_announced_is_not_unpacked() -> None:
    announced = bytearray(zstandard.compress(b"1" * 300))
    piece = zstandard.compress(b"1" * 5)

    for words in (bytes(announced[:-3]), piece[:-1], b"", b"x"):
        with pytest.raises(ValueError):  # noqa: PT011
            decompressed(words, SMALL)


def items(value: Any) -> int:
    """Return how many items all lists and objects in *value* have."""
    if not isinstance(value, dict | list):
        return 0
    inner = value.values() if isinstance(value, dict) else value
    return max(len(value), 1) + sum(map(items, inner))
