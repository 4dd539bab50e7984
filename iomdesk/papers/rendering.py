"""Drawing a document, and saying by a digest what it holds."""

from iomdesk.documents.blocks import Document
from iomdesk.documents.walk import document_digest
from iomdesk.papers.actions import Rendered
from iomdesk.papers.paper import PaperFormat


def render(document: Document, form: PaperFormat, kind: str) -> Rendered:
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


def _drawn(document: Document, form: PaperFormat) -> bytes:
    if form is PaperFormat.PDF:
        from iomdesk.documents.pdf import to_pdf  # noqa: PLC0415  reportlab is heavy

        return to_pdf(document)
    from iomdesk.documents.docx import to_docx  # noqa: PLC0415  so is python-docx

    return to_docx(document)
