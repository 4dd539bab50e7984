"""What officers do with produced documents: keep them, and disclose copies."""

from attrs import frozen

from iomdesk.papers.paper import (
    MEDIA_TYPES,
    Disclosure,
    Paper,
    PaperFormat,
    disclose,
)
from iomdesk.permissions import Role, demand_confirmed, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.records.ids import CaseId, PaperId, PartId, new_id


@frozen(kw_only=True)
class Rendered:
    """A document as bytes, made outside the transaction that keeps it."""

    kind: str
    format: PaperFormat
    of_id: str
    title: str
    version: str
    status: str | None
    document_digest: str
    copy: int
    content: bytes


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_paper(work: UnitOfWork, case_id: CaseId, rendered: Rendered) -> Paper:
    """Keep what was produced inside the store."""
    paper = Paper(
        id=PaperId(new_id()),
        case_id=case_id,
        kind=rendered.kind,
        format=rendered.format,
        of_id=rendered.of_id,
        title=rendered.title,
        version=rendered.version,
        status=rendered.status,
        document_digest=rendered.document_digest,
        content_blob=work.put_blob(rendered.content, MEDIA_TYPES[rendered.format]),
        size=len(rendered.content),
        copy=rendered.copy,
        made_at=work.now,
        made_by=work.officer.id,
        made_name=work.officer.name,
    )
    return work.save(paper)


@may(Role.OFFICER, Role.SUPERVISOR)
def disclose_paper(
    work: UnitOfWork, paper_id: PaperId, to: str, why: str | None = None
) -> Paper:
    """Log that a copy leaves the store: to whom, why, when and by whom."""
    demand_confirmed(work.officer, "give a copy outside")
    paper = work.get(Paper, paper_id)
    disclosure = Disclosure(
        to=to, why=why, at=work.now, by=work.officer.id, name=work.officer.name
    )
    disclosed = disclose(paper, PartId(new_id()), disclosure)
    detail = {"paper": paper_id, "kind": paper.kind, "to": to, "why": why or ""}
    work.log(Operation.DISCLOSURE, paper.case_id, detail)
    return work.save(disclosed)
