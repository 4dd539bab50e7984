"""What the form of a plan asks, page by page."""

from collections.abc import Sequence
from enum import StrEnum

from attrs import evolve

from iomdesk.forms.declaration import (
    FieldKind,
    Form,
    FormCard,
    FormField,
    FormOwn,
    FormPage,
    FormParts,
    FormRow,
)
from iomdesk.plans.loading import words
from iomdesk.plans.parts import (
    Agreement,
    Contingency,
    ControlLine,
    GoalStatus,
    Objective,
    Pillar,
    Step,
    StepStatus,
)
from iomdesk.plans.plan import NEEDS_WHY, Plan
from iomdesk.records.codec import Json, to_document

WORD = "plan"
MOST_MONTHS = 120
Options = Sequence[tuple[str, str]]


def plan_form(pathways: Options) -> Form:
    """Return the form of a plan whose goals stand on *pathways*."""
    pages = (
        _control_and_change(pathways),
        _summary(),
        _contingency(),
        _exit(),
        _review(),
    )
    return Form(word=WORD, pages=pages)


def step_form() -> Form:
    """Return what is asked of how a step of the agreed plan went."""
    items = (
        FormField(
            path=("status",),
            label="State",
            kind=FieldKind.PICK,
            options=_options(StepStatus, "step_status"),
            blank=StepStatus.NOT_STARTED.value,
        ),
        evolve(
            _date(("done_on",), "Done on"),
            shown=lambda step: step.get("status") == StepStatus.COMPLETED,
        ),
        FormField(path=("why",), label="Why", optional=True),
    )
    page = FormPage(key="step", title="How the step went", items=items)
    return Form(word="step", pages=(page,))


def settled(before: Plan, after: Plan) -> Plan:
    """Return *after* with no day of a step that is not done."""
    del before
    goals = {
        key: evolve(goal, steps={k: _step(s) for k, s in goal.steps.items()})
        for key, goal in after.objectives.items()
    }
    return evolve(after, objectives=goals) if goals != after.objectives else after


def _step(step: Step) -> Step:
    done = step.status is StepStatus.COMPLETED
    return step if done or step.done_on is None else evolve(step, done_on=None)


def _control_and_change(pathways: Options) -> FormPage:
    control = FormParts(
        path=("control",),
        items=_control_line(),
        make=to_document(ControlLine(pillar=Pillar.SUPERVISION, text="")),
        add="Add a line",
        one="line",
        box="card",
        ranked=True,
        shown=lambda line: "ended_on" not in line,
    )
    change = FormParts(
        path=("objectives",),
        items=_goal(pathways),
        make=to_document(Objective(pathway="", text="")),
        add="Add a goal",
        one="goal",
        box="card",
        ranked=True,
    )
    sides = (
        FormCard(heading="Control", items=(control,), look="plain"),
        FormCard(heading="Change", items=(change,), look="plain"),
    )
    items = (
        FormOwn(key="coverage", paths=(("needs",), ("control",))),
        FormRow(items=sides, least=18),
    )
    return FormPage(key="main", title="Control and change", items=items)


def _control_line() -> tuple[FormField | FormRow | FormOwn, ...]:
    return (
        FormField(path=("text",), label="What is done", kind=FieldKind.TEXT, blank=""),
        FormRow(
            items=(
                _list("pillar", "Pillar", Pillar, "pillar"),
                FormField(path=("owner",), label="Who", optional=True),
            ),
            least=8,
        ),
        FormOwn(key="answers"),
    )


def _goal(pathways: Options) -> tuple[FormField | FormRow | FormCard, ...]:
    steps = FormParts(
        path=("steps",),
        items=_step_fields(),
        make=to_document(Step(text="")),
        add="Add a step",
        one="step",
        box="",
        ranked=True,
    )
    return (
        FormField(
            path=("text",),
            label="Goal, in the person's own words",
            kind=FieldKind.TEXT,
            blank="",
        ),
        FormRow(
            items=(
                FormField(
                    path=("pathway",),
                    label="Pathway",
                    kind=FieldKind.LIST,
                    options=tuple(pathways),
                    nothing="Pathway",
                    blank="",
                ),
                _list("status", "State", GoalStatus, "goal_status"),
                _date(("target_on",), "By", optional=True),
            ),
            least=8,
        ),
        FormField(
            path=("status_why",),
            label="Why it was removed",
            shown=lambda goal: goal.get("status") == GoalStatus.REMOVED,
        ),
        FormCard(items=(steps,), look="edge"),
    )


