"""Hebrew and Arabic names read from right to left, joined where they join."""

from io import BytesIO

import pikepdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.documents.blocks import Heading, Text
from iomdesk.documents.faces import ARABIC, face_of
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.pdf_faces import Sort, font_of, shaped, unshaped
from iomdesk.documents.pdf_type import Line, set_lines
from iomdesk.documents.script import is_right_to_left, runs_from_the_right, visual
from iomdesk.documents.style import house_style
from tests.documents.made_up import a_document
from tests.documents.pdf_reader import read_tree

HEBREW = "אבג"
MIXED = st.text(alphabet=f"{HEBREW}ّabc 12().,<>[]«»محد\u200c", max_size=20)
MIRRORED = str.maketrans(")]}>»", "([{<«")


def turned(line: str) -> str:
    return visual(line, from_the_right=runs_from_the_right(line))


def sorts_of(word: str) -> list[Sort]:
    """Return the sorts of an Arabic word in the order in which it is said."""
    return [font_of(ARABIC, "regular").sorts[letter] for letter in shaped(word)]


def lines_of(text: str, width: float = 400.0) -> list[Line]:
    return set_lines(text, house_style().text["body"], width)


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
        ("«אב» <x> [אב (גד)]", "[(דג) בא] <x> «בא»"),
        ("x (1) אב) y", "x (1) בא) y"),
    ],
)
def test_a_line_is_drawn_in_visual_order(said: str, drawn: str) -> None:
    assert turned(said) == drawn


def test_the_companions_of_brackets_are_in_no_text() -> None:
    assert [face_of(sign) for sign in "⟦⟧⟨⟩⟪⟫★"] == [None] * 7


@given(MIXED)
def test_turning_a_line_loses_no_letter(text: str) -> None:
    assert sorted(turned(text).translate(MIRRORED)) == sorted(text.translate(MIRRORED))


def test_a_line_that_goes_on_has_the_direction_of_its_paragraph() -> None:
    lines = lines_of(f"{HEBREW} abc def ghi jkl {HEBREW} mno", width=40.0)

    assert len(lines) > 2
    assert [line.drawn for line in lines if line.said == "def ghi "] == ["def ghi"]


def test_only_right_to_left_letters_make_a_line_turn() -> None:
    assert not is_right_to_left("Łukasz 12")
    assert is_right_to_left(f"x {HEBREW}")


def test_the_same_arabic_letter_has_other_shapes_at_other_places() -> None:
    first, middle, last = sorts_of("ممم")
    alone = sorts_of("م")[0]

    assert len({sort.glyph for sort in (first, middle, last, alone)}) == 4


def test_letters_that_do_not_join_on_leave_the_next_alone() -> None:
    assert sorts_of("دم")[1].glyph == sorts_of("م")[0].glyph


def test_a_joiner_that_keeps_letters_apart_is_heard() -> None:
    """Persian writes “I want” in two parts that do not join."""
    apart, joined = sorts_of("می\u200cخ"), sorts_of("میخ")

    assert apart[1].glyph != joined[1].glyph


def test_lam_and_alef_become_one() -> None:
    says = [sort.says for sort in sorts_of("سلام") if sort.says]

    assert says in (["س", "لا", "م"], ["س", "ل", "ا", "م"])
    assert sorts_of("لا")[0].glyph != sorts_of("ل")[0].glyph


def test_a_mark_is_placed_over_its_letter_by_the_face() -> None:
    over_meem, over_lam = sorts_of("مَ")[1], sorts_of("لَ")[1]

    assert over_meem.advance == over_lam.advance == 0
    assert (over_meem.right, over_meem.up) != (over_lam.right, over_lam.up)
    assert over_meem.says == over_lam.says == "\u064e"


@given(MIXED)
def test_joining_loses_no_letter(text: str) -> None:
    assert unshaped(shaped(text)) == text


@pytest.mark.parametrize(
    "name",
    [
        "محمد عبد السلام",
        "مُحَمَّد",
        "پاکستان گھر ټې",
        "دَוִד בֶּן־גּוּרִיּוֹן",
        f"Mr {HEBREW} (محمد) 12.5",
    ],
)
def test_a_name_is_read_back_as_it_was_written(name: str) -> None:
    pdf = to_pdf(a_document(Heading(text=name), Text(text=name, style="warning")))
    spans = [span.said for span in read_tree(pdf).all("Span")]

    assert spans.count(name) == 2


def test_each_letter_of_the_face_says_what_it_stands_for() -> None:
    """For readers that pass by what a stretch as a whole says."""
    pdf = pikepdf.open(BytesIO(to_pdf(a_document(Text(text="محمد")))))
    maps = [
        font.ToUnicode.read_bytes().decode()
        for page in pdf.pages
        for font in page.Resources.Font.values()
        if "Arabic" in str(font.BaseFont)
    ]

    assert maps
    for letter in "محد":
        assert any(f"<{ord(letter):04X}>" in each for each in maps)


def test_the_same_arabic_paper_has_the_same_bytes_whatever_came_before() -> None:
    document = a_document(Text(text="محمد مُحَمَّد"))
    first = to_pdf(document)
    to_pdf(a_document(Text(text="گھر پاکستان ټې")))

    assert to_pdf(document) == first
