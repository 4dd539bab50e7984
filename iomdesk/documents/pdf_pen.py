"""Writes on the pages of a PDF, everything inside a mark or an artifact."""

from collections.abc import Iterator, Sequence
from io import BytesIO
from itertools import groupby

from attrs import define, field
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from iomdesk.documents.faces import LATIN
from iomdesk.documents.pdf_faces import Face, face_in_line, font_of
from iomdesk.documents.pdf_shapes import colour_code
from iomdesk.documents.pdf_tags import Element, Tags, text_entry
from iomdesk.documents.pdf_type import (
    Align,
    Line,
    advances,
    digits_width,
    said_by,
    text_width,
    widest_digit,
)
from iomdesk.documents.style import TypeStyle, house_style

_DIGITS = frozenset("0123456789")
_ESCAPES = {
    byte: chr(byte) if 32 <= byte < 127 and chr(byte) not in "\\()" else f"\\{byte:03o}"  # noqa: PLR2004
    for byte in range(256)
}
_JPEG_START = b"\xff\xd8"


class _Jpeg(ImageReader):  # type: ignore[misc]  # reportlab has no types
    """A JPEG that goes in as it is; reportlab would unpack it to give it a name."""

    _dataA = None  # noqa: N815 - reportlab's name: what is see-through, nothing here

    def getRGBData(self) -> bytes:  # noqa: N802 - reportlab's name
        packed: bytes = self.fp.getvalue()
        return packed


