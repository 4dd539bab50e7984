"""What officers do with plans: draft, edit, agree, revise, report on steps."""

from datetime import date, datetime

from attrs import evolve

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.case import Case
from iomdesk.cases.filing import person_of
from iomdesk.cases.summary import is_open, rated_risks
from iomdesk.errors import UserError
from iomdesk.permissions import Officer, Role, demand, demand_confirmed, may
from iomdesk.plans import plan as rules
from iomdesk.plans.loading import pathways, standards
from iomdesk.plans.needs import assessed_needs, assessed_set
from iomdesk.plans.parts import Progress, StepStatus
from iomdesk.plans.plan import Approval, Plan
from iomdesk.plans.quality import quality
from iomdesk.plans.said import said_plan
from iomdesk.plans.sign_off import in_dispute
from iomdesk.ports import Opened, Queries, UnitOfWork
from iomdesk.reasons import Reason
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId, PartId, PlanId, new_id


@may(Role.OFFICER, Role.SUPERVISOR)
def draft_plan(work: UnitOfWork, case_id: CaseId) -> Plan:
    """Begin the first plan, with the needs that the assessment found."""
    plans = _plans(work, case_id)
    if rules.newest_draft(plans):
        raise UserError("A draft is being written already. Open it to go on.")
    if rules.newest_agreed(plans):
        raise UserError("There is a plan already. Write its next version.")
    assessments = work.queries.records(Assessment, case_id)
    plan = _new(work, case_id)
    return work.save(evolve(plan, needs=assessed_needs(assessments, plan.pathway_set)))


@may(Role.OFFICER, Role.SUPERVISOR)
def edit_plan(work: UnitOfWork, plan: Plan, opened: Opened | None = None) -> Plan:
    """Save the draft as edited; *opened* is what the form was opened on."""
    return work.save(edited_plan(work, plan, opened))


def edited_plan(work: UnitOfWork, plan: Plan, opened: Opened | None) -> Plan:
    """Return the draft as edited in place of what is stored, not saved yet."""
    held = work.get(Plan, plan.id)
    if opened:
        work.resume(opened)
    return rules.edit(held, plan)


@may(Role.SUPERVISOR)
def agree_plan(work: UnitOfWork, plan_id: PlanId) -> Plan:
    """Agree the plan as a whole; from then on only its steps are reported on."""
    return agree_edited(work, work.get(Plan, plan_id))


@may(Role.OFFICER, Role.SUPERVISOR)
def revise_plan(work: UnitOfWork, plan_id: PlanId, reason: str | None = None) -> Plan:
    """Begin the next version of the plan in force."""
    plan = work.get(Plan, plan_id)
    if rules.newest_draft(_plans(work, plan.case_id)):
        raise UserError("The next version is being written already. Open it to go on.")
    by, draft_id = work.officer, PlanId(new_id())
    draft = rules.next_version(
        plan, draft_id, author=by.name, author_id=by.id, on=work.today
    )
    return work.save(evolve(draft, review_reason=reason))


@may(Role.OFFICER, Role.SUPERVISOR)
def move_step(
    work: UnitOfWork,
    plan_id: PlanId,
    step_id: PartId,
    status: StepStatus,
    *,
    done_on: date | None = None,
    why: str | None = None,
) -> Plan:
    """Report how a step of the plan in force went."""
    day = work.today if status is StepStatus.COMPLETED and not done_on else done_on
    moved = Progress(
        status=status, at=work.now, by=work.officer.name, done_on=day, why=why
    )
    return work.save(rules.move_step(work.get(Plan, plan_id), step_id, moved))


@may(Role.OFFICER, Role.SUPERVISOR)
def plan_from_input(work: UnitOfWork, case_id: CaseId, said: Json) -> Plan:
    """Write the plan that an input file describes, and agree it where it says so."""
    parsed = said_plan(said, _new(work, case_id))
    if not parsed.agree:
        return work.save(parsed.plan)
    demand(agree_plan, work.officer)
    return agree_edited(work, parsed.plan)


def agree_edited(work: UnitOfWork, plan: Plan) -> Plan:
    """Save *plan* with its agreement and its seal, as one change."""
    demand_confirmed(work.officer, "agree the plan")
    by = approval(work.officer, work.now)
    reasons = plan_reasons(work.queries, plan, work.today)
    rated = rated_risks(work.get(Case, plan.case_id).risk)
    return work.save(rules.agree(plan, by, reasons, rated), seal=True)


def plan_reasons(queries: Queries, plan: Plan, today: date) -> tuple[Reason, ...]:
    """Return what *plan* lacks, for the screen that it is written on."""
    case = person_of(queries, plan.case_id)
    assessments = queries.records(Assessment, plan.case_id)
    needs = assessed_needs(assessments, plan.pathway_set)
    return (
        *in_dispute(plan, queries.conflicts(plan.case_id)),
        *quality(plan, case, needs, standards(), today),
    )


def approval(officer: Officer, at: datetime) -> Approval:
    """Return how *officer* agrees a plan now: always in the role of a supervisor."""
    return Approval(
        at=at,
        by=officer.id,
        name=officer.name,
        role=Role.SUPERVISOR.value,
        role_confirmed=officer.confirmed,
    )


def _new(work: UnitOfWork, case_id: CaseId) -> Plan:
    """Return an empty plan that comes after all that are held."""
    if not is_open(work.get(Case, case_id)):
        raise UserError("This case is closed. Open it again first.")
    plans = _plans(work, case_id)
    in_force = rules.newest_agreed(plans)
    assessments = work.queries.records(Assessment, case_id)
    return Plan(
        id=PlanId(new_id()),
        case_id=case_id,
        version=max((plan.version for plan in plans), default=0) + 1,
        replaces=in_force.id if in_force else None,
        author=work.officer.name,
        author_id=work.officer.id,
        written_on=work.today,
        pathway_set=assessed_set(assessments) or pathways().chosen,
    )


def _plans(work: UnitOfWork, case_id: CaseId) -> list[Plan]:
    return work.queries.records(Plan, case_id)
