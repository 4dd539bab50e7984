"""The floor for documents: the same blocks by platypus untagged, and by python-docx."""

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any
from xml.sax.saxutils import escape

from reportlab.lib.colors import HexColor
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Flowable, Paragraph, SimpleDocTemplate, TableStyle
from reportlab.platypus import Table as Grid

from iomdesk.documents.blocks import Cell, Document, Fields, Heading, Table, Text
from iomdesk.documents.pdf_faces import font_of
from iomdesk.documents.style import house_style
from iomdesk.documents.wording import control_rows, running_head

if TYPE_CHECKING:
    from docx.document import Document as WordDocument


def plain_pdf(document: Document) -> bytes:
    out = BytesIO()
    page = house_style().page
    template = SimpleDocTemplate(
        out,
        pagesize=(page.width, page.height),
        leftMargin=page.left,
        rightMargin=page.right,
        topMargin=page.top,
        bottomMargin=page.bottom,
        pageCompression=1,
    )

    def running(canvas: Canvas, _: object) -> None:
        canvas.setFont(font_of(0, "bold").fontName, 8.5)
        canvas.drawCentredString(page.width / 2, page.height - 30, document.marking)
        canvas.drawCentredString(page.width / 2, 16, document.marking)
        canvas.setFont(font_of(0, "regular").fontName, 8)
        canvas.drawString(page.left, 46, running_head(document).printed)

    story = [_paragraph(document.title, "title"), _fields(control_rows(document))]
    story += [flowable for block in document.blocks for flowable in _flowables(block)]
    template.build(story, onFirstPage=running, onLaterPages=running)
    return out.getvalue()


def _flowables(block: object) -> list[Flowable]:
    match block:
        case Heading(text=text):
            return [_paragraph(text, "heading1")]
        case Text(text=text):
            return [_paragraph(text, "body")]
        case Fields():
            return [_fields([(label, said(value)) for label, value in block.rows])]
        case Table(widths=widths):
            shares = widths or (1.0,) * len(block.header)
            inner = house_style().page.inner_width
            head = [_paragraph(text, "header") for text in block.header]
            rows = [[_paragraph(said(c), "cell") for c in row] for row in block.rows]
            return [_grid([head, *rows], [s / sum(shares) * inner for s in shares])]
    return []


def _fields(rows: Sequence[tuple[str, str | None]]) -> Flowable:
    cells = [[_paragraph(a, "label"), _paragraph(b or "", "cell")] for a, b in rows]
    return _grid(cells, [160, 330], head=0)


def _grid(cells: list[list[Flowable]], widths: list[float], head: int = 1) -> Flowable:
    line = HexColor(house_style().colour["line"])
    look = [
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, line),
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ]
    return Grid(cells, colWidths=widths, repeatRows=head, style=TableStyle(look))


def _paragraph(text: str, name: str) -> Flowable:
    style = house_style().text[name]
    face = font_of(0, style.weight)
    registerFont(face)
    look = ParagraphStyle(
        name, fontName=face.fontName, fontSize=style.size, leading=style.leading
    )
    return Paragraph(escape(text), look)


def plain_docx(document: Document) -> bytes:
    import docx

    word = docx.Document()
    section = word.sections[0]
    section.header.paragraphs[0].text = document.marking
    section.footer.paragraphs[0].text = running_head(document).printed
    word.add_heading(document.title, 0)
    _add_rows(word, control_rows(document))
    for block in document.blocks:
        match block:
            case Heading(text=text, level=level):
                word.add_heading(text, level)
            case Text(text=text):
                word.add_paragraph(text)
            case Fields(rows=rows):
                _add_rows(word, rows)
            case Table(rows=rows, header=header):
                _add_rows(word, [header, *rows])
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _add_rows(word: "WordDocument", rows: Any) -> None:
    """Fill a table the quick way: its cells are walked once."""
    table = word.add_table(len(rows), len(rows[0]))
    cells = iter(table._cells)
    for row in rows:
        for text in row:
            next(cells).text = said(text)


def said(cell: Cell) -> str:
    return cell if isinstance(cell, str) else "not recorded"
