"""A document as a Word file, made in memory: no macros, nothing linked from outside."""

from datetime import UTC
from io import BytesIO

from docx.document import Document as WordDocument
from docx.oxml import parse_xml

from iomdesk.documents.blocks import Document
from iomdesk.documents.docx_blocks import WordBlocks, title_xml
from iomdesk.documents.docx_parts import WordParts
from iomdesk.documents.docx_running import write_running
from iomdesk.documents.docx_template import blank_document
from iomdesk.documents.docx_words import NAMESPACES, one_line
from iomdesk.documents.walk import write

_LONGEST_PROPERTY = 255


def to_docx(document: Document) -> bytes:
    """Return *document* as a Word file.

    Text stays as it was given, but for what XML cannot hold, which stands as [U+XXXX].
    """
    word = blank_document()
    parts = WordParts(word)
    blocks = WordBlocks(parts)
    body = [write(block, blocks) for block in document.blocks]
    _fill(word, title_xml(document, parts) + "".join(body))
    write_running(document, word)
    _describe(word, document)
    out = BytesIO()
    word.save(out)
    return out.getvalue()


def _fill(word: WordDocument, body: str) -> None:
    element = word.element.body
    parsed = parse_xml(f"<w:body {NAMESPACES}>{body}</w:body>")
    for child in reversed(list(parsed)):
        element.insert(0, child)


def _describe(word: WordDocument, document: Document) -> None:
    properties, at = word.core_properties, document.printed_at.astimezone(UTC)
    properties.title = one_line(document.title)[:_LONGEST_PROPERTY]
    properties.author = one_line(document.printed_by)[:_LONGEST_PROPERTY]
    properties.last_modified_by = properties.author
    properties.subject = one_line(document.kind)[:_LONGEST_PROPERTY]
    properties.identifier = one_line(document.reference)[:_LONGEST_PROPERTY]
    properties.version = one_line(document.version)[:_LONGEST_PROPERTY]
    properties.keywords = document.marking
    properties.category = ""
    properties.comments = ""
    properties.language = "en-GB"
    properties.revision = 1
    # python-docx writes the time as it is given and calls it UTC.
    properties.created = properties.modified = at.replace(tzinfo=None)
