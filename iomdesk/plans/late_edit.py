"""An edit that had not seen a plan's agreement goes into its next version."""

from iomdesk.journal.conflict import Conflict
from iomdesk.journal.patch import apply, setting
from iomdesk.plans.plan import Plan, next_version
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import from_document, to_document
from iomdesk.records.ids import PlanId, made_id


def keep_in_next_version(work: UnitOfWork, late: Conflict, words: str) -> None:
    """Carry the edit over as it is, without *words*; what was signed stays."""
    del words
    plan = work.get(Plan, PlanId(late.record_id))
    new = next_version(
        plan,
        PlanId(made_id("plan", late.id)),
        author=work.officer.name,
        on=work.today,
    )
    claim = late.claims[0]
    edited = apply(to_document(new), setting(claim.path, claim.value))
    work.save(from_document(Plan, edited))
    work.save(plan, settles=(late.id,))
