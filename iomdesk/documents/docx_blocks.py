"""Each kind of block as Word's XML."""

from attrs import frozen

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
from iomdesk.documents.docx_parts import KEEP, WordParts
from iomdesk.documents.docx_tables import fields_xml, signature_xml, table_xml
from iomdesk.documents.docx_words import runs_xml
from iomdesk.documents.pictures import fit_picture
from iomdesk.documents.style import house_style
from iomdesk.documents.walk import write
from iomdesk.documents.wording import control_rows, wheel_table

_TEXT_STYLES = {
    "body": "Normal",
    "lead": "Lead",
    "small": "Small",
    "warning": "Warning",
}
_MM_PER_POINT = 25.4 / 72
_BETWEEN_BADGES = "    "


def title_xml(document: Document, parts: WordParts) -> str:
    kind = parts.paragraph("Subtitle", runs_xml(document.kind))
    title = parts.paragraph("Title", runs_xml(document.title))
    control = Fields(rows=tuple(control_rows(document)), columns=2)
    return kind + title + fields_xml(control, parts)


@frozen
class WordBlocks:
    """What each block is in Word's XML."""

    parts: WordParts

    def heading(self, block: Heading) -> str:
        return self.parts.paragraph(f"Heading{block.level}", runs_xml(block.text))

    def text(self, block: Text) -> str:
        words = runs_xml(block.text)
        if block.style == "warning":
            sign = self.parts.shape(house_style().badge["warning"])
            words = sign + runs_xml(f"\u00a0{block.text}")
        return self.parts.paragraph(_TEXT_STYLES[block.style], words)

    def fields(self, block: Fields) -> str:
        return fields_xml(block, self.parts)

    def table(self, block: Table) -> str:
        return table_xml(block, self.parts)

    def picture(self, block: Picture) -> str:
        shown = _picture_or_sentence(block, self.parts)
        if not block.caption:
            return shown
        return shown + self.parts.paragraph("Small", runs_xml(block.caption))

    def signature(self, block: SignatureBox) -> str:
        return signature_xml(block, self.parts)

    def badges(self, block: Badges) -> str:
        badges = (self.parts.badge(item) for item in block.items)
        return self.parts.paragraph("Badges", runs_xml(_BETWEEN_BADGES).join(badges))

    def listing(self, block: Listing) -> str:
        style, number = "ListBullet", ""
        if block.ordered:
            style, list_id = "ListNumber", self.parts.new_list()
            number = (
                f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{list_id}"/></w:numPr>'
            )
        items = (runs_xml(item) for item in block.items)
        return "".join(self.parts.paragraph(style, item, number) for item in items)

    def page_break(self, _block: PageBreak) -> str:
        return self.parts.paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>')

    def wheel(self, block: Wheel) -> str:
        title = self.parts.paragraph("Caption", runs_xml(block.title))
        table = table_xml(wheel_table(block), self.parts)
        return title + table if block.title else table

    def together(self, block: KeepTogether) -> str:
        outer, self.parts.kept = self.parts.kept, True
        xml = "".join(write(kept, self) for kept in block.blocks)
        self.parts.kept = outer
        return xml


def _picture_or_sentence(picture: Picture, parts: WordParts) -> str:
    keep = KEEP if picture.caption else ""
    fit = fit_picture(picture.image, picture.width_mm)
    if not fit:
        said = house_style().wording["no_picture"].format(alt=picture.alt)
        return parts.paragraph("Small", runs_xml(said), keep)
    page = house_style().page
    wide = min(
        max(picture.width_mm, 1.0),
        page.inner_width * _MM_PER_POINT,
        page.inner_height * 0.75 * _MM_PER_POINT * fit.width / fit.height,
    )
    alt = picture.alt or picture.caption or "Picture"
    return parts.paragraph("Normal", parts.picture(fit, wide, alt), keep)
