"""Every letter that is written has a face that can show it; the rest is named."""

from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfbase.ttfonts import TTFont

from iomdesk.documents.faces import (
    FAMILIES,
    coverage,
    face_bytes,
    face_file,
    face_of,
    runs,
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
    for line in written(text).split("\n"):
        stretches = list(runs(line))

        assert "".join(stretch for _, stretch in stretches) == line
        assert all(ord(c) in coverage()[face] for face, part in stretches for c in part)


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
    assert {FAMILIES[face] for face, _ in runs(name)} == {family}


def test_what_no_face_can_show_is_named() -> None:
    assert written("王 and \U0001f600") == "[U+738B] and [U+1F600]"


def test_what_turns_the_reading_order_is_made_visible() -> None:
    assert written("abc\u202efed") == "abc[U+202E]fed"


def test_line_ends_of_all_kinds_are_line_ends() -> None:
    assert written("a\r\nb\rc\u2028d\x0be") == "a\nb\nc\nd\ne"


def test_marks_join_their_letter_where_there_is_one_for_both() -> None:
    assert written("e\u0301") == "é"


def test_the_shapes_of_badges_are_in_no_face_and_so_are_drawn() -> None:
    assert [face_of(shape) for shape in "▲●⚠✓"] == [None] * 4
