"""A plan as a form on the screen: opened, kept, agreed with its draft."""

from iomdesk.forms.opened_record import OpenedRecord, drop_draft_of, opened_record
from iomdesk.permissions import Role, may
from iomdesk.plans.actions import (
    agree_edited,
    draft_plan,
    edit_plan,
    edited_plan,
    revise_plan,
)
from iomdesk.plans.plan import Plan
from iomdesk.ports import Draft, Opened, UnitOfWork
from iomdesk.records.ids import CaseId, PlanId


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_plan(work: UnitOfWork, case_id: CaseId) -> OpenedRecord[Plan]:
    """Begin the first plan and open the form on it."""
    return opened_record(work, draft_plan(work, case_id))


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_next_version(
    work: UnitOfWork, plan_id: PlanId, reason: str | None = None
) -> OpenedRecord[Plan]:
    """Begin the next version and open the form on it."""
    return opened_record(work, revise_plan(work, plan_id, reason))


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_plan(
    work: UnitOfWork,
    plan: Plan,
    opened: Opened,
    draft_id: str | None = None,
    left: Draft | None = None,
) -> OpenedRecord[Plan]:
    """Record what was typed, for a supervisor to read; its draft goes with it.

    What is no value yet is not recorded: it goes on in the draft *left*.
    """
    drop_draft_of(work, draft_id)
    return opened_record(work, edit_plan(work, plan, opened), left)


@may(Role.SUPERVISOR)
def record_and_agree(
    work: UnitOfWork, plan: Plan, opened: Opened, draft_id: str | None = None
) -> Plan:
    """Record and agree in one go: either all of it holds or none."""
    drop_draft_of(work, draft_id)
    edited = edited_plan(work, plan, opened)
    if work.queries.opened(Plan, plan.id) != opened:
        # Somebody else's change came meanwhile. Kept first, a dispute with it refuses.
        edited = work.save(edited)
    return agree_edited(work, edited)
