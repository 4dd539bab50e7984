"""What the screen of a plan reads at once: person, versions, what was assessed."""

from collections.abc import Mapping

from attrs import frozen

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.filing import person_of
from iomdesk.cases.whole import WholeCase
from iomdesk.journal.conflict import Conflict
from iomdesk.plans.form import WORD
from iomdesk.plans.needs import assessed_needs
from iomdesk.plans.parts import Need
from iomdesk.plans.plan import Plan, newest_agreed, newest_draft
from iomdesk.ports import Draft, Opened, Queries
from ui.places import PlanPlace


@frozen(kw_only=True)
class HeldPlan:
    """The person, all versions, and the one shown; None where none is written."""

    case: WholeCase
    plans: tuple[Plan, ...]
    needs: Mapping[str, Need]
    conflicts: tuple[Conflict, ...] = ()
    plan: Plan | None = None
    opened: Opened | None = None
    draft: Draft | None = None

    @property
    def disputed(self) -> bool:
        return bool(self.conflicts)


def read_plan(queries: Queries, place: PlanPlace) -> HeldPlan:
    plans = queries.records(Plan, place.case_id)
    drafts = [
        d for d in queries.drafts() if d.case_id == place.case_id and d.form == WORD
    ]
    draft = next((d for d in drafts if d.id == place.draft_id), None)
    plan = _shown(plans, place, draft)
    if plan and draft is None:
        draft = next((d for d in drafts if plan_id(d) == plan.id), None)
    return HeldPlan(
        case=person_of(queries, place.case_id),
        plans=tuple(sorted(plans, key=lambda p: (p.version, p.id))),
        needs=assessed_needs(
            queries.records(Assessment, place.case_id),
            plan.pathway_set if plan else None,
        ),
        conflicts=tuple(queries.conflicts(place.case_id)),
        plan=plan,
        opened=queries.opened(Plan, plan.id) if plan else None,
        draft=draft if plan and not plan.agreed_at else None,
    )


def plan_id(draft: Draft) -> str:
    """Return which plan the draft was typed in, however old its form is."""
    return str(draft.body[WORD]["id"])


def _shown(plans: list[Plan], place: PlanPlace, draft: Draft | None) -> Plan | None:
    wanted = place.plan_id or (plan_id(draft) if draft else None)
    if wanted:
        return next((plan for plan in plans if plan.id == wanted), None)
    return newest_draft(plans) or newest_agreed(plans)
