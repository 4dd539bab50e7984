"""Each kind of block as pieces for a page, with its place in the tag tree."""

from collections.abc import Sequence
from itertools import count

from attrs import evolve, frozen

from iomdesk.documents.blocks import (
    Badges,
    Document,
    Fields,
    Heading,
    KeepTogether,
    Listing,
    PageBreak,
    Picture,
    SignatureBox,
    Table,
    Text,
    Wheel,
)
from iomdesk.documents.pdf_badges import chip_rows, warning_row
from iomdesk.documents.pdf_flow import PageEnd
from iomdesk.documents.pdf_pen import Pen
from iomdesk.documents.pdf_pieces import (
    Drawing,
    Ground,
    Lines,
    Piece,
    Placed,
    Row,
    Stack,
)
from iomdesk.documents.pdf_shapes import circle, filled, line, stroked
from iomdesk.documents.pdf_table import fields_pieces, table_pieces
from iomdesk.documents.pdf_tags import Element, text_entry
from iomdesk.documents.pdf_type import Line, set_lines, text_width
from iomdesk.documents.pdf_wheel import wheel_pieces
from iomdesk.documents.pictures import FitPicture, fit_picture
from iomdesk.documents.style import house_style
from iomdesk.documents.walk import write
from iomdesk.documents.wording import control_rows, time_text

Pieces = Sequence[Piece | PageEnd]
_MM = 72 / 25.4
_HEADING_GAP = {1: 20.0, 2: 15.0, 3: 11.0}
_SIGNATURE_HIGH = 42.0


def title_pieces(document: Document, root: Element) -> list[Piece]:
    """Return what stands at the top of the first page: what this is, and whose."""
    width = house_style().page.inner_width
    kind = _lines(document.kind, "kind", width, root.add("P"), keep=True)
    title = _lines(document.title, "title", width, root.add("Title"), keep=True)
    rows = tuple(control_rows(document))
    return [kind, title, *fields_pieces(Fields(rows=rows, columns=2), width, root)]


@frozen(kw_only=True)
class PdfBlocks:
    """What each block is on a page of *width*, tagged below *parent*."""

    width: float
    parent: Element

    def heading(self, block: Heading) -> Pieces:
        element = self.parent.add(f"H{block.level}")
        gap, name = _HEADING_GAP[block.level], f"heading{block.level}"
        lines = _lines(block.text, name, self.width, element, gap, keep=True)
        return [evolve(lines, outline=block.level)]

    def text(self, block: Text) -> Pieces:
        owner = self.parent.add("P")
        if block.style == "warning":
            return [warning_row(block.text, self.width, owner)]
        return [_lines(block.text, block.style, self.width, owner, gap=6.0)]

    def fields(self, block: Fields) -> Pieces:
        return fields_pieces(block, self.width, self.parent)

    def table(self, block: Table) -> Pieces:
        return table_pieces(block, self.width, self.parent)

    def picture(self, block: Picture) -> Pieces:
        return _picture(block, self.width, self.parent)

    def signature(self, block: SignatureBox) -> Pieces:
        return [_signature(block, self.width, self.parent.add("Div"))]

    def badges(self, block: Badges) -> Pieces:
        return chip_rows(block.items, self.width, self.parent)

    def listing(self, block: Listing) -> Pieces:
        return _listing(block, self.width, self.parent)

    def page_break(self, _block: PageBreak) -> Pieces:
        return [PageEnd()]

    def wheel(self, block: Wheel) -> Pieces:
        return wheel_pieces(block, self.width, self.parent)

    def together(self, block: KeepTogether) -> Pieces:
        pieces = [piece for kept in block.blocks for piece in write(kept, self)]
        inside = [piece for piece in pieces if not isinstance(piece, PageEnd)]
        stack = Stack(pieces=inside, whole=True, gap=inside[0].gap if inside else 0.0)
        fits = stack.height <= house_style().page.inner_height
        return [stack] if fits and len(inside) == len(pieces) else pieces


def _lines(
    text: str,
    style_name: str,
    width: float,
    element: Element,
    gap: float = 0.0,
    *,
    keep: bool = False,
) -> Lines:
    style = house_style().text[style_name]
    return Lines(
        lines=set_lines(text, style, width),
        style=style,
        width=width,
        element=element,
        gap=gap,
        keep=keep,
    )


def _listing(listing: Listing, width: float, parent: Element) -> list[Piece]:
    numbering = "Decimal" if listing.ordered else "Disc"
    element = parent.add("L", f"/A << /O /List /ListNumbering /{numbering} >>")
    last = f"{len(listing.items)}."
    indent = text_width(last, house_style().text["body"]) + 8 if listing.ordered else 16
    numbers = (f"{n}." if listing.ordered else "" for n in count(1))
    items = [
        _item(text, number, indent, width, element.add("LI"))
        for text, number in zip(listing.items, numbers, strict=False)
    ]
    return [evolve(item, gap=3.0 if n else 6.0) for n, item in enumerate(items)]


