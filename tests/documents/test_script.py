"""Hebrew and Arabic names read from right to left, joined where they join."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.documents.script import is_right_to_left, shaped, unshaped, visual

HEBREW = "אבג"
ARABIC_LETTERS = st.text(alphabet="ابتمحدسلامعليپچگی \u064e", max_size=12)


@pytest.mark.parametrize(
    ("said", "drawn"),
    [
        ("plain", "plain"),
        (HEBREW, "גבא"),
        (f"Mr {HEBREW} Cohen", "Mr גבא Cohen"),
        ("אב גד", "דג בא"),
        ("אב 12 גד", "דג 12 בא"),
        ("אב 1.5", "1.5 בא"),
        ("(אב)", "(בא)"),
        ("אב!", "!בא"),
        ("Mr אב (גד) x", "Mr (דג) בא x"),
        ("אב abc גד", "דג abc בא"),
    ],
)
def test_a_line_is_drawn_in_visual_order(said: str, drawn: str) -> None:
    assert visual(said) == drawn


def test_a_mark_stays_behind_its_letter() -> None:
    assert visual("בּא") == "אבּ"


def test_arabic_letters_join() -> None:
    forms = [unicodedata.name(letter).split()[-2:] for letter in shaped("محمد")]

    assert forms == [
        *(["INITIAL", "FORM"], ["MEDIAL", "FORM"]),
        *(["MEDIAL", "FORM"], ["FINAL", "FORM"]),
    ]


def test_lam_and_alef_become_one() -> None:
    assert "LAM WITH ALEF" in unicodedata.name(shaped("سلام")[1])


def test_letters_that_do_not_join_on_leave_the_next_alone() -> None:
    assert unicodedata.name(shaped("دم")[1]).endswith("ISOLATED FORM")


@given(ARABIC_LETTERS)
def test_joining_loses_no_letter(text: str) -> None:
    assert unshaped(shaped(text)) == text


@given(st.text(alphabet=f"{HEBREW}abc 12().,"))
def test_turning_a_line_loses_no_letter(text: str) -> None:
    mirrored = str.maketrans("()", "((")

    assert sorted(visual(text).translate(mirrored)) == sorted(text.translate(mirrored))


def test_only_right_to_left_letters_make_a_line_turn() -> None:
    assert not is_right_to_left("Łukasz 12")
    assert is_right_to_left(f"x {HEBREW}")
