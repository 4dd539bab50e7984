"""An edit that had not seen a visit's signature is kept as an addendum."""

from iomdesk.journal.conflict import Conflict
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import ChangeId, PartId, VisitId, made_id
from iomdesk.visits.visit import Addendum, Visit, add_addendum


def keep_in_visit(work: UnitOfWork, late: Conflict, words: str) -> None:
    addendum = Addendum(
        text=words,
        by=work.officer.id,
        at=work.now,
        name=work.officer.name,
        kept_from=ChangeId(late.claims[0].change),
    )
    visit = work.get(Visit, VisitId(late.record_id))
    part = PartId(made_id("addendum", late.id))
    work.save(add_addendum(visit, part, addendum), settles=(late.id,))
