"""A document as a tagged PDF, made in memory."""

from datetime import UTC
from functools import lru_cache
from io import BytesIO
from threading import Lock
from xml.sax.saxutils import escape

import reportlab.rl_config
from reportlab.pdfbase.pdfdoc import XMP
from reportlab.pdfbase.pdfmetrics import registerFont
from reportlab.pdfgen.canvas import Canvas

import iomdesk
from iomdesk.documents.blocks import Document
from iomdesk.documents.faces import LATIN, plain_text
from iomdesk.documents.pdf_blocks import PdfBlocks, title_pieces
from iomdesk.documents.pdf_faces import font_of
from iomdesk.documents.pdf_flow import Flow
from iomdesk.documents.pdf_pen import Pen
from iomdesk.documents.pdf_pieces import Piece
from iomdesk.documents.pdf_running import draw_running, draw_under, running_lines
from iomdesk.documents.pdf_tags import Tags, write_tags
from iomdesk.documents.style import house_style
from iomdesk.documents.walk import write

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{at}</xmp:CreateDate><pdf:Producer>{producer}</pdf:Producer>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


def to_pdf(document: Document) -> bytes:
    """Return *document* as PDF; the same document gives the same bytes."""
    with _one_at_a_time():
        return _drawn(document)


@lru_cache(maxsize=1)
def _one_at_a_time() -> Lock:
    """Return the lock that keeps two threads off one reportlab font."""
    reportlab.rl_config.useA85 = 0  # text armour: a quarter more bytes for nothing
    return Lock()


def _drawn(document: Document) -> bytes:
    tags = Tags()
    flow = _flow(document, tags)
    canvas = _canvas(document)
    pen, running = Pen(canvas, tags), running_lines(document)
    for number, placed in enumerate(flow.pages, 1):
        tags.next_page()
        draw_under(pen, running)
        draw_running(pen, running, number, len(flow.pages))
        _draw_page(pen, placed)
        canvas.showPage()
    write_tags(tags, canvas._doc)  # noqa: SLF001 - reportlab has no other door
    pdf: bytes = canvas.getpdfdata()
    return pdf


def _flow(document: Document, tags: Tags) -> Flow:
    page = house_style().page
    flow = Flow(page.inner_height)
    flow.fill(title_pieces(document, tags.root))
    blocks = PdfBlocks(width=page.inner_width, parent=tags.root)
    flow.fill([piece for block in document.blocks for piece in write(block, blocks)])
    flow.end()
    return flow


def _draw_page(pen: Pen, placed: list[tuple[float, Piece]]) -> None:
    page = house_style().page
    for down, piece in placed:
        piece.draw(pen, page.left, page.height - page.top - down)


def _canvas(document: Document) -> Canvas:
    page = house_style().page
    canvas = Canvas(
        BytesIO(),
        pagesize=(page.width, page.height),
        pageCompression=1,
        invariant=1,
        pdfVersion=(1, 7),
        initialFontName=_registered_font(),
        lang="en-GB",
    )
    _describe(canvas, document)
    return canvas


@lru_cache(maxsize=1)
def _registered_font() -> str:
    """Return a face of ours that reportlab knows: else it puts Helvetica in."""
    face = font_of(LATIN, "regular")
    registerFont(face)
    name: str = face.fontName
    return name


def _describe(canvas: Canvas, document: Document) -> None:
    at = document.printed_at.astimezone(UTC)
    title, author = _one_line(document.title), _one_line(document.printed_by)
    producer = f"IOM Desk {iomdesk.__version__}"
    canvas.setTitle(title)
    canvas.setAuthor(author)
    canvas.setSubject(_one_line(f"{document.kind}, {document.reference}"))
    canvas.setKeywords(document.marking)
    canvas.setCreator(producer)
    canvas.setProducer(producer)
    canvas.setDateFormatter(lambda *_: f"D:{at:%Y%m%d%H%M%S}+00'00'")
    canvas.setViewerPreference("DisplayDocTitle", "true")
    xmp = _XMP.format(
        title=escape(title),
        author=escape(author),
        at=f"{at:%Y-%m-%dT%H:%M:%SZ}",
        producer=producer,
    )
    catalogue = canvas._doc.Catalog  # noqa: SLF001 - reportlab has no other door
    catalogue.Metadata = XMP(creator=lambda _: xmp.encode())


def _one_line(text: str) -> str:
    return plain_text(text).replace("\n", " ")
