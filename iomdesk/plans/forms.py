"""A plan as a form on the screen: opened, kept, agreed with its draft."""

from attrs import frozen

from iomdesk.permissions import Role, may
from iomdesk.plans.actions import (
    agree_edited,
    draft_plan,
    edit_plan,
    edited_plan,
    revise_plan,
)
from iomdesk.plans.plan import Plan
from iomdesk.ports import Opened, UnitOfWork
from iomdesk.records.ids import CaseId, PlanId


@frozen(kw_only=True)
class PlanForm:
    """A draft of a plan and what the form was opened on."""

    plan: Plan
    opened: Opened


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_plan(work: UnitOfWork, case_id: CaseId) -> PlanForm:
    """Begin the first plan and open the form on it."""
    return _form(work, draft_plan(work, case_id))


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_next_version(
    work: UnitOfWork, plan_id: PlanId, reason: str | None = None
) -> PlanForm:
    """Begin the next version and open the form on it."""
    return _form(work, revise_plan(work, plan_id, reason))


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_plan(
    work: UnitOfWork, plan: Plan, opened: Opened, draft_id: str | None = None
) -> PlanForm:
    """Record what was typed, for a supervisor to read; its draft goes with it."""
    if draft_id:
        work.drop_draft(draft_id)
    return _form(work, edit_plan(work, plan, opened))


@may(Role.SUPERVISOR)
def record_and_agree(
    work: UnitOfWork, plan: Plan, opened: Opened, draft_id: str | None = None
) -> Plan:
    """Record and agree in one go: either all of it holds or none."""
    if draft_id:
        work.drop_draft(draft_id)
    edited = edited_plan(work, plan, opened)
    if work.queries.opened(Plan, plan.id) != opened:
        # Somebody else's change came meanwhile. Kept first, a dispute with it refuses.
        edited = work.save(edited)
    return agree_edited(work, edited)


def _form(work: UnitOfWork, plan: Plan) -> PlanForm:
    return PlanForm(plan=plan, opened=work.queries.opened(Plan, plan.id))
