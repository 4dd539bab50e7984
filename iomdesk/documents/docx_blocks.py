"""Each kind of block as Word's XML."""

from iomdesk.documents.blocks import (
    Badges,
    Block,
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


def block_xml(  # noqa: C901, PLR0911 - one case a block
    block: Block, parts: WordParts
) -> str:
    match block:
        case Heading(text=text, level=level):
            return parts.paragraph(f"Heading{level}", runs_xml(text))
        case Text(text=text, style="warning"):
            sign = parts.shape(house_style().badge["warning"])
            return parts.paragraph("Warning", sign + runs_xml(f"\u00a0{text}"))
        case Text(text=text, style=style):
            return parts.paragraph(_TEXT_STYLES[style], runs_xml(text))
        case Fields():
            return fields_xml(block, parts)
        case Table():
            return table_xml(block, parts)
        case Picture():
            return _picture(block, parts)
        case SignatureBox():
            return signature_xml(block, parts)
        case Badges(items=items):
            runs = runs_xml(_BETWEEN_BADGES).join(parts.badge(item) for item in items)
            return parts.paragraph("Badges", runs)
        case Listing():
            return _listing(block, parts)
        case PageBreak():
            return parts.paragraph("Normal", '<w:r><w:br w:type="page"/></w:r>')
        case Wheel():
            title = parts.paragraph("Caption", runs_xml(block.title))
            table = table_xml(wheel_table(block), parts)
            return title + table if block.title else table
        case KeepTogether():
            return _kept(block, parts)


def _kept(block: KeepTogether, parts: WordParts) -> str:
    outer, parts.kept = parts.kept, True
    xml = "".join(block_xml(kept, parts) for kept in block.blocks)
    parts.kept = outer
    return xml


def _listing(listing: Listing, parts: WordParts) -> str:
    if not listing.ordered:
        return "".join(
            parts.paragraph("ListBullet", runs_xml(i)) for i in listing.items
        )
    number = (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{parts.new_list()}"/></w:numPr>'
    )
    return "".join(
        parts.paragraph("ListNumber", runs_xml(item), number) for item in listing.items
    )


def _picture(picture: Picture, parts: WordParts) -> str:
    shown = _picture_or_sentence(picture, parts)
    if not picture.caption:
        return shown
    return shown + parts.paragraph("Small", runs_xml(picture.caption))


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
