"""Every letter that is written has a face that can show it; the rest is named."""

import unicodedata
from io import BytesIO

import pytest
from anyascii import anyascii
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from iomdesk.documents.faces import (
    FAMILIES,
    coverage,
    face_bytes,
    face_file,
    face_of,
    plain_text,
    written,
)
from iomdesk.documents.style import Weight

ANY_TEXT = st.text(
    alphabet=st.characters(categories=["L", "M", "N", "P", "S", "Z", "C"])
)
WEIGHTS: tuple[Weight, ...] = ("regular", "semibold", "bold")


@pytest.mark.parametrize("weight", WEIGHTS)
@pytest.mark.parametrize("face", range(len(FAMILIES)))
def test_what_we_read_of_a_face_is_what_its_own_table_says(
    face: int, weight: Weight
) -> None:
    name = face_file(face, weight)

    table = TTFont(name, BytesIO(face_bytes(name))).face.charToGlyph

    assert coverage()[face] == set(table)


@given(ANY_TEXT)
def test_every_character_written_is_in_the_face_that_writes_it(text: str) -> None:
    for letter in written(text).replace("\n", ""):
        face = face_of(letter)

        assert face is not None
        assert ord(letter) in coverage()[face]


@pytest.mark.parametrize(
    ("name", "family"),
    [
        ("Siân", "Atkinson Hyperlegible Next"),
        ("Łukasz Żółtowski", "Atkinson Hyperlegible Next"),
        ("Иван", "Noto Sans"),
        ("Γιώργος", "Noto Sans"),
        ("محمد", "Noto Sans Arabic"),
        ("דוד", "Noto Sans Hebrew"),
    ],
)
def test_a_name_is_written_in_one_face(name: str, family: str) -> None:
    assert {FAMILIES[face_of(letter) or 0] for letter in name if letter != " "} == {
        family
    }


@pytest.mark.parametrize(
    ("said", "on_paper"),
    [
        ("王, 小明", "Wang, XiaoMing (name in Chinese script: see the Word copy)"),
        ("김철수", "GimCheolSu (name in Korean script: see the Word copy)"),
        ("アキラ た", "akira ta (name in Japanese script: see the Word copy)"),
        ("ਗੁਰਪ੍ਰੀਤ", "gurprit (name in Punjabi script: see the Word copy)"),
        ("王 ไทย", "Wang aithy (name in Chinese and Thai script: see the Word copy)"),
    ],
)
def test_a_name_that_no_face_has_stands_as_it_sounds(said: str, on_paper: str) -> None:
    assert written(said) == on_paper


def test_what_is_longer_than_a_name_is_called_words() -> None:
    assert written("他很生气因为他的朋友没有来").endswith(
        "(words in Chinese script: see the Word copy)"
    )


@given(ANY_TEXT)
def test_no_letter_is_named_by_its_number(text: str) -> None:
    """Numbers are for what is no letter or sign at all, or has no sound."""
    letters = "".join(c for c in text if unicodedata.category(c)[0] == "L")

    assert "[U+" not in written(letters) or anyascii(letters) != letters


def test_a_sign_that_no_face_has_stands_as_it_is_called() -> None:
    assert written("\U0001f600 ✓") == ":grinning: v"


def test_the_letters_themselves_stay_in_what_is_only_read_out() -> None:
    assert plain_text("王 \x07") == "王 [U+0007]"


def test_what_turns_the_reading_order_is_made_visible() -> None:
    assert written("abc\u202efed") == "abc[U+202E]fed"


def test_line_ends_of_all_kinds_are_line_ends() -> None:
    assert written("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"


def test_marks_join_their_letter_where_there_is_one_for_both() -> None:
    assert written("e\u0301") == "é"


def test_the_shapes_of_badges_are_in_no_face_and_so_are_drawn() -> None:
    assert [face_of(shape) for shape in "▲●⚠✓"] == [None] * 4
