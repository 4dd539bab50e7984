"""Codes that no list here knows are read in words, and words stay as they are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.read_codes import code_as_words, path_as_words


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ("PRE_SENTENCE", "Pre sentence"),
        ("COMMUNITY", "Community"),
        ("RESTRICTION_ON_TRAVEL", "Restriction on travel"),
        ("OASYS", "OASYS"),
        ("MAPPA_LEVEL_2", "MAPPA level 2"),
        ("LAYER_3", "Layer 3"),
        ("VERY_HIGH", "Very high"),
        ("not_seen", "Not seen"),
    ],
)
def test_a_code_is_read_in_words(code: str, words: str) -> None:
    assert code_as_words(code) == words


@pytest.mark.parametrize(
    "words", ["He said NO.", "DVD", "Very high", "X012345", "a_b c", "", "RED 2"]
)
def test_what_is_no_code_stays_as_it_was_written(words: str) -> None:
    assert code_as_words(words) == words


@given(st.from_regex(r"[A-Z]{2,8}(_[A-Z]{2,8}){1,4}", fullmatch=True))
def test_no_code_keeps_its_underscores(code: str) -> None:
    said = code_as_words(code)

    assert "_" not in said
    assert said.replace(" ", "_").upper() == code


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/contacts/0/address/lastUpdated", "contacts 1, address, last updated"),
        ("/mas/caseload/3", "mas, caseload 4"),
        ("/risk_flags/12/levelCode", "risk flags 13, level code"),
    ],
)
def test_a_place_in_an_answer_is_read_in_words(path: str, words: str) -> None:
    assert path_as_words(path) == words
