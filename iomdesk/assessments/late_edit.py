"""An edit that had not seen an assessment's completion is kept as an addendum."""

from iomdesk.assessments.assessment import Addendum, Assessment, add_addendum
from iomdesk.journal.conflict import Conflict
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import AssessmentId, PartId, made_id


def keep_in_assessment(work: UnitOfWork, late: Conflict, words: str) -> None:
    addendum = Addendum(text=words, added_at=work.now, added_by=work.officer.name)
    completed = work.get(Assessment, AssessmentId(late.record_id))
    part = PartId(made_id("addendum", late.id))
    work.save(add_addendum(completed, part, addendum), settles=(late.id,))
