"""A plan on paper: risk, control, change, contingency, the person's voice, exit."""

from collections.abc import Iterator, Sequence

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.filing import person_of
from iomdesk.cases.heading import person_header, risk_badge
from iomdesk.cases.summary import display_name, rated_risks
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.dates import date_text, every, instant_text
from iomdesk.documents.blocks import (
    Block,
    Document,
    Fields,
    Heading,
    KeepTogether,
    SignatureBox,
    Table,
    Text,
)
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.papers.registry import Subject, named
from iomdesk.permissions import confirmed_words
from iomdesk.plans.loading import words
from iomdesk.plans.on_paper import change, contingency, control, needs
from iomdesk.plans.parts import Pillar
from iomdesk.plans.plan import Plan, PlanStatus, newest_agreed, newest_draft, status_of
from iomdesk.plans.sign_off import agreed_by_words, sign_off_words
from iomdesk.ports import Queries
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.reference import newest_first
from iomdesk.visits.visit import Visit

NOTHING = "not recorded"
NEWEST_VISITS = 5


def plan_paper(queries: Queries, subject: Subject, printed: Printed) -> Document:
    """Return a version as a document: the one asked for, or the newest."""
    case_id = subject.case_id
    plans = queries.records(Plan, case_id)
    plan = named(plans, subject.which) or newest_agreed(plans) or newest_draft(plans)
    if plan is None:
        raise NotFound("There is no plan for this person yet. Write one first.")
    return plan_document(
        person_of(queries, case_id),
        plan,
        printed,
        plans=plans,
        assessments=queries.records(Assessment, case_id),
        visits=queries.records(Visit, case_id),
    )


def plan_document(
    case: WholeCase,
    plan: Plan,
    printed: Printed,
    *,
    plans: Sequence[Plan] = (),
    assessments: Sequence[Assessment] = (),
    visits: Sequence[Visit] = (),
) -> Document:
    """Return the plan as a document, in the order that panels read it."""
    status = status_of(plan, plans or (plan,))
    on = london_date(plan.agreed_at or printed.at)
    return printed.document(
        title=f"Management plan: {display_name(case)}",
        kind="Plan",
        reference=plan.id,
        version=f"Version {plan.version}",
        status=None if status is PlanStatus.AGREED else status.value,
        blocks=(
            *person_header(case, on),
            *_header(case, plan),
            *_situation(plan),
            *_risk_summary(plan),
            *control(case, plan),
            *change(plan),
            *_victim_safety(case, plan),
            *contingency(plan),
            *needs(plan, assessments),
            *_voice(plan),
            *_exit(plan),
            *_visits(visits),
            *_history(plan, plans),
            _approval(plan),
        ),
    )


def _header(case: WholeCase, plan: Plan) -> Iterator[Block]:
    yield Fields(
        rows=(
            ("Cohorts", _cohorts(case)),
            ("Pillar", case.pillar),
            ("Tier", case.tier),
            ("RAG", case.rag.value.capitalize() if case.rag else None),
            ("Written by", plan.author),
            ("Written on", date_text(plan.written_on) if plan.written_on else None),
            ("Reason for this version", plan.review_reason),
            ("Review by", date_text(plan.review_on) if plan.review_on else None),
            ("Visits", _visits_text(plan)),
        ),
        columns=2,
    )
    yield _levels(case, plan)


def _visits_text(plan: Plan) -> str:
    if plan.visit_every_months is None:
        return "as the risk level says"
    why = f": {plan.visit_every_why}" if plan.visit_every_why else ""
    return f"{every(plan.visit_every_months)}{why}"


def _levels(case: WholeCase, plan: Plan) -> Table:
    """Return the risk levels: those the plan was agreed on, or the present ones."""
    held = plan.rated if plan.agreed_at else rated_risks(case.risk)
    rows = tuple(
        (word, risk_badge(held.get(who))) for who, word in words()["risk"].items()
    )
    return Table(
        header=("Risk of serious harm to", "Level"), rows=rows, caption="Risk levels"
    )


def _cohorts(case: WholeCase) -> str | None:
    live = (c.name for c in case.cohorts.values() if c.ended_on is None)
    return ", ".join(sorted(live)) or None


def _situation(plan: Plan) -> Iterator[Block]:
    yield Heading(text="Current situation", level=2)
    yield Text(text=plan.situation or NOTHING)
    yield Heading(text="Further considerations", level=2)
    yield Text(text=plan.considerations or NOTHING)


def _risk_summary(plan: Plan) -> Iterator[Block]:
    yield Heading(text="Risk summary", level=2)
    summary = plan.risk_summary
    yield Fields(
        rows=tuple(
            (label, getattr(summary, name))
            for name, label in words()["risk_summary"].items()
        )
    )


def _victim_safety(case: WholeCase, plan: Plan) -> Iterator[Block]:
    yield KeepTogether(
        blocks=(
            Heading(text="Victim safety", level=2),
            Text(text="Victims stand here by reference only.", style="small"),
            *control(case, plan, only=Pillar.VICTIM_SAFETY),
        )
    )


def _voice(plan: Plan) -> Iterator[Block]:
    said = plan.voice
    word = words()["agreement"].get(said.agreement or "")
    fields = Fields(
        rows=(("Answer", word), ("Why", said.why), ("In words", said.words))
    )
    yield KeepTogether(blocks=(Heading(text="The person's own view", level=2), fields))


def _exit(plan: Plan) -> Iterator[Block]:
    strategy = plan.exit_strategy
    fields = Fields(
        rows=(
            ("What done looks like", strategy.done),
            ("What stays in place", strategy.stays),
            ("Who to ring", strategy.ring),
        )
    )
    yield KeepTogether(blocks=(Heading(text="Exit strategy", level=2), fields))


def _visits(visits: Sequence[Visit]) -> Iterator[Block]:
    newest = newest_first(visits)[:NEWEST_VISITS]
    if not newest:
        return
    reference = visit_reference()
    yield Heading(text="Latest visits", level=2)
    yield Table(
        header=("When", "Kind", "Outcome"),
        rows=tuple(
            (
                instant_text(v.started_at) if v.started_at else None,
                reference.kind_label(v.kind),
                reference.outcome_label(v.outcome),
            )
            for v in newest
        ),
    )


def _history(plan: Plan, plans: Sequence[Plan]) -> Iterator[Block]:
    others = sorted((p for p in plans if p.id != plan.id), key=lambda p: p.version)
    if not others:
        return
    status = words()["plan_status"]
    yield Heading(text="Other versions", level=2)
    yield Table(
        header=("Version", "Status", "Agreed", "By"),
        rows=tuple(
            (
                str(p.version),
                status[status_of(p, plans)],
                instant_text(p.agreed_at) if p.agreed_at else "not agreed",
                agreed_by_words(p),
            )
            for p in others
        ),
    )


def _approval(plan: Plan) -> SignatureBox:
    if plan.agreed_at is None:
        return SignatureBox(label=sign_off_words(plan))
    confirmed = confirmed_words(confirmed=plan.role_confirmed)
    return SignatureBox(
        label=sign_off_words(plan),
        name=plan.agreed_name,
        role=f"{(plan.agreed_role or '').capitalize()}, {confirmed}",
        signed_at=plan.agreed_at,
    )
