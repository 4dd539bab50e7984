"""A document that was produced: its bytes, what it was made of, and who has it."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import ClassVar

from attrs import evolve, field, frozen

from iomdesk.errors import InputRefused
from iomdesk.records.ids import BlobHash, CaseId, OfficerId, PaperId, PartId


class PaperFormat(StrEnum):
    PDF = "pdf"
    DOCX = "docx"


MEDIA_TYPES = {
    PaperFormat.PDF: "application/pdf",
    PaperFormat.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
}


@frozen(kw_only=True)
class Disclosure:
    """To whom a copy went, and why."""

    to: str
    at: datetime
    by: OfficerId
    name: str | None = None
    why: str | None = None


@frozen(kw_only=True)
class Paper:
    """A produced document; *document_digest* is over what it says, in any format."""

    KIND: ClassVar[str] = "paper"

    id: PaperId
    case_id: CaseId
    kind: str
    format: PaperFormat
    of_id: str
    title: str
    version: str
    status: str | None = None
    document_digest: str
    content_blob: BlobHash
    size: int
    copy: int = 1
    made_at: datetime
    made_by: OfficerId
    made_name: str | None = None
    disclosed: Mapping[PartId, Disclosure] = field(factory=dict)


def disclose(paper: Paper, disclosure_id: PartId, disclosure: Disclosure) -> Paper:
    """Return *paper* with one more recipient."""
    if not disclosure.to.strip():
        raise InputRefused("Say to whom the copy goes.", "to")
    return evolve(paper, disclosed={**paper.disclosed, disclosure_id: disclosure})


def next_copy(papers: Sequence[Paper], of_id: str) -> int:
    """Return the number of the next copy of what was produced from a record."""
    return max((p.copy for p in papers if p.of_id == of_id), default=0) + 1
