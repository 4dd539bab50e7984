"""The tables of a plan on paper: control, change, contingency, needs."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from attrs import evolve

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.dates import date_text
from iomdesk.documents.blocks import Block, Cell, Heading, Table, Text, Wheel
from iomdesk.plans.loading import pathways, words
from iomdesk.plans.needs import (
    assessed_before,
    assessed_needs,
    needs_found,
    newest_assessed,
)
from iomdesk.plans.parts import ControlLine, Need, Objective, Pillar
from iomdesk.plans.pathways import PathwaySet
from iomdesk.plans.plan import Plan, all_steps
from iomdesk.plans.quality import live_lines

Row = tuple[Cell, ...]


def control(case: WholeCase, plan: Plan, only: Pillar | None = None) -> Iterator[Block]:
    """Yield the control lines by pillar; those for victims have their own place."""
    pillars = [p for p in Pillar if p is not Pillar.VICTIM_SAFETY]
    if only is None:
        yield Heading(text="Control", level=2)
    shown = [only] if only else pillars
    lines = [line for line in live_lines(plan) if line.pillar in shown]
    if not lines:
        yield Text(text="No line is recorded.")
        return
    yield Table(
        header=("Pillar", "What is done", "Answers", "Owner"),
        rows=tuple(_line(case, line) for line in _by_pillar(lines)),
        widths=(1.3, 3, 2, 1.3),
    )


def change(plan: Plan) -> Iterator[Block]:
    """Yield the objectives on their pathways, each with its steps as they stand."""
    yield Heading(text="Change", level=2)
    if not plan.objectives:
        yield Text(text="No objective is recorded.")
    order = sorted(plan.objectives.values(), key=lambda o: (o.rank, o.text))
    for objective in order:
        yield Heading(text=objective.text, level=3)
        yield Text(text=_about(objective), style="small")
        yield from _steps(plan, objective)


def contingency(plan: Plan) -> Iterator[Block]:
    yield Heading(text="Contingency", level=2)
    if not plan.contingency:
        yield Text(text="No contingency is recorded.")
        return
    order = sorted(plan.contingency.values(), key=lambda c: (c.rank, c.trigger))
    yield Table(
        header=("If", "Then", "Who", "By when", "Tell"),
        rows=tuple((c.trigger, c.action, c.who, c.by_when, c.tell) for c in order),
        widths=(2, 3, 1.3, 1, 1.5),
    )


def needs(plan: Plan, assessments: Sequence[Assessment]) -> Iterator[Block]:
    """Yield the needs by pathway, then and now, and what is planned for each."""
    into = plan.pathway_set
    found = {**assessed_needs(assessments, into), **plan.needs}
    yield Heading(text="Pathways and needs", level=2)
    yield Table(
        header=("Pathway", "Need", "Evidence", "Goals, or why none"),
        rows=tuple(_needs(plan, found)),
        widths=(1.6, 1, 2.4, 2.4),
    )
    yield from _wheel(plan, found, assessments)


def _line(case: WholeCase, line: ControlLine) -> Row:
    pillar = words()["pillar"][line.pillar]
    said = [_answer(case, answer) for answer in line.answers]
    return (pillar, line.text, "; ".join(said), line.owner)


def _answer(case: WholeCase, answer: str) -> str:
    """Return what a line answers in words: “risk: children”, or a condition."""
    kind, _, rest = answer.partition("/")
    if kind == "risk":
        return f"Risk: {words()['risk'].get(rest, rest).lower()}"
    sentence_id, _, condition_id = rest.partition("/")
    for key, sentence in case.sentences.items():
        for part, condition in sentence.conditions.items():
            if (key, part) == (sentence_id, condition_id):
                return condition.short or condition.text
    return "a condition that has gone"


def _by_pillar(lines: list[ControlLine]) -> list[ControlLine]:
    order = list(Pillar)
    return sorted(lines, key=lambda c: (order.index(c.pillar), c.rank, c.text))


def _about(objective: Objective) -> str:
    status = words()["goal_status"][objective.status]
    target = date_text(objective.target_on) if objective.target_on else "not recorded"
    why = f" ({objective.status_why})" if objective.status_why else ""
    pathway = pathways().label(objective.pathway)
    return f"{pathway}. {status}{why}. Target: {target}."


def _steps(plan: Plan, objective: Objective) -> Iterator[Block]:
    if not objective.steps:
        yield Text(text="No step is recorded.")
        return
    now = all_steps(plan)
    steps = sorted(
        (now[key] for key in objective.steps), key=lambda s: (s.rank, s.text)
    )
    yield Table(
        header=("Step", "Owner", "By", "Status"),
        rows=tuple(
            (
                step.text,
                step.owner,
                date_text(step.due_on) if step.due_on else None,
                words()["step_status"][step.status]
                + (f", {date_text(step.done_on)}" if step.done_on else "")
                + (f": {step.why}" if step.why else ""),
            )
            for step in sorted(steps, key=lambda s: (s.rank, s.text))
        ),
        widths=(3, 1.5, 1.2, 1.5),
    )


def _needs(plan: Plan, found: dict[str, Need]) -> Iterator[Row]:
    known = pathways()
    shown = [one.code for one in known.set_of(plan.pathway_set).pathways]
    for code in (*shown, *sorted(set(found) - set(shown))):
        need = found.get(code)
        goals = [o.text for o in plan.objectives.values() if o.pathway == code]
        planned = "; ".join(goals) or (need.why_no_goal if need else None) or ""
        level = known.level_label(need.level) if need else None
        evidence = (need.evidence if need else None) or ""
        yield (known.label(code), level, evidence, planned)


def _wheel(
    plan: Plan, found: Mapping[str, Need], assessments: Sequence[Assessment]
) -> Iterator[Block]:
    """Yield the needs as a wheel where an assessment before this one can be drawn."""
    now = newest_assessed(assessments)
    earlier = assessed_before(assessments, now) if now else None
    if now and earlier:
        then = needs_found(earlier, plan.pathway_set)
        shown = pathways().set_of(plan.pathway_set)
        yield wheel_of(shown, then, found, days=(_day(earlier), _day(now)))


def assessment_wheel(
    this: Assessment, assessments: Sequence[Assessment]
) -> tuple[Block, ...]:
    """Return the needs that *this* assessment found, beside those before it."""
    shown = pathways().set_assessed_with(this.instrument)
    if shown is None or not this.completed_at:
        return ()
    earlier = assessed_before(assessments, this)
    then = needs_found(earlier, shown.code) if earlier else {}
    days = (_day(earlier) if earlier else None, _day(this))
    wheel = wheel_of(shown, then, needs_found(this, shown.code), days=days)
    return Heading(text=wheel.title, level=2), evolve(wheel, title="")


def wheel_of(
    shown: PathwaySet,
    then: Mapping[str, Need],
    now: Mapping[str, Need],
    *,
    days: tuple[date | None, date | None],
) -> Wheel:
    """Return needs then and now on the pathways of a set."""
    return Wheel(
        labels=tuple(p.label for p in shown.pathways),
        then=tuple(_points(then.get(p.code)) for p in shown.pathways),
        now=tuple(_points(now.get(p.code)) for p in shown.pathways),
        top=int(max(level.points or 0 for level in pathways().levels)),
        title="Needs, then and now" if then else "Needs",
        then_on=days[0],
        now_on=days[1],
    )


def _day(done: Assessment) -> date:
    return london_date(done.completed_at or done.started_at)


def _points(need: Need | None) -> float | None:
    return pathways().points(need.level) if need else None
