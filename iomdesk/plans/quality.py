"""What a plan still lacks before a supervisor can agree it."""

from collections.abc import Iterator, Mapping
from datetime import date
from enum import StrEnum

from attrs import frozen

from iomdesk.cases.case import Case, RiskLevel
from iomdesk.cases.caution import LEVELS
from iomdesk.cases.summary import live_conditions, rated_risks
from iomdesk.cases.whole import WholeCase
from iomdesk.plans.parts import ControlLine, GoalStatus, Need, Pillar
from iomdesk.plans.pathways import Pathways
from iomdesk.plans.plan import Plan, step_fault
from iomdesk.reasons import Reason

RISK_WORDS = {
    "overall": "overall",
    "public": "to the public",
    "children": "to children",
    "known_adult": "to a known adult",
    "staff": "to staff",
    "prisoners": "to prisoners",
    "self_harm": "to self",
}
SUMMARY = ("who", "nature", "when", "increases", "reduces", "other")


class Weight(StrEnum):
    """Whether a lack stands in the way, is only said, or is passed over."""

    REFUSE = "refuse"
    WARN = "warn"
    OFF = "off"


@frozen(kw_only=True)
class QualityRules:
    """Settings of the force; risks below *least_risk* need no line of their own."""

    version: str
    effective_from: date
    source: str
    least_risk: RiskLevel
    checks: Mapping[str, Weight]


@frozen(kw_only=True)
class Standards:
    """What a plan is held against: the force's rules and its pathways."""

    rules: QualityRules
    pathways: Pathways


def quality(
    plan: Plan,
    case: WholeCase,
    needs: Mapping[str, Need],
    standards: Standards,
    today: date,
) -> tuple[Reason, ...]:
    """Return what *plan* lacks, what stands in the way first.

    *needs* are those that the newest assessment found, by pathway.
    """
    lacks = [
        *_risks(plan, case, standards.rules),
        *_needs(plan, {**needs, **plan.needs}, standards.pathways),
        *_exit(plan),
        *_conditions(plan, case, today),
        *_contents(plan),
        *_steps(plan),
    ]
    said = [_weighed(check, reason, standards.rules) for check, reason in lacks]
    kept = [reason for reason in said if reason]
    return tuple(sorted(kept, key=lambda reason: not reason.refuses))


def risks_to_answer(case: Case, rules: QualityRules) -> dict[str, RiskLevel]:
    """Return the rated risks that need a line; “overall” only where it stands alone."""
    least = LEVELS.index(rules.least_risk)
    rated = {
        who: level
        for who, level in rated_risks(case.risk).items()
        if LEVELS.index(level) >= least
    }
    named = {who: level for who, level in rated.items() if who != "overall"}
    return named or rated


def lines_for(plan: Plan, answer: str) -> list[ControlLine]:
    """Return the live control lines that answer a risk or condition, by rank."""
    lines = [c for c in live_lines(plan) if answer in c.answers]
    return sorted(lines, key=lambda c: (c.rank, c.text))


def live_lines(plan: Plan) -> list[ControlLine]:
    return [line for line in plan.control.values() if line.ended_on is None]


def risk_answer(who: str) -> str:
    return f"risk/{who}"


def condition_answer(sentence_id: str, condition_id: str) -> str:
    return f"condition/{sentence_id}/{condition_id}"


Lack = tuple[str, Reason]


def _weighed(check: str, reason: Reason, rules: QualityRules) -> Reason | None:
    weight = rules.checks.get(check, Weight.OFF)
    if weight is Weight.OFF:
        return None
    return Reason(text=reason.text, path=reason.path, refuses=weight is Weight.REFUSE)


def _risks(plan: Plan, case: WholeCase, rules: QualityRules) -> Iterator[Lack]:
    for who, level in risks_to_answer(case, rules).items():
        if not lines_for(plan, risk_answer(who)):
            word = level.value.replace("_", " ")
            text = f"No control line answers the {word} risk {RISK_WORDS[who]}."
            path = ("control", risk_answer(who))
            yield "risk_without_line", Reason(text=text, path=path)


