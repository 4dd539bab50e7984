"""A screen reader finds the whole document in the tags, in order, and nothing twice."""

from typing import Any

import pikepdf
import pytest

from iomdesk.documents.blocks import (
    Badges,
    Fields,
    Heading,
    Listing,
    Picture,
    RiskBadge,
    Table,
    Text,
)
from iomdesk.documents.pdf import to_pdf
from tests.documents.made_up import (
    NOTE,
    a_document,
    a_long_document,
    a_picture,
    contact_rows,
)
from tests.documents.pdf_reader import Node, open_pdf, read_pages, read_tree


@pytest.fixture(scope="module")
def long_pdf() -> bytes:
    return to_pdf(a_long_document(status="draft"))


def test_everything_that_is_painted_is_marked_or_an_artifact(long_pdf: bytes) -> None:
    pages = read_pages(long_pdf)

    assert len(pages) >= 5
    assert [page.loose for page in pages] == [[]] * len(pages)
    assert [page.nested for page in pages] == [[]] * len(pages)


def test_every_mark_leads_to_its_element_and_back(long_pdf: bytes) -> None:
    with open_pdf(long_pdf) as pdf:
        numbers: list[Any] = list(pdf.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page, read in zip(pdf.pages, read_pages(long_pdf), strict=True):
            back = list(owners[int(page.obj.StructParents)])

            assert sorted(read.marks) == list(range(len(back)))
            assert all(owns(owner, page, number) for number, owner in enumerate(back))


def owns(element: pikepdf.Object, page: pikepdf.Page, number: int) -> bool:
    """Return whether *element* names the mark *number* of *page*."""
    home = element.get("/Pg")
    for kid in element.K:
        if isinstance(kid, int) and kid == number and home.objgen == page.obj.objgen:
            return True
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/MCID") == number:
            return bool(kid.Pg.objgen == page.obj.objgen)
    return False


def test_the_file_says_that_it_is_tagged_and_what_it_is(long_pdf: bytes) -> None:
    with open_pdf(long_pdf) as pdf:
        root = pdf.Root

        assert root.MarkInfo.Marked
        assert str(root.Lang) == "en-GB"
        assert root.ViewerPreferences.DisplayDocTitle
        assert {str(page.obj.Tabs) for page in pdf.pages} == {"/S"}
        assert str(pdf.docinfo.Title) == "Control and change plan"
        assert b"Control and change plan" in root.Metadata.read_bytes()
        assert pdf.check_pdf_syntax() == []


def test_every_font_is_inside_the_file(long_pdf: bytes) -> None:
    with open_pdf(long_pdf) as pdf:
        fonts = [font for page in pdf.pages for font in page.resources.Font.values()]

        assert fonts
        assert all("/FontFile2" in font.FontDescriptor for font in fonts)


def test_headings_keep_their_levels() -> None:
    pdf = to_pdf(
        a_document(
            Heading(text="One"),
            Heading(text="Two", level=2),
            Heading(text="Three", level=3),
        )
    )

    tree = read_tree(pdf)

    found = {
        kind: [node.said for node in tree.all(kind)] for kind in ("H1", "H2", "H3")
    }
    assert found == {"H1": ["One"], "H2": ["Two"], "H3": ["Three"]}


def test_a_paragraph_over_two_pages_is_one_element_with_two_marks() -> None:
    blocks = [Text(text=f"{n}. {NOTE * 4}") for n in range(9)]

    tree = read_tree(to_pdf(a_document(*blocks)))

    paragraphs = [node for node in tree.all("P") if "tenancy" in node.said]
    assert len(read_pages(to_pdf(a_document(*blocks)))) > 1
    assert [p.said for p in paragraphs] == [block.text for block in blocks]


def test_a_table_over_pages_is_one_table_with_one_head() -> None:
    rows = contact_rows(60)
    table = Table(header=("Date", "Who", "What"), rows=rows, caption="Log")
    pdf = to_pdf(a_document(table))

    log = read_tree(pdf).all("Table")[-1]

    assert [kid.kind for kid in log.kids] == ["Caption", *["TR"] * 61]
    assert [said(cell) for cell in log.all("TH")] == ["Date", "Who", "What"]
    assert {cell.attributes["Scope"] for cell in log.all("TH")} == {"Column"}
    assert [[said(c) for c in row.kids] for row in log.kids[2:]] == [
        list(row) for row in rows
    ]


def test_the_head_is_shown_again_on_each_page_but_said_once() -> None:
    table = Table(header=("Whenabouts", "Who", "What"), rows=contact_rows(60))

    pages = read_pages(to_pdf(a_document(table)))

    said_on = [" ".join(page.marks.values()).count("Whenabouts") for page in pages]
    shown_on = [page.artifacts.count("Whenabouts") for page in pages]
    assert len(pages) > 3
    assert said_on == [1, *[0] * (len(pages) - 1)]
    assert shown_on == [0, *[1] * (len(pages) - 1)]


def test_a_row_taller_than_a_page_stays_one_row() -> None:
    text = " ".join(f"{n} {NOTE}" for n in range(60))
    pdf = to_pdf(a_document(Table(header=("a", "b"), rows=(("x", text),))))

    row = read_tree(pdf).all("TR")[-1]

    assert len(read_pages(pdf)) > 1
    assert [said(cell) for cell in row.kids] == ["x", text]


def test_the_labels_of_fields_name_their_row() -> None:
    fields = Fields(rows=(("Name", "Marlow"), ("Born", "1989")), columns=2)

    row = read_tree(to_pdf(a_document(fields))).all("TR")[-1]

    assert [(c.kind, said(c)) for c in row.kids] == [
        *(("TH", "Name"), ("TD", "Marlow")),
        *(("TH", "Born"), ("TD", "1989")),
    ]
    assert {cell.attributes["Scope"] for cell in row.all("TH")} == {"Row"}


def test_a_list_has_items_with_number_and_body() -> None:
    pdf = to_pdf(a_document(Listing(items=("Keep", "See"), ordered=True)))

    listing = read_tree(pdf).all("L")[-1]

    assert [[kid.kind for kid in item.kids] for item in listing.kids] == [
        ["Lbl", "LBody"]
    ] * 2
    assert [said(body) for body in listing.all("LBody")] == ["Keep", "See"]


def test_a_picture_says_what_it_shows() -> None:
    picture = Picture(image=a_picture(), alt="The wörktop (left)")

    figure = read_tree(to_pdf(a_document(picture))).all("Figure")[-1]

    assert figure.attributes["/Alt"] == "The wörktop (left)"
    assert "/A" in figure.attributes


def test_a_badge_is_read_out_as_label_and_word() -> None:
    badges = Badges(items=(RiskBadge(level="very_high", label="Risk to children"),))

    body = read_tree(to_pdf(a_document(badges))).all("LBody")[-1]

    assert said(body) == "Risk to childrenVery high"


def said(node: Node) -> str:
    return node.said.strip()
