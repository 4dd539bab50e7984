"""Tests of the recovery code as people read, write and mistype it."""

from contextlib import suppress

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from db.sheet import new_code, printed, typed
from iomdesk.errors import InputRefused

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
codes = st.binary(min_size=16, max_size=16)
places = st.integers(min_value=0, max_value=27)


def together(text: str) -> str:
    return text.replace("-", "")


@given(codes)
def test_a_printed_code_reads_back(code: bytes) -> None:
    assert typed(printed(code)) == code


@given(codes)
def test_a_code_is_printed_as_seven_groups_of_four(code: bytes) -> None:
    groups = printed(code).split("-")

    assert [len(group) for group in groups] == [4] * 7
    assert set("".join(groups)) <= set(ALPHABET)


@given(codes, places, st.sampled_from(ALPHABET))
def test_any_one_wrong_character_is_a_slip(code: bytes, at: int, wrong: str) -> None:
    text = together(printed(code))
    assume(text[at] != wrong)

    with pytest.raises(InputRefused, match="typing slip"):
        typed(text[:at] + wrong + text[at + 1 :])


@given(codes, places, places)
def test_any_two_characters_swapped_are_a_slip(code: bytes, a: int, b: int) -> None:
    symbols = list(together(printed(code)))
    assume(symbols[a] != symbols[b])
    symbols[a], symbols[b] = symbols[b], symbols[a]

    with pytest.raises(InputRefused, match="typing slip"):
        typed("".join(symbols))


@given(codes, places)
def test_a_character_left_out_is_counted(code: bytes, at: int) -> None:
    text = together(printed(code))

    with pytest.raises(InputRefused, match="this one has 27"):
        typed(text[:at] + text[at + 1 :])


@given(codes, places, st.sampled_from(ALPHABET))
def test_a_character_too_many_is_counted(code: bytes, at: int, more: str) -> None:
    text = together(printed(code))

    with pytest.raises(InputRefused, match="this one has 29"):
        typed(text[:at] + more + text[at:])


@given(codes)
def test_letters_that_look_like_digits_are_taken_as_those(code: bytes) -> None:
    text = printed(code).replace("0", "o").replace("1", "l")

    assert typed(f"  {text.lower().replace('-', ' ')}\n") == code


@given(st.text(max_size=40))
def test_whatever_is_typed_is_a_code_or_refused_with_a_sentence(text: str) -> None:
    with suppress(InputRefused):
        assert len(typed(text)) == 16


def test_a_sign_that_no_code_has_is_a_slip() -> None:
    with pytest.raises(InputRefused, match="typing slip"):
        typed("U" * 28)


def test_every_code_is_new() -> None:
    assert len({new_code() for _ in range(100)}) == 100
