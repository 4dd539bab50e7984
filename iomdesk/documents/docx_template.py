"""The Word document that every other starts from: our styles and nothing else.

python-docx brings a template with 800 KB of styles, another language, a thumbnail and
parts that nothing needs; saving those anew took longer than writing a plan.
"""

from functools import lru_cache
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.shared import Pt

from iomdesk.documents.docx_styles import fonts_xml, numbering_xml, styles_xml
from iomdesk.documents.docx_words import NAMESPACES
from iomdesk.documents.style import house_style

_NEEDED = {
    RELATIONSHIP_TYPE.STYLES,
    RELATIONSHIP_TYPE.SETTINGS,
    RELATIONSHIP_TYPE.THEME,
    RELATIONSHIP_TYPE.NUMBERING,
}
_SETTINGS = f"""<w:settings {NAMESPACES}><w:zoom w:percent="100"/>
<w:defaultTabStop w:val="720"/><w:characterSpacingControl w:val="doNotCompress"/>
<w:compat><w:compatSetting w:name="compatibilityMode"
 w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>
<w:themeFontLang w:val="en-GB"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/>
</w:settings>"""


def blank_document() -> WordDocument:
    return docx.Document(BytesIO(_template()))


@lru_cache(maxsize=1)
def _template() -> bytes:
    document = docx.Document()
    _drop_parts(document)
    _replace(document.styles.element, styles_xml())
    _replace(document.settings.element, _SETTINGS)
    _replace(document.part.numbering_part.element, numbering_xml())
    _add_fonts(document)
    _set_page(document)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def _drop_parts(document: WordDocument) -> None:
    for name, rel in list(document.part.rels.items()):
        if rel.reltype not in _NEEDED:
            document.part.drop_rel(name)
    package = document.part.package
    for name, rel in list(package.rels.items()):
        if rel.reltype == RELATIONSHIP_TYPE.THUMBNAIL:
            del package.rels[name]


def _replace(element: BaseOxmlElement, xml: str) -> None:
    """Put what *xml* holds in the place of what *element* holds."""
    for child in list(element):
        element.remove(child)
    element.extend(list(parse_xml(xml)))


def _add_fonts(document: WordDocument) -> None:
    blob = fonts_xml().encode()
    name = PackURI("/word/fontTable.xml")
    part = Part(name, CONTENT_TYPE.WML_FONT_TABLE, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FONT_TABLE)


def _set_page(document: WordDocument) -> None:
    section, page = document.sections[0], house_style().page
    section.page_width, section.page_height = Pt(page.width), Pt(page.height)
    section.left_margin, section.right_margin = Pt(page.left), Pt(page.right)
    section.top_margin, section.bottom_margin = Pt(page.top), Pt(page.bottom)
    section.header_distance, section.footer_distance = Pt(20), Pt(14)