@define
class Pen:
    """The canvas and the tags, kept in step; y is measured from the page's foot."""

    canvas: Canvas
    tags: Tags
    headings: list[int] = field(factory=list)

    def outline(self, text: str, level: int, top: float) -> None:
        """Enter a heading into the reader's contents pane."""
        depth = min(level - 1, self.headings[-1] + 1 if self.headings else 0)
        key = f"heading{len(self.headings)}"
        self.headings.append(depth)
        self.canvas.bookmarkHorizontalAbsolute(key, top + 12)
        self.canvas.addOutlineEntry(text, key, depth)

    def draw(self, code: str, artifact: str = "/Artifact BMC") -> None:
        """Draw what says nothing: rules, grounds, shapes."""
        self.canvas.addLiteral(f"{artifact} {code} EMC")

    def figure(self, code: str, element: Element) -> None:
        self.canvas.addLiteral(f"{self._opened(element)} {code} EMC")

    def picture(
        self, image: bytes, place: tuple[float, float, float, float], element: Element
    ) -> None:
        self.canvas.addLiteral(self._opened(element))
        kind = _Jpeg if image.startswith(_JPEG_START) else ImageReader
        self.canvas.drawImage(kind(BytesIO(image)), *place)
        self.canvas.addLiteral("EMC")

    def text(
        self,
        lines: Sequence[Line],
        style: TypeStyle,
        place: tuple[float, float, float],
        element: Element | None,
        align: Align = "left",
        *,
        tabular: bool = False,
    ) -> None:
        """Write *lines* from the top left of *place* (x, y, width).

        What is drawn from the right is said by the tree as it is read: readers that
        pass by the tree turn the letters of a page themselves.
        """
        if element and any(line.said for line in lines):
            element = element.add("Span", text_entry("ActualText", said_by(lines)))
        opened = self._opened(element) if element else "/Artifact BMC"
        colour = colour_code(house_style().colour.get(style.colour, style.colour))
        shown = self._shown(lines, style, place, align, tabular=tabular)
        self.canvas.addLiteral(f"{opened} BT {colour} rg {shown} ET EMC")

    def watermark(self, line: Line, style: TypeStyle, matrix: str) -> None:
        """Lay *line* across the page, moved and turned by *matrix*."""
        shown = self._shown([line], style, (0.0, 0.0, 0.0), "centre", tabular=False)
        colour = colour_code(house_style().colour[style.colour])
        kind = "/Artifact <</Type /Pagination /Subtype /Watermark>> BDC"
        self.draw(f"q {matrix} cm BT {colour} rg {shown} ET Q", kind)

    def _opened(self, element: Element) -> str:
        return f"/{element.kind} <</MCID {self.tags.mark(element)}>> BDC"

    def _shown(
        self,
        lines: Sequence[Line],
        style: TypeStyle,
        place: tuple[float, float, float],
        align: Align,
        *,
        tabular: bool,
    ) -> str:
        x, top, width = place
        y = top - style.leading / 2 - 0.35 * style.size
        measured = digits_width if tabular else text_width
        parts = []
        for n, line in enumerate(lines):
            indent = 0.0
            if align != "left":
                rest = width - measured(line.drawn.rstrip(" "), style)
                indent = rest if align == "right" else rest / 2
            parts.append(f"1 0 0 1 {x + indent:.2f} {y - n * style.leading:.2f} Tm")
            parts.append(self._line(line, style, tabular=tabular))
        return " ".join(parts)

    def _line(self, line: Line, style: TypeStyle, *, tabular: bool) -> str:
        return " ".join(
            self._run(face, text, style, tabular=tabular)
            for face, text in _runs(line.drawn)
        )

    def _run(self, face: int, text: str, style: TypeStyle, *, tabular: bool) -> str:
        font, document = font_of(face, style.weight), self.canvas._doc  # noqa: SLF001
        if face == LATIN and text.isascii():
            # reportlab keeps ASCII as it is in a face's first subset.
            name = font.getSubsetInternalName(0, document)
            return f"{name} {style.size:g} Tf {_string(text, style, tabular=tabular)}"
        if font.sorts and any(map(any, map(font.moves, text))):
            return " ".join(self._moved(font, text, style))
        parts = []
        for subset, encoded in font.splitString(text, document):
            name = font.getSubsetInternalName(subset, document)
            codes = encoded.decode("latin-1")
            shown = _string(codes, style, tabular=tabular)
            parts.append(f"{name} {style.size:g} Tf {shown}")
        return " ".join(parts)

    def _moved(self, font: Face, text: str, style: TypeStyle) -> Iterator[str]:
        """Yield letters at the places that their sorts have beside each other.

        As many as can be are one string, for readers take apart what is drawn apart.
        """
        document = self.canvas._doc  # noqa: SLF001 - reportlab has no other door
        placed = [(font.splitString(c, document)[0], font.moves(c)) for c in text]
        for (subset, up), letters in groupby(placed, lambda p: (p[0][0], p[1][1])):
            name = font.getSubsetInternalName(subset, document)
            shown = " ".join(
                f"{-before:g} ({code.decode('latin-1').translate(_ESCAPES)}) {-after:g}"
                for (_, code), (before, _, after) in letters
            )
            raised = up * style.size / 1000
            yield f"{name} {style.size:g} Tf {raised:.3f} Ts [{shown}] TJ"
        yield "0 Ts"


def _runs(line: str) -> Iterator[tuple[int, str]]:
    """Yield a line as drawn in stretches that one face can write."""
    if line.isascii():
        yield LATIN, line
        return
    for face, letters in groupby(line, face_in_line):
        yield face or LATIN, "".join(letters)


def _string(codes: str, style: TypeStyle, *, tabular: bool) -> str:
    return _spaced(codes, style) if tabular else f"({codes.translate(_ESCAPES)}) Tj"


def _spaced(text: str, style: TypeStyle) -> str:
    """Return *text* with every digit in the middle of the widest digit's room."""
    widths, room = advances(style.weight), widest_digit(style.weight)
    parts = [
        f"{(widths[c] - room) / 2:g} ({c}) {(widths[c] - room) / 2:g}"
        if c in _DIGITS
        else f"({c.translate(_ESCAPES)})"
        for c in text
    ]
    return f"[{' '.join(parts)}] TJ"
