"""A management plan, control and change, and the rules about changing one."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import evolve, field, frozen

from iomdesk.cases.case import RiskLevel
from iomdesk.errors import InputRefused, NotFound, UserError
from iomdesk.plans.parts import (
    Contingency,
    ControlLine,
    ExitStrategy,
    GoalStatus,
    Need,
    Objective,
    Progress,
    RiskSummary,
    Step,
    StepStatus,
    Voice,
)
from iomdesk.reasons import Reason, refuse
from iomdesk.records.ids import CaseId, OfficerId, PartId, PlanId

NEEDS_WHY = (StepStatus.CANNOT_BE_DONE_YET, StepStatus.NO_LONGER_NEEDED)


class PlanAgreed(UserError):
    """The plan is agreed, so its content stays as it is."""


class PlanStatus(StrEnum):
    DRAFT = "draft"
    AGREED = "agreed"
    SUPERSEDED = "superseded"


@frozen(kw_only=True)
class Approval:
    """Who agrees a plan, in which role, and whether the hub has confirmed it."""

    at: datetime
    by: OfficerId
    name: str
    role: str
    role_confirmed: bool = False


@frozen(kw_only=True)
class Plan:
    """One version of a plan; *progress*, by step, is all that moves once agreed.

    *rated* holds the risk levels that it was agreed on.
    """

    KIND: ClassVar[str] = "plan"

    id: PlanId
    case_id: CaseId
    version: int = 1
    replaces: PlanId | None = None
    author: str | None = None
    author_id: OfficerId | None = None
    written_on: date | None = None
    review_on: date | None = None
    review_reason: str | None = None
    pathway_set: str | None = None
    situation: str | None = None
    considerations: str | None = None
    risk_summary: RiskSummary = field(factory=RiskSummary)
    control: Mapping[PartId, ControlLine] = field(factory=dict)
    needs: Mapping[str, Need] = field(factory=dict)
    objectives: Mapping[PartId, Objective] = field(factory=dict)
    contingency: Mapping[PartId, Contingency] = field(factory=dict)
    voice: Voice = field(factory=Voice)
    exit_strategy: ExitStrategy = field(factory=ExitStrategy)
    visit_every_months: int | None = None
    visit_every_why: str | None = None
    rated: Mapping[str, RiskLevel] = field(factory=dict)
    agreed_at: datetime | None = None
    agreed_by: OfficerId | None = None
    agreed_name: str | None = None
    agreed_role: str | None = None
    role_confirmed: bool = False
    progress: Mapping[PartId, Progress] = field(factory=dict)


def edit(held: Plan, edited: Plan) -> Plan:
    """Return *edited* in place of the draft *held*."""
    refuse_agreed(held)
    return evolve(
        _not_agreed(edited),
        id=held.id,
        case_id=held.case_id,
        version=held.version,
        replaces=held.replaces,
        author_id=held.author_id,
    )


def agree(
    plan: Plan,
    by: Approval,
    reasons: Sequence[Reason],
    rated: Mapping[str, RiskLevel],
) -> Plan:
    """Return *plan* agreed, unless one of *reasons* stands in the way."""
    refuse_agreed(plan)
    refuse("The plan cannot be agreed yet.", reasons)
    return evolve(
        plan,
        rated=dict(rated),
        agreed_at=by.at,
        agreed_by=by.by,
        agreed_name=by.name,
        agreed_role=by.role,
        role_confirmed=by.role_confirmed,
    )


def next_version(
    plan: Plan,
    plan_id: PlanId,
    *,
    author: str,
    on: date,
    author_id: OfficerId | None = None,
) -> Plan:
    """Return the next version as a draft of its own; the agreed one never changes."""
    if plan.agreed_at is None:
        raise UserError("This version is not agreed yet. Change the draft itself.")
    return evolve(
        _not_agreed(plan),
        id=plan_id,
        version=plan.version + 1,
        replaces=plan.id,
        author=author,
        author_id=author_id,
        written_on=on,
        review_on=None,
        review_reason=None,
        control={k: c for k, c in plan.control.items() if c.ended_on is None},
        objectives=_carried(plan),
        voice=Voice(),
    )


def move_step(plan: Plan, step_id: PartId, progress: Progress) -> Plan:
    """Return the agreed *plan* with how the step went since."""
    if plan.agreed_at is None:
        raise UserError("This version is not agreed yet. Change the step itself.")
    if step_id not in all_steps(plan):
        raise NotFound("There is no such step in this plan.")
    if wrong := step_fault(progress.status, progress.done_on, progress.why):
        raise InputRefused(wrong, "status")
    return evolve(plan, progress={**plan.progress, step_id: progress})


def step_fault(status: StepStatus, done_on: date | None, why: str | None) -> str | None:
    """Return what a step in this status still has to say, if anything."""
    if status is StepStatus.COMPLETED and done_on is None:
        return "Say on what day the step was done."
    if status in NEEDS_WHY and not (why and why.strip()):
        return "Say why the step cannot be done yet, or is no longer needed."
    return None


def all_steps(plan: Plan) -> dict[PartId, Step]:
    """Return every step as it stands now, by its id."""
    return {
        key: _now(plan, key, step)
        for objective in plan.objectives.values()
        for key, step in objective.steps.items()
    }


def is_done(step: Step) -> bool:
    """Say whether nothing is left to do about *step*."""
    return step.status in (StepStatus.COMPLETED, StepStatus.NO_LONGER_NEEDED)


def status_of(plan: Plan, plans: Sequence[Plan]) -> PlanStatus:
    """Return where *plan* stands among all versions of the case."""
    if plan.agreed_at is None:
        return PlanStatus.DRAFT
    newest = newest_agreed(plans)
    superseded = newest is not None and newest.id != plan.id
    return PlanStatus.SUPERSEDED if superseded else PlanStatus.AGREED


def newest_agreed(plans: Sequence[Plan]) -> Plan | None:
    """Return the version in force."""
    agreed = [plan for plan in plans if plan.agreed_at]
    return max(agreed, key=lambda p: (p.version, str(p.agreed_at), p.id), default=None)


def newest_draft(plans: Sequence[Plan]) -> Plan | None:
    """Return the draft that would come into force, if one is being written."""
    drafts = [plan for plan in plans if plan.agreed_at is None]
    newest = max(drafts, key=lambda p: (p.version, p.id), default=None)
    agreed = newest_agreed(plans)
    stale = newest and agreed and newest.version <= agreed.version
    return None if stale else newest


def refuse_agreed(plan: Plan) -> None:
    if plan.agreed_at:
        raise PlanAgreed("This plan is agreed. Write the next version instead.")


def _not_agreed(plan: Plan) -> Plan:
    return evolve(
        plan,
        rated={},
        agreed_at=None,
        agreed_by=None,
        agreed_name=None,
        agreed_role=None,
        role_confirmed=False,
        progress={},
    )


def _now(plan: Plan, step_id: PartId, step: Step) -> Step:
    moved = plan.progress.get(step_id)
    if moved is None:
        return step
    return evolve(step, status=moved.status, done_on=moved.done_on, why=moved.why)


def _carried(plan: Plan) -> dict[PartId, Objective]:
    """Return the objectives that go on, each step as it stands now."""
    return {
        key: evolve(
            objective,
            steps={k: _now(plan, k, step) for k, step in objective.steps.items()},
        )
        for key, objective in plan.objectives.items()
        if objective.status is not GoalStatus.REMOVED
    }
