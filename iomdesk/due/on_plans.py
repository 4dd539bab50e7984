"""What is due from the plan in force: its review, its goals and its steps."""

from collections.abc import Iterator
from datetime import date

from iomdesk.cases.case import Case
from iomdesk.clock import london_date
from iomdesk.dates import add_months, short_date_text
from iomdesk.due.rules import DueRules, Rule
from iomdesk.due.standing import Standing
from iomdesk.due.words import for_owner, short
from iomdesk.plans.parts import GoalStatus
from iomdesk.plans.plan import Plan, all_steps, is_done, newest_agreed
from iomdesk.ports import DueRow


def plans_due(standing: Standing) -> Iterator[DueRow]:
    case, rules = standing.case, standing.rules
    plan = newest_agreed(standing.of(Plan))
    if plan is None:
        return
    yield from _review(case, plan, rules)
    yield from _steps(case, plan, rules)
    yield from _goals(case, plan, rules)


def _review(case: Case, plan: Plan, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("plan_review")
    due_on = _review_on(plan, rule) if rule else None
    if rule and due_on:
        yield DueRow(
            case_id=case.id,
            kind="plan_review",
            what=rule.what,
            due_on=due_on,
            why=rule.why.format(version=plan.version, day=short_date_text(due_on)),
            record_id=plan.id,
        )


def _review_on(plan: Plan, rule: Rule) -> date | None:
    """Return the date in the plan, or the months of *rule* after it was agreed."""
    if plan.review_on or plan.agreed_at is None or not rule.months:
        return plan.review_on
    return add_months(london_date(plan.agreed_at), rule.months)


def _steps(case: Case, plan: Plan, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("plan_step")
    steps = all_steps(plan).values() if rule else ()
    for step in steps:
        if rule and step.due_on and not is_done(step):
            yield DueRow(
                case_id=case.id,
                kind="plan_step",
                what=rule.what.format(text=short(step.text)),
                due_on=step.due_on,
                why=rule.why.format(version=plan.version, owner=for_owner(step.owner)),
                record_id=plan.id,
            )


def _goals(case: Case, plan: Plan, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("plan_goal")
    for objective in plan.objectives.values():
        if rule and objective.target_on and objective.status is GoalStatus.ACTIVE:
            yield DueRow(
                case_id=case.id,
                kind="plan_goal",
                what=rule.what.format(text=short(objective.text)),
                due_on=objective.target_on,
                why=rule.why.format(version=plan.version),
                record_id=plan.id,
            )
