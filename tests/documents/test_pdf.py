"""A printed document is marked on every page, complete, and the same every time."""

from datetime import UTC, date, datetime
from io import BytesIO

import pypdf
import pytest

from iomdesk.documents.blocks import (
    Block,
    Fields,
    Handling,
    Heading,
    KeepTogether,
    PageBreak,
    Picture,
    SignatureBox,
    Table,
    Text,
    Wheel,
)
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.wording import running_head
from tests.documents.made_up import NOTE, a_document, a_long_document, a_picture
from tests.documents.pdf_reader import read_pages, read_tree


def page_texts(pdf: bytes) -> list[str]:
    return [page.extract_text() for page in pypdf.PdfReader(BytesIO(pdf)).pages]


def all_text(*blocks: Block) -> str:
    return " ".join(page_texts(to_pdf(a_document(*blocks))))


def test_every_page_is_marked_twice_and_numbered() -> None:
    texts = page_texts(to_pdf(a_long_document()))

    assert len(texts) >= 5
    for number, text in enumerate(texts, 1):
        assert text.count("OFFICIAL-SENSITIVE") >= 2
        assert f"Page {number} of {len(texts)}" in text
        assert "Printed by PC 4127 Amara Okafor, 14 July 2026 at 10:12" in text


def test_later_pages_say_whose_plan_and_which_version_it_is() -> None:
    later = page_texts(to_pdf(a_long_document()))[1:]

    assert all("IOM-2041-0007" in text and "Version 3" in text for text in later)
    assert all("Control and change plan" in text for text in later)


def test_a_long_reference_never_cuts_the_version_off() -> None:
    long = a_long_document(reference="01a21e5d-6bfb-7f8e-9596-ff517e8754cd" * 2)

    for text in page_texts(to_pdf(long))[1:]:
        assert "Version 3  ·  01a21e5d" in text


@pytest.mark.parametrize(
    ("version", "said"),
    [("3", "Version 3  ·  R1"), ("signed 27 November", "Signed 27 November  ·  R1")],
)
def test_a_version_reads_as_words(version: str, said: str) -> None:
    assert running_head(a_document(version=version, reference="R1")).version == said


def test_the_marking_can_be_read_out_not_only_seen() -> None:
    assert "OFFICIAL-SENSITIVE" in read_tree(to_pdf(a_document())).said


def test_times_are_those_of_an_english_clock() -> None:
    winter = a_document(printed_at=datetime(2026, 1, 14, 9, 12, tzinfo=UTC))
    summer = a_document(printed_at=datetime(2026, 7, 14, 9, 12, tzinfo=UTC))

    assert "14 January 2026 at 09:12" in read_tree(to_pdf(winter)).said
    assert "14 July 2026 at 10:12" in read_tree(to_pdf(summer)).said


def test_a_draft_says_so_across_every_page() -> None:
    pages = read_pages(to_pdf(a_long_document(status="draft")))

    assert all("DRAFT" in page.artifacts for page in pages)


def test_a_final_document_has_nothing_across_it() -> None:
    page = read_pages(to_pdf(a_document()))[0]

    assert "DRAFT" not in page.artifacts
    assert "Final" in " ".join(page.marks.values())


def test_handling_stands_on_every_page() -> None:
    handling = Handling(
        copy="2", destroy_by=date(2026, 9, 14), recipients=("Dudley panel",)
    )

    texts = page_texts(to_pdf(a_long_document(handling=handling)))

    assert all("Destroy by 14 September 2026" in text for text in texts)
    assert all("Copy 2" in text and "Dudley panel" in text for text in texts)


def test_what_is_not_there_prints_as_not_recorded() -> None:
    fields = Fields(rows=(("Phone", None), ("E-mail", "")))

    rows = read_tree(to_pdf(a_document(fields))).all("TR")[-2:]

    assert [cell.said for row in rows for cell in row.all("TD")] == ["not recorded"] * 2


