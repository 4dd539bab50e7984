"""Drawing a document, and saying by a digest what it holds."""

import hashlib
from collections.abc import Iterator, Sequence

from iomdesk.documents.blocks import (
    Block,
    Document,
    KeepTogether,
    Picture,
    SignatureBox,
    document_texts,
)
from iomdesk.papers.actions import Rendered
from iomdesk.papers.paper import PaperFormat, PaperKind


def render(document: Document, form: PaperFormat, kind: PaperKind) -> Rendered:
    """Draw *document*: long work, for a pool and not for the writing thread."""
    return Rendered(
        kind=kind,
        format=form,
        of_id=document.reference,
        title=document.title,
        version=document.version,
        status=document.status,
        document_digest=document_digest(document),
        copy=int(document.handling.copy or 1),
        content=_drawn(document, form),
    )


def document_digest(document: Document) -> str:
    """Return the SHA-256 of what the document says and shows, in any format."""
    said = hashlib.sha256()
    for text in document_texts(document):
        said.update(text.encode() + b"\x1f")
    for image in _images(document.blocks):
        said.update(hashlib.sha256(image).digest())
    return said.hexdigest()


def _drawn(document: Document, form: PaperFormat) -> bytes:
    if form is PaperFormat.PDF:
        from iomdesk.documents.pdf import to_pdf  # noqa: PLC0415  reportlab is heavy

        return to_pdf(document)
    from iomdesk.documents.docx import to_docx  # noqa: PLC0415  so is python-docx

    return to_docx(document)


def _images(blocks: Sequence[Block]) -> Iterator[bytes]:
    for block in blocks:
        match block:
            case Picture(image=image):
                yield image
            case SignatureBox(image=bytes(image)):
                yield image
            case KeepTogether(blocks=kept):
                yield from _images(kept)
