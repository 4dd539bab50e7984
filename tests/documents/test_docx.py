"""A Word file is complete, marked, in real styles, and links to nothing outside."""

import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import docx
import pytest
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from iomdesk.documents.blocks import (
    Badges,
    Block,
    Fields,
    Heading,
    KeepTogether,
    Listing,
    PageBreak,
    Picture,
    RiskBadge,
    SignatureBox,
    Table,
    Text,
    WarningMarker,
    Wheel,
)
from iomdesk.documents.docx import to_docx
from tests.documents.made_up import a_document, a_long_document, a_picture


def opened(*blocks: Block, **changes: Any) -> WordDocument:
    return docx.Document(BytesIO(to_docx(a_document(*blocks, **changes))))


def table_texts(word: WordDocument, number: int = -1) -> list[list[str]]:
    """Return the cells' texts, each row walked once."""
    rows = word.tables[number]._tbl.tr_lst
    return [
        ["".join(t.text or "" for t in cell.iter(qn("w:t"))) for cell in row.tc_lst]
        for row in rows
    ]


def parts(file: bytes) -> Iterator[tuple[str, str]]:
    with zipfile.ZipFile(BytesIO(file)) as archive:
        for name in archive.namelist():
            if name.endswith((".xml", ".rels")):
                yield name, archive.read(name).decode()


def test_headings_are_headings() -> None:
    word = opened(
        Heading(text="One"),
        Heading(text="Two", level=2),
        Heading(text="Three", level=3),
    )

    styles = [(p.style.name, p.text) for p in word.paragraphs if p.style]
    assert styles[-3:] == [
        ("Heading 1", "One"),
        ("Heading 2", "Two"),
        ("Heading 3", "Three"),
    ]
    assert ("Title", "Control and change plan") in styles


def test_a_table_repeats_its_head_and_keeps_its_rows_whole() -> None:
    word = opened(Table(header=("a", "b"), rows=(("1", "2"),), caption="Log"))

    rows = word.tables[-1]._tbl.tr_lst
    assert word.tables[-1]._tbl.tblPr.style == "IomTable"
    assert [row.find(f".//{qn('w:tblHeader')}") is not None for row in rows] == [
        True,
        False,
    ]
    assert all(row.find(f".//{qn('w:cantSplit')}") is not None for row in rows)


def test_rows_of_unequal_length_are_filled_up() -> None:
    word = opened(Table(header=("a", "b"), rows=((None, ""), ("x",), ("1", "2", "3"))))

    assert table_texts(word) == [
        ["a", "b", ""],
        ["not recorded", "", ""],
        ["x", "", ""],
        ["1", "2", "3"],
    ]


def test_what_is_not_there_reads_not_recorded() -> None:
    word = opened(Fields(rows=(("Phone", None), ("E-mail", ""))))

    assert table_texts(word) == [["Phone", "not recorded"], ["E-mail", "not recorded"]]


def test_every_page_is_marked_and_numbered() -> None:
    word = opened(marking="OFFICIAL")

    section = word.sections[0]
    for place in (section.header, section.footer):
        assert "OFFICIAL" in [p.text.strip() for p in place.paragraphs]
    instructions = [
        field.get(qn("w:instr")).strip()
        for field in section.footer._element.iter(qn("w:fldSimple"))
    ]
    assert instructions == ["PAGE", "NUMPAGES"]


def test_a_draft_says_so_across_every_page() -> None:
    drafts = dict(parts(to_docx(a_document(status="draft"))))
    finals = dict(parts(to_docx(a_document())))

    assert 'string="DRAFT"' in drafts["word/header1.xml"]
    assert "textpath" not in finals["word/header1.xml"]


def test_the_file_says_what_it_is_and_whose() -> None:
    properties = opened(
        printed_at=datetime(2026, 7, 14, 9, 12, tzinfo=UTC)
    ).core_properties

    assert properties.title == "Control and change plan"
    assert properties.author == "PC 4127 Amara Okafor"
    assert properties.created == datetime(2026, 7, 14, 9, 12, tzinfo=UTC)
    assert properties.comments == ""


def test_nothing_in_the_file_leads_outside_or_runs() -> None:
    file = to_docx(a_long_document(status="draft"))

    with zipfile.ZipFile(BytesIO(file)) as archive:
        names = archive.namelist()
    assert not [name for name in names if "vba" in name or "embeddings" in name]
    assert "External" not in "".join(xml for _, xml in parts(file))


def test_the_language_is_british_english() -> None:
    found = dict(parts(to_docx(a_document())))

    assert set(re.findall(r'w:lang w:val="([\w-]+)"', found["word/styles.xml"])) == {
        "en-GB"
    }
    assert 'themeFontLang w:val="en-GB"' in found["word/settings.xml"]


