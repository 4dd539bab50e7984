"""The tables about a person: visits and plans; columns and their cells."""

from datetime import date

from iomdesk.clock import london_date
from iomdesk.plans.plan import Plan, PlanStatus, status_of
from iomdesk.plans.sign_off import agreed_by_words
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.visit import Visit, shown_photos
from ui.cases.reading import Held
from ui.cells import Cell, Column
from ui.saying import day_words, first_words, moment_words


def visit_columns(today: date) -> list[Column[Visit]]:
    return [
        Column(
            title="When",
            cell=lambda v: Cell(strong=_visit_when(v, today)),
            chars=18,
            sort_key=lambda v: str(v.started_at or v.planned_for or ""),
        ),
        Column(
            title="Visit",
            cell=lambda v: visit_reference().kind_label(v.kind),
            chars=20,
        ),
        Column(title="Outcome", cell=_outcome, chars=22),
        Column(
            title="What was seen",
            cell=lambda v: Cell(text=first_words(v.seen or ""), look="small"),
            chars=30,
            stretch=True,
        ),
        Column(title="Photos", cell=lambda v: _count(len(shown_photos(v))), chars=8),
        Column(title="State", cell=_visit_state, chars=18),
        Column(title="", cell=lambda v: Cell(action=_visit_action(v)), chars=12),
    ]


def _visit_when(visit: Visit, today: date) -> str:
    at = visit.started_at or visit.planned_for
    return moment_words(at, today) if at else "not recorded"


def _outcome(visit: Visit) -> Cell:
    outcome = visit_reference().outcome(visit.outcome)
    if outcome is None:
        return Cell(text="planned" if not visit.started_at else "not recorded")
    return Cell(
        text=outcome.label, look="body" if outcome.code == "seen_well" else "strong"
    )


def _visit_state(visit: Visit) -> Cell:
    if visit.signed_at:
        entered = " · on ViSOR" if visit.visor_updated_on else ""
        return Cell(text=f"signed{entered}", look="small")
    return Cell(chips=("not signed",)) if visit.started_at else Cell(chips=("planned",))


def _visit_action(visit: Visit) -> str:
    if visit.signed_at:
        return "Read"
    return "Go on" if visit.started_at else "Start"


def _count(count: int) -> str:
    return str(count) if count else ""


def plan_columns(held: Held, today: date) -> list[Column[Plan]]:
    return [
        Column(
            title="Version",
            cell=lambda p: Cell(strong=f"Version {p.version}"),
            chars=14,
        ),
        Column(title="State", cell=lambda p: _plan_state(p, held), chars=16),
        Column(title="Written by", cell=lambda p: p.author or "not recorded", chars=18),
        Column(
            title="Agreed",
            cell=lambda p: _agreed(p, today),
            chars=26,
            stretch=True,
        ),
        Column(
            title="Review by",
            cell=lambda p: day_words(p.review_on, today),
            chars=16,
        ),
        Column(
            title="",
            cell=lambda p: Cell(action="Read" if p.agreed_at else "Go on"),
            chars=12,
        ),
    ]


def _plan_state(plan: Plan, held: Held) -> Cell:
    status = status_of(plan, held.plans)
    words = {
        PlanStatus.DRAFT: "draft",
        PlanStatus.AGREED: "in force",
        PlanStatus.SUPERSEDED: "superseded",
    }[status]
    return (
        Cell(text=words, look="muted")
        if status is PlanStatus.SUPERSEDED
        else Cell(chips=(words,))
    )


def _agreed(plan: Plan, today: date) -> str:
    if plan.agreed_at is None:
        return "not yet"
    return f"{day_words(london_date(plan.agreed_at), today)} by {agreed_by_words(plan)}"