def _needs(plan: Plan, needs: Mapping[str, Need], pathways: Pathways) -> Iterator[Lack]:
    goals = {
        goal.pathway
        for goal in plan.objectives.values()
        if goal.status is not GoalStatus.REMOVED
    }
    for code, need in sorted(needs.items()):
        if not pathways.is_needed(need.level) or code in goals:
            continue
        if not _has_words(need.why_no_goal):
            text = f"{pathways.label(code)}: no goal, and no reason for none."
            yield "need_without_goal", Reason(text=text, path=("needs", code))


def _exit(plan: Plan) -> Iterator[Lack]:
    strategy = plan.exit_strategy
    asked = {
        "done": ("what done looks like", strategy.done),
        "stays": ("what stays in place", strategy.stays),
        "ring": ("who to ring", strategy.ring),
    }
    empty = {k: words for k, (words, text) in asked.items() if not _has_words(text)}
    if len(empty) == len(asked):
        text = "The exit strategy is empty."
        yield "no_exit_strategy", Reason(text=text, path=("exit_strategy",))
        return
    for key, words in empty.items():
        text = f"The exit strategy does not say {words}."
        yield "exit_strategy_partial", Reason(text=text, path=("exit_strategy", key))


def _conditions(plan: Plan, case: WholeCase, today: date) -> Iterator[Lack]:
    for sentence_id, _, condition_id, condition in live_conditions(case, today):
        asked = condition_answer(sentence_id, condition_id)
        if not lines_for(plan, asked):
            text = f"No line for: “{condition.short or condition.text}”."
            path = ("control", asked)
            yield "condition_without_line", Reason(text=text, path=path)


def _contents(plan: Plan) -> Iterator[Lack]:
    if not plan.contingency:
        text = "There is no contingency: if this happens, then what?"
        yield "no_contingency", Reason(text=text, path=("contingency",))
    if all(line.pillar is not Pillar.VICTIM_SAFETY for line in live_lines(plan)):
        text = "No control line is about the safety of victims."
        yield "no_victim_safety", Reason(text=text, path=("control",))
    answers = (getattr(plan.risk_summary, name) for name in SUMMARY)
    if open_ones := sum(not _has_words(answer) for answer in answers):
        text = f"Questions of the risk summary without an answer: {open_ones} of 6."
        yield "risk_summary_open", Reason(text=text, path=("risk_summary",))
    if not _has_words(plan.situation):
        text = "The current situation is not described."
        yield "no_situation", Reason(text=text, path=("situation",))
    if plan.review_on is None:
        text = "There is no review date."
        yield "no_review_date", Reason(text=text, path=("review_on",))
    if plan.voice.agreement is None:
        text = "The person's own view is not recorded."
        yield "no_voice", Reason(text=text, path=("voice",))
    if plan.visit_every_months and not _has_words(plan.visit_every_why):
        text = "The plan sets how often visits are made, but not why."
        yield "visits_without_why", Reason(text=text, path=("visit_every_why",))


def _steps(plan: Plan) -> Iterator[Lack]:
    for key, goal in plan.objectives.items():
        if goal.status is GoalStatus.REMOVED and not _has_words(goal.status_why):
            text = f"The goal “{goal.text}” was removed without a reason."
            yield (
                "goal_removed_without_why",
                Reason(text=text, path=("objectives", key)),
            )
        if goal.status is GoalStatus.ACTIVE and not goal.steps:
            text = f"No step leads to the goal “{goal.text}”."
            yield "goal_without_step", Reason(text=text, path=("objectives", key))
        for step_id, step in goal.steps.items():
            path = ("objectives", key, "steps", step_id)
            if not _has_words(step.owner):
                text = f"Nobody owns the step “{step.text}”."
                yield "step_without_owner", Reason(text=text, path=path)
            if wrong := step_fault(step.status, step.done_on, step.why):
                yield "step_without_why", Reason(text=wrong, path=path)
            if step.due_on is None:
                text = f"The step “{step.text}” has no date."
                yield "step_without_date", Reason(text=text, path=path)


def _has_words(text: str | None) -> bool:
    return bool(text and text.strip())