def test_characters_that_xml_cannot_hold_are_named() -> None:
    said = opened(Text(text="a\x00b\x07c\ud800d\uffffe")).paragraphs[-1].text

    assert said == "a[U+0000]b[U+0007]c[U+D800]d[U+FFFF]e"


def test_markup_in_a_note_is_text() -> None:
    note = "<w:p> & {{ secret }} {% if %} ]]> &lt;b&gt;"

    assert opened(Text(text=note)).paragraphs[-1].text == note


def test_emoji_and_chinese_stay_for_words_own_faces() -> None:
    assert opened(Text(text="王 \U0001f600")).paragraphs[-1].text == "王 \U0001f600"


def test_lines_and_tabs_stay() -> None:
    assert opened(Text(text="a\r\nb\tc")).paragraphs[-1].text == "a\nb\tc"


def test_hebrew_runs_from_the_right_with_the_spaces_between_its_words() -> None:
    paragraph = opened(Text(text="Mr דוד כהן x")).paragraphs[-1]

    turned = [
        r.text for r in paragraph.runs if r._r.find(f".//{qn('w:rtl')}") is not None
    ]
    assert turned == ["דוד כהן"]


@pytest.mark.parametrize(
    ("name", "family"), [("Иван", "Noto Sans"), ("محمد", "Noto Sans Arabic")]
)
def test_a_name_is_set_in_the_face_that_can_write_it(name: str, family: str) -> None:
    run = opened(Text(text=name)).paragraphs[-1].runs[0]

    assert run.font.name == family


def test_every_ordered_list_counts_from_one() -> None:
    word = opened(
        Listing(items=("a", "b"), ordered=True), Listing(items=("c",), ordered=True)
    )

    numbers = [number.get(qn("w:val")) for number in word.element.iter(qn("w:numId"))]
    assert numbers[0] == numbers[1] != numbers[2]


def test_pictures_say_what_they_show() -> None:
    word = opened(
        Picture(image=a_picture(), alt="The worktop", caption="Worktop"),
        SignatureBox(label="Officer", name="A Okafor", image=a_picture()),
    )

    described = [pr.get("descr") for pr in word.element.body.iter(qn("wp:docPr"))]
    assert described == ["The worktop", "Signature of A Okafor"]


def test_a_damaged_picture_says_what_it_should_have_shown() -> None:
    word = opened(Picture(image=b"no picture", alt="The worktop"))

    assert "This picture cannot be shown: The worktop" in word.paragraphs[-1].text


def test_a_badge_is_word_and_drawn_shape_on_its_colour() -> None:
    word = opened(Badges(items=(RiskBadge(level="high", label="Risk to children"),)))

    paragraph = word.paragraphs[-1]
    assert paragraph.text.split() == ["Risk", "to", "children", "High"]
    assert len(list(paragraph._p.iter(qn("w:drawing")))) == 1
    assert 'w:fill="b3261e"' in paragraph._p.xml


def test_a_badge_of_several_words_is_never_broken_over_two_lines() -> None:
    word = opened(Badges(items=(WarningMarker(text="Risk to a known adult"),)))

    assert "Risk\u00a0to\u00a0a\u00a0known\u00a0adult" in word.paragraphs[-1].text


def test_drawings_have_numbers_of_their_own() -> None:
    word = docx.Document(BytesIO(to_docx(a_long_document())))

    numbers = [pr.get("id") for pr in word.element.body.iter(qn("wp:docPr"))]
    assert len(numbers) == len(set(numbers)) > 3


def test_the_wheel_is_a_table_in_word() -> None:
    word = opened(
        Wheel(labels=("Health",), then=(None,), now=(2,), top=4, title="Needs")
    )

    assert table_texts(word) == [
        ["Pathway", "Then", "Now"],
        ["Health", "Not assessed", "2"],
    ]


def test_blocks_kept_together_hold_on_to_what_follows() -> None:
    word = opened(KeepTogether(blocks=(Text(text="a"), Text(text="b"))))

    assert [p.paragraph_format.keep_with_next for p in word.paragraphs[-2:]] == [
        True
    ] * 2


def test_a_page_break_is_one() -> None:
    word = opened(PageBreak(), Text(text="next"))

    assert 'w:type="page"' in word.paragraphs[-2]._p.xml


def test_a_title_too_long_for_a_property_is_cut_there_only() -> None:
    title = "long " * 100
    word = opened(title=title.strip())

    assert len(word.core_properties.title) == 255
    assert title.strip() in [p.text for p in word.paragraphs]


def test_two_tables_do_not_grow_together() -> None:
    table = Table(header=("a",), rows=(("b",),))
    body = opened(table, table).element.body

    kinds = [child.tag.split("}")[1] for child in body]
    assert "tbl tbl" not in " ".join(kinds)
