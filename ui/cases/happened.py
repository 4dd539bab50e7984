"""What happened with a person, newest first: one story from all records."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time

from attrs import frozen

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.case import Appointment
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import LONDON
from iomdesk.journal.change import Change
from iomdesk.journal.patch import leaves
from iomdesk.plans.plan import Plan
from iomdesk.plans.sign_off import agreed_by_words
from iomdesk.records.codec import Json
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.visit import Visit
from ui.cases.glance import level_words, result_words
from ui.cases.reading import Held
from ui.places import AssessmentPlace, Place, PlanPlace, VisitPlace
from ui.saying import counted, first_words, moment_words

_RISK_WORDS = {
    "overall": "Overall risk",
    "public": "Risk to the public",
    "children": "Risk to children",
    "known_adult": "Risk to a known adult",
    "staff": "Risk to staff",
    "prisoners": "Risk to prisoners",
    "self_harm": "Risk of self-harm",
}


@frozen(kw_only=True)
class Entry:
    """One thing that happened; *place* opens the work itself."""

    at: datetime
    kind: str
    heading: str
    about: str = ""
    words: str = ""
    alarm: str = ""
    place: Place | None = None
    whole_day: bool = False


def story(held: Held, now: datetime) -> list[Entry]:
    """Return everything that has happened until *now*, newest first."""
    entries = [
        *_visits(held),
        *_assessments(held),
        *_plans(held),
        *_appointments(held.case),
        *_risk_changes(held),
        *_orders(held.case),
    ]
    return sorted((e for e in entries if e.at <= now), key=_newest, reverse=True)


def contacts(held: Held, now: datetime) -> list[Entry]:
    """Return when the person was met, or should have been."""
    met = [*_visits(held), *_appointments(held.case)]
    return sorted((e for e in met if e.at <= now), key=_newest, reverse=True)


def when_words(entry: Entry, today: date) -> str:
    words = moment_words(entry.at, today)
    return words.rsplit(",", 1)[0] if entry.whole_day else words


def _newest(entry: Entry) -> tuple[datetime, str]:
    return entry.at, entry.heading


def _visits(held: Held) -> Iterator[Entry]:
    for visit in held.visits:
        if visit.started_at:
            yield _visit(visit, visit.started_at)


def _visit(visit: Visit, at: datetime) -> Entry:
    reference = visit_reference()
    outcome = reference.outcome(visit.outcome)
    said = first_words(visit.seen or visit.said or visit.thought or "")
    not_yet = "" if visit.signed_at else "not signed"
    return Entry(
        at=at,
        kind="visit",
        heading=reference.kind_label(visit.kind),
        about=" · ".join(part for part in (*_visit_about(visit), not_yet) if part),
        words=said,
        alarm=outcome.label if outcome and outcome.code != "seen_well" else "",
        place=VisitPlace(case_id=visit.case_id, visit_id=visit.id),
    )


def _visit_about(visit: Visit) -> Iterator[str]:
    if visit.announced is not None:
        yield "announced" if visit.announced else "unannounced"
    came = sorted(visit.officers.values(), key=lambda who: (not who.lead, who.name))
    yield ", ".join(who.name for who in came)


def _assessments(held: Held) -> Iterator[Entry]:
    for done in held.assessments:
        yield Entry(
            at=done.completed_at or done.started_at,
            kind="assessment",
            heading=held.title_of(done),
            about=done.completed_by or f"{done.assessor} · not completed",
            words=_result(held, done),
            place=AssessmentPlace(
                case_id=done.case_id,
                instrument=done.instrument,
                assessment_id=done.id,
            ),
        )


def _result(held: Held, done: Assessment) -> str:
    words = result_words(done, held.instrument_of(done))
    return f"Result: {words}." if words else ""


def _plans(held: Held) -> Iterator[Entry]:
    for plan in held.plans:
        if plan.agreed_at:
            yield _plan(plan, plan.agreed_at)


def _plan(plan: Plan, at: datetime) -> Entry:
    steps = sum(len(goal.steps) for goal in plan.objectives.values())
    return Entry(
        at=at,
        kind="plan",
        heading=f"Plan version {plan.version} agreed",
        about=agreed_by_words(plan),
        words=f"{counted(len(plan.control), 'control line')},"
        f" {counted(len(plan.objectives), 'goal')}, {counted(steps, 'step')}.",
        place=PlanPlace(case_id=plan.case_id, plan_id=plan.id),
    )


def _appointments(case: WholeCase) -> Iterator[Entry]:
    for one in case.appointments.values():
        if one.at:
            yield _appointment(one, one.at)


def _appointment(one: Appointment, at: datetime) -> Entry:
    failed = one.complied is False or bool(one.absent and not one.acceptable_absence)
    about = " · ".join(part for part in (one.place, one.officer) if part)
    said = "" if failed else f"{one.outcome}. " if one.outcome else ""
    return Entry(
        at=at,
        kind="appointment",
        heading=one.kind,
        about=about,
        words=first_words(said + (one.notes or "")),
        alarm=(one.outcome or "Did not comply") if failed else "",
    )


def _risk_changes(held: Held) -> Iterator[Entry]:
    for change in held.changes:
        if change.kind == "case" and isinstance(change.patch.get("risk"), dict):
            yield from _risk_change(change)


def _risk_change(change: Change) -> Iterator[Entry]:
    """Yield one entry for all levels that were set together."""
    said = [
        f"{_RISK_WORDS[path[0]]}: {_level(value)}"
        for path, value in leaves(change.patch["risk"])
        if path[0] in _RISK_WORDS
    ]
    if not said:
        return
    alone = len(said) == 1
    yield Entry(
        at=change.at,
        kind="risk",
        heading=said[0] if alone else "Risk levels recorded",
        words="" if alone else "; ".join(said) + ".",
    )


def _level(value: Json) -> str:
    return level_words(str(value)).lower() if value else "no longer rated"


def _orders(case: WholeCase) -> Iterator[Entry]:
    for order in case.sentences.values():
        begun, said = order.started_on or order.convicted_on, order.description
        if begun:
            until = f", {order.length}" if order.length else ""
            yield Entry(
                at=_noon(begun),
                kind="order",
                heading=f"{order.kind or said} began",
                about=order.court or "",
                words=f"{said}{until}." if order.kind else "",
                whole_day=True,
            )
        if order.released_on:
            yield Entry(
                at=_noon(order.released_on),
                kind="order",
                heading="Released",
                about=said,
                whole_day=True,
            )


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), LONDON).astimezone(UTC)
