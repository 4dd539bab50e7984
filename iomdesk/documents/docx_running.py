"""What every page of a Word document carries, and the word across it for a draft."""

import re

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.section import _Footer, _Header

from iomdesk.documents.blocks import Document
from iomdesk.documents.docx_words import (
    NAMESPACES,
    attribute,
    field,
    holdable,
    one_line,
    paragraph,
    runs_xml,
)
from iomdesk.documents.style import house_style
from iomdesk.documents.wording import RunningHead, running_head

_LONGEST = 90  # letters of a title that a running line has room for


def write_running(document: Document, word: WordDocument) -> None:
    section, head = word.sections[0], running_head(document)
    _fill(section.header, _header(head))
    _fill(section.footer, _footer(head))


def _fill(place: _Header | _Footer, xml: str) -> None:
    place.is_linked_to_previous = False
    element = place._element  # noqa: SLF001 - python-docx has no other door
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(f"<w:hdr {NAMESPACES}>{xml}</w:hdr>")))


def _header(head: RunningHead) -> str:
    line = _two_ends(runs_xml(_cut(head.subject)), runs_xml(_cut(head.version)))
    return _marking(head.marking, _watermark(head.watermark)) + paragraph(
        "Header", line, _ruled("bottom")
    )


def _footer(head: RunningHead) -> str:
    line = _two_ends(runs_xml(_cut(head.printed)), _pages())
    handling = runs_xml(_cut(head.handling, _LONGEST + 30))
    below = paragraph("Footer", handling) if head.handling else ""
    return paragraph("Footer", line, _ruled("top")) + below + _marking(head.marking)


def _two_ends(left: str, right: str) -> str:
    return f"{left}<w:r><w:tab/></w:r>{right}"


def _marking(marking: str, watermark: str = "") -> str:
    ground = house_style().colour["warning"][1:]
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
    run = runs_xml(f"\u00a0\u00a0{marking}\u00a0\u00a0", shade)
    return paragraph("Marking", watermark + run, '<w:jc w:val="center"/>')


def _ruled(side: str) -> str:
    colour = house_style().colour["line"][1:]
    end = round(house_style().page.inner_width * 20)
    return (
        f'<w:pBdr><w:{side} w:val="single" w:sz="4" w:space="4" w:color="{colour}"/>'
        f'</w:pBdr><w:tabs><w:tab w:val="right" w:pos="{end}"/></w:tabs>'
        '<w:spacing w:before="80" w:after="40"/>'
    )


def _pages() -> str:
    """Return "Page x of y" with fields for both numbers."""
    fields = {"{page}": field(" PAGE "), "{pages}": field(" NUMPAGES ")}
    parts = re.split(r"(\{pages?\})", house_style().wording["page"])
    return "".join(fields.get(part) or runs_xml(part) for part in parts if part)


def _cut(text: str, longest: int = _LONGEST) -> str:
    line = one_line(text)
    return line if len(line) <= longest else f"{line[: longest - 1]}…"


def _watermark(words: str) -> str:
    """Return Word's own kind of watermark, which lies behind the text."""
    if not words:
        return ""
    colour = house_style().colour["watermark"]
    text = holdable(_cut(words, 40))
    wide = min(520, 78 * len(text))
    return (
        '<w:r><w:pict><v:shapetype id="iomText" coordsize="21600,21600" o:spt="136"'
        ' adj="10800" path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas>'
        '<v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
        '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/>'
        '<v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/><v:f eqn="if @0 @4 21600"/>'
        '</v:formulas><v:path textpathok="t" o:connecttype="rect"/>'
        '<v:textpath on="t" fitshape="t"/></v:shapetype>'
        '<v:shape id="iomWatermark" type="#iomText" style="position:absolute;'
        f"width:{wide}pt;height:{wide / len(text) * 1.3:.0f}pt;rotation:-52;z-index:-1;"
        "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
        'mso-position-vertical:center;mso-position-vertical-relative:margin"'
        f' fillcolor="{colour}" stroked="f"><v:textpath'
        " style=\"font-family:'Atkinson Hyperlegible Next';font-size:1pt;"
        f'font-weight:bold" string={attribute(text)}/></v:shape></w:pict></w:r>'
    )
