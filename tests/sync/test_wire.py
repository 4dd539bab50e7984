"""Messages as bytes: everything survives, nothing is said twice, rubbish is refused."""

import json
import secrets
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.records.codec import Document, Json
from iomdesk.records.ids import new_id
from iomdesk.sync.wire import (
    VERSION,
    MessageUnreadable,
    VersionRefused,
    pack,
    unpack,
)

WORDS = (
    st.text(max_size=8)
    | st.uuids().map(str)
    | st.binary(min_size=8, max_size=9).map(bytes.hex)
    | st.none()
    | st.booleans()
    | st.integers(-3, 10**6)
    | st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    WORDS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=3), inner, max_size=3)
    ),
    max_leaves=5,
)
ROWS = st.lists(
    st.dictionaries(st.sampled_from(["a", "b", "kind", "neu"]), VALUES, max_size=4),
    max_size=8,
)


@given(said=st.dictionaries(st.text(max_size=4), VALUES | ROWS, max_size=4))
def test_what_was_packed_is_unpacked(said: Document) -> None:
    assert _exact(unpack(pack(said)).said) == _exact(said)


@given(
    first=st.integers(-5, 5),
    step=st.integers(-2, 2),
    count=st.integers(1, 9),
    ids=st.lists(st.uuids().map(str), min_size=9, max_size=9),
)
def test_numbers_that_rise_evenly_come_back(
    first: int, step: int, count: int, ids: list[str]
) -> None:
    rows = [{"n": first + step * n, "id": ids[n]} for n in range(count)]

    assert unpack(pack({"rows": rows, "again": rows})).said == {
        "rows": rows,
        "again": rows,
    }


def test_a_field_that_this_version_does_not_know_survives() -> None:
    rows = [{"kind": "case"}, {"kind": "case", "from the future": {"x": [1.5]}}]

    assert unpack(pack({"rows": rows, "new": 1})).said == {"rows": rows, "new": 1}


def test_ids_and_hashes_cost_their_bytes_and_little_more() -> None:
    rows = [{"id": new_id(), "salt": secrets.token_hex(16)} for _ in range(100)]

    assert len(pack({"rows": rows})) < 100 * 32 + 120


def test_what_a_batch_says_once_is_not_repeated() -> None:
    rows = [{"by": "officer-1", "desk": "d", "counter": n} for n in range(400)]

    assert len(pack({"rows": rows})) < len(pack({"rows": rows[:100]})) + 8


def test_a_message_tells_whether_it_holds_real_numbers() -> None:
    assert unpack(pack({"rows": [{"patch": {"x": 1}}]})).plain
    assert not unpack(pack({"rows": [{"patch": {"x": 1.5}}]})).plain


@pytest.mark.parametrize(
    "body", [b"", b"\x01", b"\x01\x00\x00\x00\x04abcd", b"\x01" + bytes(40)]
)
def test_rubbish_is_refused(body: bytes) -> None:
    with pytest.raises(MessageUnreadable):
        unpack(body)


@given(cut=st.integers(1, 60))
def test_a_message_cut_short_is_refused(cut: int) -> None:
    rows = [{"id": new_id(), "salt": secrets.token_hex(16)} for _ in range(3)]
    body = pack({"rows": rows})

    with pytest.raises(MessageUnreadable):
        unpack(body[:-cut])


@given(place=st.integers(5, 10_000), bit=st.integers(0, 7))
def test_a_message_with_a_flipped_bit_never_crashes(place: int, bit: int) -> None:
    body = bytearray(pack({"rows": [{"id": new_id(), "n": n} for n in range(9)]}))
    body[5 + place % (len(body) - 5)] ^= 1 << bit

    try:
        said = unpack(bytes(body)).said
    except MessageUnreadable:
        said = {}

    assert isinstance(said, dict)


def test_columns_longer_than_their_rows_are_refused() -> None:
    body = _forged({"t": {"rows": [2, [{"k": "x", "u": [[0, 10**9]]}]]}, "n": 0})

    with pytest.raises(MessageUnreadable):
        unpack(body)


def test_more_rows_than_any_page_holds_are_refused() -> None:
    body = _forged({"t": {"rows": [10**9, [{"k": "x", "=": 1}]]}})

    with pytest.raises(MessageUnreadable):
        unpack(body)


def test_a_message_that_unpacks_to_too_much_is_refused() -> None:
    body = _forged({"m": {"x": "a" * (40 * 1024 * 1024)}})

    with pytest.raises(MessageUnreadable):
        unpack(body)


def test_another_version_is_refused_with_a_sentence() -> None:
    body = bytes([VERSION + 1]) + pack({"x": 1})[1:]

    with pytest.raises(VersionRefused, match="different versions"):
        unpack(body)


def _forged(whole: Any) -> bytes:
    import zstandard

    words = zstandard.ZstdCompressor().compress(json.dumps(whole).encode())
    return bytes([VERSION]) + len(words).to_bytes(4, "big") + words


def _exact(value: Json) -> str:
    """Return *value* as text in which yes differs from 1 and 1 from 1.0."""
    return json.dumps(value, sort_keys=True)