def _item(text: str, number: str, indent: float, width: float, item: Element) -> Row:
    style = house_style().text["body"]
    sign: Piece = Drawing(height=style.leading, paint=_bullet)
    if number:
        sign = _lines(number, "body", indent, item.add("Lbl"))
    body = _lines(text, "body", width - indent, item.add("LBody"))
    cells = [
        Placed(x=0.0, stack=Stack(pieces=[sign])),
        Placed(x=indent, stack=Stack(pieces=[body])),
    ]
    return Row(cells=cells, width=width, pad=0.0)


def _bullet(pen: Pen, x: float, top: float) -> None:
    middle = top - house_style().text["body"].leading / 2
    pen.draw(filled(circle(x + 6.0, middle, 1.7), house_style().colour["muted"]))


def _picture(picture: Picture, width: float, parent: Element) -> list[Piece]:
    shown = _picture_or_sentence(picture, width, parent)
    if not picture.caption:
        return [shown]
    caption = _lines(picture.caption, "small", width, parent.add("P"), gap=4.0)
    return [Stack(pieces=[shown, caption], gap=8.0, whole=True)]


def _picture_or_sentence(picture: Picture, width: float, parent: Element) -> Piece:
    fit = fit_picture(picture.image, picture.width_mm)
    if not fit:
        said = house_style().wording["no_picture"].format(alt=picture.alt)
        return _framed(_lines(said, "small", width - 24, parent.add("P")), width)
    alt = text_entry("Alt", picture.alt or picture.caption or "Picture")
    most = min(max(picture.width_mm, 1.0) * _MM, width)
    high = house_style().page.inner_height * 0.75
    return _image(fit, (most, high), parent.add("Figure", alt))


def _framed(lines: Lines, width: float) -> Row:
    cells = [Placed(x=12.0, stack=Stack(pieces=[lines]))]
    ground = Ground(frame="line")
    return Row(cells=cells, width=width, pad=10.0, ground=ground, gap=8.0)


def _image(fit: FitPicture, most: tuple[float, float], figure: Element) -> Drawing:
    """Return the picture as large as *most* (width, height) lets it be."""
    scale = min(most[0] / fit.width, most[1] / fit.height)
    width, height = fit.width * scale, fit.height * scale

    def paint(pen: Pen, x: float, top: float) -> None:
        foot = top - height
        corners = f"{x:.1f} {foot:.1f} {x + width:.1f} {top:.1f}"
        figure.attributes += f" /A << /O /Layout /BBox [{corners}] >>"
        pen.picture(fit.image, (x, foot, width, height), figure)

    return Drawing(height=height, paint=paint, gap=8.0)


def _signature(signature: SignatureBox, width: float, parent: Element) -> Row:
    words = house_style().wording
    signed = signature.signed_at
    said = words["signed"].format(at=time_text(signed)) if signed else words["unsigned"]
    left, right = width * 0.52, width * 0.4
    name = (signature.name, "body") if signature.name else (words["absent"], "absent")
    shown = [(signature.label, "caption"), name, (signature.role, "small")]
    texts = [
        _lines(text, style, left, parent.add("P"), gap=2.0)
        for text, style in [*shown, (said, "small")]
        if text
    ]
    cells = [
        Placed(x=12.0, stack=Stack(pieces=texts)),
        Placed(x=width - right - 12.0, stack=_signed(signature, right, parent)),
    ]
    ground = Ground(frame="line")
    return Row(cells=cells, width=width, pad=9.0, ground=ground, gap=10.0)


def _signed(signature: SignatureBox, width: float, parent: Element) -> Stack:
    """Return the signature's picture, or the line to sign on."""
    words = house_style().wording
    fit = fit_picture(signature.image, width / _MM) if signature.image else None
    if signature.image and not fit:
        said = words["no_picture"].format(alt=words["signature"])
        return Stack(pieces=[_lines(said, "small", width, parent.add("P"))])
    if fit:
        alt = words["signature_of"].format(name=signature.name or signature.label)
        figure = parent.add("Figure", text_entry("Alt", alt))
        return Stack(pieces=[_image(fit, (width, _SIGNATURE_HIGH), figure)])

    def paint(pen: Pen, x: float, top: float) -> None:
        foot = top - _SIGNATURE_HIGH
        grey = house_style().colour["muted"]
        pen.draw(stroked(line((x, foot), (x + width, foot)), grey, 0.75))
        style = house_style().text["running"]
        pen.text([Line(words["signature"])], style, (x, foot - 1, width), None)

    return Stack(pieces=[Drawing(height=_SIGNATURE_HIGH + 12.0, paint=paint)])
