"""What a plan answers: each risk, condition and need, and the line or goal for it."""

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from iomdesk.cases.summary import live_conditions
from iomdesk.cases.whole import WholeCase
from iomdesk.plans.loading import pathways, quality_rules
from iomdesk.plans.parts import GoalStatus, Need, Objective
from iomdesk.plans.plan import Plan
from iomdesk.plans.quality import (
    RISK_WORDS,
    condition_answer,
    lines_for,
    risk_answer,
    risks_to_answer,
)


@frozen(kw_only=True)
class Asked:
    """Something that wants an answer in the plan; *answers* are the lines for it."""

    key: str
    kind: str
    words: str
    level: str = ""
    answers: tuple[str, ...] = ()
    why_not: str = ""

    @property
    def is_answered(self) -> bool:
        return bool(self.answers or self.why_not)


def coverage(
    plan: Plan, case: WholeCase, needs: Mapping[str, Need], today: date
) -> tuple[Asked, ...]:
    """Return risks, then conditions in force, then needs."""
    return (*_risks(plan, case), *_conditions(plan, case, today), *_needs(plan, needs))


def _risks(plan: Plan, case: WholeCase) -> Iterator[Asked]:
    for who, level in risks_to_answer(case, quality_rules()).items():
        key = risk_answer(who)
        yield Asked(
            key=key,
            kind="risk",
            words=f"Risk {RISK_WORDS[who]}",
            level=level,
            answers=tuple(line.text for line in lines_for(plan, key)),
        )


def _conditions(plan: Plan, case: WholeCase, today: date) -> Iterator[Asked]:
    for sentence_id, sentence, condition_id, condition in live_conditions(case, today):
        key = condition_answer(sentence_id, condition_id)
        name = sentence.kind or sentence.description
        yield Asked(
            key=key,
            kind="condition",
            words=f"{name}: {condition.short or condition.text}",
            answers=tuple(line.text for line in lines_for(plan, key)),
        )


def _needs(plan: Plan, needs: Mapping[str, Need]) -> Iterator[Asked]:
    for code, need in sorted({**needs, **plan.needs}.items()):
        if pathways().is_needed(need.level):
            goals = [g.text for g in live_goals(plan) if g.pathway == code]
            level = pathways().level_label(need.level).lower()
            yield Asked(
                key=code,
                kind="need",
                words=f"{pathways().label(code)}: {level}",
                answers=tuple(goals),
                why_not=need.why_no_goal or "",
            )


def live_goals(plan: Plan) -> list[Objective]:
    goals = plan.objectives.values()
    return [goal for goal in goals if goal.status is not GoalStatus.REMOVED]


def answered_words(asked: tuple[Asked, ...], kind: str) -> str:
    """Return “7 of 8 conditions have a line”, or nothing where there are none."""
    of_kind = [one for one in asked if one.kind == kind]
    done = sum(one.is_answered for one in of_kind)
    names = {
        "risk": ("risk", "a line"),
        "condition": ("condition", "a line"),
        "need": ("need", "a goal"),
    }
    one, what = names[kind]
    plural = one if len(of_kind) == 1 else f"{one}s"
    verb = "has" if len(of_kind) == 1 else "have"
    return f"{done} of {len(of_kind)} {plural} {verb} {what}" if of_kind else ""
