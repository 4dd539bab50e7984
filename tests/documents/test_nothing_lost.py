"""Whatever officers type, both writers write all of it."""

import re
from datetime import UTC, date, datetime
from io import BytesIO

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.documents.blocks import (
    Badge,
    Badges,
    Block,
    Cell,
    Document,
    Fields,
    Handling,
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
from iomdesk.documents.docx_words import holdable
from iomdesk.documents.faces import written
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.walk import document_texts
from tests.documents.made_up import a_document, a_long_document, a_picture
from tests.documents.pdf_reader import Node, read_pages, read_tree
from tests.proof import dear

# Said once of a line that several texts may share.
_WHERE = re.compile(r" \((name|words) in [^()]* script: see the Word copy\)$")
HOSTILE = [
    "<b>bold</b> & {{ secret }} {% raw %} ]]> &amp; \\( ) \\n",
    "tab\there\r\nand\nlines\u2028and\x0bmore",
    "bell \x07 nul \x00 escape \x1b del \x7f",
    "lone \ud800 surrogate, \uffff none, \ufeff mark, soft\u00adhyphen, no\u00a0break",
    "emoji \U0001f600\u200d\U0001f468 flags \U0001f1ec\U0001f1e7",
    "Żółtowski Иванов Γιώργος Nguyễn e\u0301\u0323",
    "דוד (כהן) 12.5 محمد عبد السلام علی x",
    "turned \u202eover\u202c \u2067back\u2069",
    "王小明 한국 ไทย देवनागरी",
    "W" * 10_000,
    "word " * 2_000,
    " ",
    "",
    "\n\n\n",
    " ".join("!" * n for n in range(40)),
]


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_is_on_paper_wherever_it_stands(text: str) -> None:
    assert_complete(everywhere(text))


def test_a_plan_with_everything_is_complete() -> None:
    assert_complete(a_long_document())


def everywhere(text: str) -> Document:
    """Return a document that says *text* wherever somebody can type."""
    badge, warning = RiskBadge(level="low", label=text), WarningMarker(text=text)
    return a_document(
        Heading(text=text, level=3),
        Text(text=text, style="lead"),
        Text(text=text, style="warning"),
        Fields(rows=((text, text), ("a", badge), ("b", warning))),
        Table(header=(text, "b"), rows=((text, badge, warning),), caption=text),
        Badges(items=(badge, warning)),
        Listing(items=(text, text), ordered=True),
        KeepTogether(blocks=(Picture(image=b"", alt=text, caption=text),)),
        Picture(image=a_picture(), alt="shown", caption=text),
        SignatureBox(label=text, name=text, role=text),
        Wheel(
            labels=(text, "b", "c"), then=(1, 2, 3), now=(1, 2, 3), top=4, title=text
        ),
        title=text,
        kind=text,
        reference=text,
        version=text,
        printed_by=text,
        status=text,
        handling=Handling(copy=text, recipients=(text,), desk=text, instruction=text),
    )


TEXT = st.text(alphabet=st.characters(), max_size=30)
LEVEL = st.sampled_from(["very_high", "high", "medium", "low", "not_assessed"])
BADGE: st.SearchStrategy[Badge] = st.one_of(
    st.builds(RiskBadge, level=LEVEL, label=TEXT), st.builds(WarningMarker, text=TEXT)
)
CELL: st.SearchStrategy[Cell] = st.one_of(TEXT, st.none(), BADGE)


def tuples(of: st.SearchStrategy[object], most: int = 4) -> st.SearchStrategy[object]:
    return st.lists(of, max_size=most).map(tuple)


@st.composite
def wheels(draw: st.DrawFn) -> Wheel:
    count = draw(st.integers(0, 5))
    values = st.lists(
        st.one_of(st.none(), st.integers(-1, 9)), min_size=count, max_size=count
    )
    labels = draw(st.lists(TEXT, min_size=count, max_size=count))
    return Wheel(
        labels=tuple(labels),
        then=tuple(draw(values)),
        now=tuple(draw(values)),
        top=draw(st.integers(0, 9)),
        title=draw(TEXT),
    )


SIMPLE: st.SearchStrategy[Block] = st.one_of(
    st.builds(Heading, text=TEXT, level=st.sampled_from([1, 2, 3])),
    st.builds(
        Text, text=TEXT, style=st.sampled_from(["body", "lead", "small", "warning"])
    ),
    st.builds(Fields, rows=tuples(st.tuples(TEXT, CELL)), columns=st.integers(0, 3)),
    st.builds(
        Table,
        header=tuples(TEXT),
        rows=tuples(tuples(CELL)),
        caption=TEXT,
        widths=st.none() | tuples(st.floats(0, 9)),
    ),
    st.builds(
        Picture,
        image=st.sampled_from([b"", a_picture(), a_picture(3, 900, "JPEG")]),
        alt=TEXT,
        caption=TEXT,
        width_mm=st.floats(0, 300),
    ),
    st.builds(SignatureBox, label=TEXT, name=st.none() | TEXT, role=st.none() | TEXT),
    st.builds(Badges, items=tuples(BADGE)),
    st.builds(Listing, items=tuples(TEXT), ordered=st.booleans()),
    st.builds(PageBreak),
    wheels(),
)
BLOCKS = st.lists(
    st.one_of(SIMPLE, st.builds(KeepTogether, blocks=tuples(SIMPLE))), max_size=6
)
DOCUMENTS = st.builds(
    Document,
    title=TEXT,
    kind=TEXT,
    reference=TEXT,
    version=TEXT,
    printed_by=TEXT,
    printed_at=st.just(datetime(2026, 3, 1, tzinfo=UTC)),
    status=st.none() | TEXT,
    marking=st.sampled_from(["OFFICIAL", "OFFICIAL-SENSITIVE: MAPPA"]),
    handling=st.builds(
        Handling,
        copy=st.none() | TEXT,
        recipients=tuples(TEXT),
        valid_until=st.none() | st.just(date(2026, 9, 1)),
    ),
    blocks=BLOCKS.map(tuple),
)


@dear
@given(DOCUMENTS)
def test_any_document_is_written_whole(document: Document) -> None:
    assert_complete(document)


def assert_complete(document: Document) -> None:
    pdf = to_pdf(document)
    on_paper, in_word = said_in_pdf(pdf), said_in_word(to_docx(document))

    for text in document_texts(document):
        assert closed(_WHERE.sub("", written(text))) in on_paper
        assert closed(holdable(text)) in in_word
    assert [page.loose + page.nested for page in read_pages(pdf) if page.loose] == []


def said_in_pdf(pdf: bytes) -> str:
    tree = read_tree(pdf)
    described = [figure.attributes["/Alt"] for figure in tree.all("Figure")]
    return closed("\n".join([*stretches(tree), *map(written, described)]))


def stretches(node: Node) -> list[str]:
    """Return what each element without elements below it says."""
    if not node.kids:
        return [node.said]
    return [text for kid in node.kids for text in stretches(kid)]


def said_in_word(file: bytes) -> str:
    """Return all text of the body, and what its pictures show."""
    body = docx.Document(BytesIO(file)).element.body
    parts = [
        node.text if node.tag == qn("w:t") else node.get("descr")
        for node in body.iter(qn("w:t"), qn("wp:docPr"))
    ]
    return closed("".join(part or "" for part in parts))


def closed(text: str) -> str:
    """Return *text* without the spaces that a line end may have taken."""
    return "".join(text.split())