def _step_fields() -> tuple[FormField | FormRow, ...]:
    return (
        FormField(path=("text",), label="Step", blank=""),
        FormRow(
            items=(
                FormField(path=("owner",), label="Who"),
                _list("status", "State", StepStatus, "step_status"),
                _date(("due_on",), "By"),
            ),
            least=6,
        ),
        FormField(
            path=("why",),
            label="Why",
            shown=lambda step: step.get("status") in NEEDS_WHY,
        ),
    )


def _summary() -> FormPage:
    six = tuple(
        _long(("risk_summary", key), label)
        for key, label in words()["risk_summary"].items()
    )
    now = (
        _long(("situation",), "Situation", lines=3),
        _long(("considerations",), "What to bear in mind", optional=True),
    )
    items = (
        FormCard(heading="The situation now", items=now),
        FormCard(
            heading="Risk summary, six questions",
            items=(FormRow(items=six, least=18),),
        ),
    )
    return FormPage(key="summary", title="Risk summary", items=items)


def _contingency() -> FormPage:
    rows = FormParts(
        path=("contingency",),
        items=(
            FormRow(
                items=(
                    FormField(path=("trigger",), label="If", blank=""),
                    FormField(path=("action",), label="Then", blank=""),
                ),
                least=10,
            ),
            FormRow(
                items=(
                    FormField(path=("who",), label="Who", optional=True),
                    FormField(path=("by_when",), label="By when", optional=True),
                    FormField(path=("tell",), label="Who is told", optional=True),
                ),
                least=10,
            ),
        ),
        make=to_document(Contingency(trigger="", action="")),
        add="Add what could go wrong",
        one="line",
        ranked=True,
    )
    card = FormCard(heading="If this happens, then that is done", items=(rows,))
    return FormPage(key="contingency", title="Contingency", items=(card,))


def _exit() -> FormPage:
    leaving = (
        _long(("exit_strategy", "done"), "What done looks like"),
        _long(("exit_strategy", "stays"), "What stays in place"),
        _long(("exit_strategy", "ring"), "Who to ring"),
    )
    view = (
        FormField(
            path=("voice", "agreement"),
            label="Agreement",
            kind=FieldKind.PICK,
            options=_options(Agreement, "agreement"),
        ),
        _long(("voice", "words"), "In their own words", optional=True),
        FormField(path=("voice", "why"), label="Why", optional=True),
    )
    items = (
        FormCard(heading="Exit strategy", items=leaving),
        FormCard(heading="What the person says to the plan", items=view),
    )
    return FormPage(key="exit", title="Exit and their view", items=items)


def _review() -> FormPage:
    items = (
        _date(("review_on",), "Review by"),
        FormField(path=("review_reason",), label="Why this version", optional=True),
        FormField(
            path=("visit_every_months",),
            label="Months between visits",
            kind=FieldKind.MONTHS,
            optional=True,
            check=_some_months,
        ),
        FormField(path=("visit_every_why",), label="Why this often", optional=True),
    )
    card = FormCard(heading="Review, and how often the person is seen", items=items)
    return FormPage(key="review", title="Review", items=(card,))


def _some_months(months: Json) -> str:
    few = 1 <= months <= MOST_MONTHS
    return "" if few else f"Write a number of months from 1 to {MOST_MONTHS}."


def _date(path: tuple[str, ...], label: str, *, optional: bool = False) -> FormField:
    return FormField(path=path, label=label, kind=FieldKind.DATE, optional=optional)


def _long(
    path: tuple[str, ...], label: str, *, lines: int = 2, optional: bool = False
) -> FormField:
    return FormField(
        path=path, label=label, kind=FieldKind.TEXT, lines=lines, optional=optional
    )


def _list(key: str, label: str, codes: type[StrEnum], kind: str) -> FormField:
    """Return a list in which one is always picked, at first the first."""
    options = _options(codes, kind)
    return FormField(
        path=(key,),
        label=label,
        kind=FieldKind.LIST,
        options=options,
        blank=options[0][0],
    )


def _options(codes: type[StrEnum], kind: str) -> tuple[tuple[str, str], ...]:
    said = words()[kind]
    return tuple((code.value, said[code]) for code in codes)
