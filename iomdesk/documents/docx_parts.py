"""What Word's XML refers to: pictures, badge shapes, lists that start anew."""

from io import BytesIO

from attrs import define, field
from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from iomdesk.documents.blocks import Badge, RiskBadge
from iomdesk.documents.docx_styles import NUMBERS
from iomdesk.documents.docx_words import (
    NAMESPACES,
    attribute,
    paragraph,
    pill_properties,
    runs_xml,
)
from iomdesk.documents.pictures import FitPicture, shape_aspect, shape_png
from iomdesk.documents.style import BadgeStyle, badge_style

KEEP = "<w:keepNext/>"
_EMU_PER_MM = 36000
_SHAPE_MM = 2.3
_INLINE = '<wp:inline distT="0" distB="0" distL="0" distR="0">'
_DECORATIVE = (
    '<a:extLst><a:ext uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"><adec:decorative'
    ' xmlns:adec="http://schemas.microsoft.com/office/drawing/2017/decorative"'
    ' val="1"/></a:ext></a:extLst>'
)


@define
class WordParts:
    """The Word document being filled; while *kept*, paragraphs stay together."""

    word: WordDocument
    kept: bool = False
    drawings: int = 0
    shapes: dict[bytes, str] = field(factory=dict)

    def paragraph(self, style: str, content: str, settings: str = "") -> str:
        keep = KEEP if self.kept and KEEP not in settings else ""
        return paragraph(style, content, keep + settings)

    def picture(self, fit: FitPicture, width_mm: float, alt: str) -> str:
        """Return a run with the picture, *width_mm* wide."""
        wide = round(width_mm * _EMU_PER_MM)
        high = round(wide * fit.height / fit.width)
        return self._drawing(self._related(fit.image), (wide, high), alt)

    def badge(self, badge: Badge) -> str:
        """Return runs with the label, and shape and word on the badge's colour."""
        look = badge_style(badge)
        if isinstance(badge, RiskBadge):
            label = runs_xml(f"{badge.label}  ") if badge.label else ""
            return label + self._pill(look.word, look)
        return self._pill(badge.text or look.word, look)

    def new_list(self) -> int:
        """Return the number of a list that counts from one again."""
        numbering = self.word.part.numbering_part.element
        number = len(numbering.findall(f"{{{numbering.nsmap['w']}}}num")) + 1
        anew = (
            f'<w:num {NAMESPACES} w:numId="{number}"><w:abstractNumId'
            f' w:val="{NUMBERS}"/><w:lvlOverride w:ilvl="0"><w:startOverride'
            ' w:val="1"/></w:lvlOverride></w:num>'
        )
        numbering.append(parse_xml(anew))
        return number

    def shape(self, style: BadgeStyle) -> str:
        """Return a run with a badge's drawn shape, as high as its letters."""
        png = shape_png(style)
        if png not in self.shapes:
            self.shapes[png] = self._related(png)
        high = round(_SHAPE_MM * _EMU_PER_MM)
        size = round(high * shape_aspect(style)), high
        return self._drawing(self.shapes[png], size, None) + runs_xml("\u00a0")

    def _pill(self, text: str, style: BadgeStyle) -> str:
        whole = text.replace(" ", "\u00a0")  # a badge is never broken over two lines
        word = runs_xml(f"\u00a0{whole}\u00a0", pill_properties(style))
        return self.shape(style) + word

    def _related(self, image: bytes) -> str:
        return self.word.part.get_or_add_image(BytesIO(image))[0]

    def _drawing(self, name: str, size: tuple[int, int], alt: str | None) -> str:
        """Return a run with a drawing; one without *alt* only adorns."""
        self.drawings += 1
        key, (wide, high) = self.drawings, size
        described = (
            f'<wp:docPr id="{key}" name="Picture {key}" descr={attribute(alt or "")}'
        )
        described += "/>" if alt is not None else f">{_DECORATIVE}</wp:docPr>"
        return (
            f"<w:r><w:drawing>{_INLINE}"
            f'<wp:extent cx="{wide}" cy="{high}"/>{described}<a:graphic><a:graphicData'
            ' uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            f'<pic:nvPicPr><pic:cNvPr id="{key}" name="Picture {key}"/><pic:cNvPicPr/>'
            f'</pic:nvPicPr><pic:blipFill><a:blip r:embed="{name}"/><a:stretch>'
            "<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
            f'<a:off x="0" y="0"/><a:ext cx="{wide}" cy="{high}"/></a:xfrm>'
            '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>'
            "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
        )