def test_a_table_tells_an_empty_cell_from_one_not_recorded() -> None:
    table = Table(header=("a", "b"), rows=((None, ""), ("x",), ("1", "2", "3")))

    rows = read_tree(to_pdf(a_document(table))).all("Table")[-1].kids

    assert [[cell.said for cell in row.kids] for row in rows] == [
        ["a", "b", ""],
        ["not recorded", "", ""],
        ["x", "", ""],
        ["1", "2", "3"],
    ]


def test_the_same_document_gives_the_same_bytes() -> None:
    assert to_pdf(a_long_document()) == to_pdf(a_long_document())


def test_an_empty_document_is_one_page() -> None:
    assert len(page_texts(to_pdf(a_document()))) == 1


def test_a_page_break_starts_one_page_and_two_make_no_empty_one() -> None:
    blocks = (Text(text="one"), PageBreak(), PageBreak(), Text(text="two"))

    assert len(page_texts(to_pdf(a_document(*blocks)))) == 2


def test_a_heading_is_never_the_last_thing_on_a_page() -> None:
    for lines in range(30, 60):
        filler = Text(text="\n".join(str(n) for n in range(lines)))
        blocks = (filler, Heading(text="Kept heading"), Text(text="Its first line"))

        pages = read_pages(to_pdf(a_document(*blocks)))

        homes = [
            [n for n, page in enumerate(pages) if text in page.marks.values()]
            for text in ("Kept heading", "Its first line")
        ]
        assert homes[0] == homes[1]


def test_blocks_kept_together_share_a_page() -> None:
    filler = Text(text="\n".join("x" for _ in range(39)))
    kept = KeepTogether(blocks=(Text(text="first " + NOTE), Text(text="last " + NOTE)))

    pages = read_pages(to_pdf(a_document(filler, kept)))

    assert not any("first" in text for text in pages[0].marks.values())
    assert any("first" in text for text in pages[1].marks.values())


def test_a_long_word_wraps_inside_its_column() -> None:
    word = "W" * 10_000

    assert word in read_tree(to_pdf(a_document(Text(text=word)))).said


def test_a_damaged_picture_says_what_it_should_have_shown() -> None:
    said = all_text(Picture(image=b"no picture", alt="The worktop"))

    assert "This picture cannot be shown: The worktop" in said


def test_an_unsigned_box_has_a_place_to_sign() -> None:
    said = all_text(SignatureBox(label="Supervisor"))

    assert "Not signed" in said
    assert "Signature" in said


def test_a_signed_box_says_who_and_when() -> None:
    signed_at = datetime(2026, 7, 2, 14, 3, tzinfo=UTC)
    box = SignatureBox(
        label="Officer", name="A Okafor", signed_at=signed_at, image=a_picture()
    )

    figure = read_tree(to_pdf(a_document(box))).all("Figure")[-1]

    assert "Signed 2 July 2026 at 15:03" in all_text(box)
    assert figure.attributes["/Alt"] == "Signature of A Okafor"


@pytest.mark.parametrize("labels", [0, 1, 2, 3, 9])
def test_a_wheel_tells_all_its_values_beside_it(labels: int) -> None:
    wheel = Wheel(
        labels=tuple(f"Pathway {n}" for n in range(labels)),
        then=(None,) * labels,
        now=(2,) * labels,
        top=4,
    )

    table = read_tree(to_pdf(a_document(wheel))).all("Table")[-1]

    rows = [[cell.said for cell in row.kids] for row in table.kids[1:]]
    assert rows == [[f"Pathway {n}", "Not assessed", "2"] for n in range(labels)]


def test_hebrew_is_drawn_from_the_right_and_read_as_it_was_typed() -> None:
    tree = read_tree(to_pdf(a_document(Text(text="Mr דוד כהן, 12"))))

    assert "Mr דוד כהן, 12" in tree.said
