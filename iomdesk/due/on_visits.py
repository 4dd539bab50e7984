"""What is due from visits: the next one, and what earlier ones left to do."""

from collections.abc import Iterator
from datetime import date, datetime

from attrs import frozen

from iomdesk.cases.beside import CaseSentence
from iomdesk.cases.case import Appointment, Case
from iomdesk.cases.finding import plain
from iomdesk.cases.summary import highest_level, is_registered
from iomdesk.clock import london_date
from iomdesk.dates import add_days, add_months, clock_text, every, short_date_text
from iomdesk.due.on_case import appointments_of
from iomdesk.due.rules import DueRules, Rule, level_word
from iomdesk.due.standing import Standing
from iomdesk.due.words import for_owner, short
from iomdesk.plans.plan import Plan, newest_agreed
from iomdesk.ports import DueRow
from iomdesk.visits.visit import Visit


@frozen(kw_only=True)
class Interval:
    """How many months lie between visits, and who says so."""

    months: int
    why: str


@frozen(kw_only=True)
class _Seen:
    """A time at home: when, and when it said to come again; *elsewhere* is not here."""

    on: date
    at: datetime
    next_on: date | None = None
    elsewhere: bool = False


def visits_due(standing: Standing) -> Iterator[DueRow]:
    case, rules, visits = standing.case, standing.rules, standing.of(Visit)
    if not case.in_custody:
        last = _last_seen(standing)
        next_one = (
            _next_visit(case, last, newest_agreed(standing.of(Plan)), rules)
            if last
            else _first_visit(standing)
        )
        if next_one:
            yield next_one
    for visit in visits:
        yield from _planned(visit, rules)
        yield from _to_sign(visit, rules)
        yield from _actions(visit, rules)
        if is_registered(case):
            yield from _visor(visit, rules)


def interval(case: Case, plan: Plan | None, rules: DueRules) -> Interval:
    """Return how often the person is seen: by the plan, the case, or the risk."""
    rule = rules.visit
    if plan and plan.visit_every_months:
        months = plan.visit_every_months
        why = rule.plan_why.format(version=plan.version, every=every(months))
        return Interval(months=months, why=why)
    if case.visit_every_months:
        months = case.visit_every_months
        return Interval(months=months, why=rule.case_why.format(every=every(months)))
    level = highest_level(case)
    months = rule.months.get(level, 0) if level else rule.unrated_months
    why = rule.why.format(level=level_word(level), every=every(months))
    return Interval(months=months, why=why)


def _next_visit(
    case: Case, last: _Seen, plan: Plan | None, rules: DueRules
) -> DueRow | None:
    """Return the visit after *last*: by the interval, or sooner if it said so."""
    spacing, day = interval(case, plan, rules), short_date_text(last.on)
    if not rules.visit.on or not spacing.months:
        return None
    due_on, why = add_months(last.on, spacing.months), spacing.why
    if last.next_on and last.next_on < due_on:
        due_on, why = last.next_on, rules.visit.said_why.format(day=day)
    if last.elsewhere:
        why = rules.visit.source_why.format(why=why, day=day)
    return DueRow(
        case_id=case.id, kind="visit", what=rules.visit.what, due_on=due_on, why=why
    )


def _first_visit(standing: Standing) -> DueRow | None:
    case, rules = standing.case, standing.rules
    rule, since, why = rules.first_visit, _since(standing), rules.first_visit.why
    if _was_seen_elsewhere(case, rules, standing.arrived_on, since):
        contact = _last_contact(standing)
        if contact and (since is None or contact >= since):
            since, why = contact, rule.contact_why
        else:
            since, why = standing.arrived_on, rule.arrived_why
    if not rule.on or since is None:
        return None
    level = highest_level(case)
    days = rule.days.get(level, rule.unrated_days) if level else rule.unrated_days
    why = why.format(level=level_word(level), days=days, day=short_date_text(since))
    return DueRow(
        case_id=case.id,
        kind="first_visit",
        what=rule.what,
        due_on=add_days(since, days),
        why=why[:1].upper() + why[1:] if level is None else why,
    )


def _was_seen_elsewhere(
    case: Case, rules: DueRules, arrived_on: date | None, since: date | None
) -> bool:
    """Say whether visits before *arrived_on* would lie in another system.

    Nobody knows of them here: to call the first one years overdue would be untrue.
    """
    if case.opened_at or arrived_on is None or not rules.first_visit.from_arrival:
        return False
    return since is None or since < arrived_on


def _since(standing: Standing) -> date | None:
    """Return the day the person came to us: the case opened, or released later.

    An imported person has no day of opening: then the newest start of a cohort or of
    a sentence in force stands for it.
    """
    case = standing.case
    in_force = [s for s in standing.of(CaseSentence) if not s.ended_on]
    days = [sentence.released_on for sentence in in_force]
    if case.opened_at:
        days.append(london_date(case.opened_at))
    else:
        days += [sentence.started_on for sentence in in_force]
        days += [c.started_on for c in case.cohorts.values() if not c.ended_on]
    return max((day for day in days if day), default=None)


def _last_seen(standing: Standing) -> _Seen | None:
    """Return the last time at home, recorded here or by a source of the case."""
    visits, rules = standing.of(Visit), standing.rules
    ours = (
        _Seen(
            on=london_date(visit.started_at),
            at=visit.started_at,
            next_on=visit.next_visit_on,
        )
        for visit in visits
        if visit.started_at
        and visit.outcome in rules.visit.outcomes
        and visit.kind in rules.visit.kinds
    )
    theirs = (
        _Seen(on=london_date(held.at), at=held.at, elsewhere=True)
        for held in appointments_of(standing)
        if held.at and _is_at_home(held, rules) and _was_kept(held, rules)
    )
    return max([*ours, *theirs], key=lambda seen: (seen.at, seen.on), default=None)


def _last_contact(standing: Standing) -> date | None:
    """Return the day of the last contact that its source says was kept."""
    rules, arrived_on = standing.rules, standing.arrived_on
    days = (
        london_date(held.at)
        for held in appointments_of(standing)
        if held.at and _was_kept(held, rules)
    )
    past = (day for day in days if arrived_on is None or day <= arrived_on)
    return max(past, default=None)


def _is_at_home(held: Appointment, rules: DueRules) -> bool:
    words = f" {plain(held.kind)} "
    return any(f" {kind}" in words for kind in rules.visit.source_kinds)


def _was_kept(held: Appointment, rules: DueRules) -> bool:
    """Say whether the person was there, as the source says: silence is not a yes."""
    if held.absent or held.acceptable_absence:
        return False
    outcome = plain(held.outcome or "")
    return held.complied is True or outcome.startswith(rules.visit.source_outcomes)


def _planned(visit: Visit, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("planned_visit")
    if rule and visit.planned_for and not visit.started_at and not visit.outcome:
        yield DueRow(
            case_id=visit.case_id,
            kind="planned_visit",
            what=rule.what,
            due_on=london_date(visit.planned_for),
            why=rule.why.format(time=clock_text(visit.planned_for)),
            record_id=visit.id,
        )


def _to_sign(visit: Visit, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("visit_to_sign")
    if rule and visit.started_at and not visit.signed_at:
        yield _from_visit("visit_to_sign", visit, visit.started_at, rule)


def _visor(visit: Visit, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("visor")
    if rule and visit.signed_at and visit.started_at and not visit.visor_updated_on:
        yield _from_visit("visor", visit, visit.started_at, rule)


def _from_visit(kind: str, visit: Visit, at: datetime, rule: Rule) -> DueRow:
    day = london_date(at)
    return DueRow(
        case_id=visit.case_id,
        kind=kind,
        what=rule.what,
        due_on=add_days(day, rule.days),
        why=rule.why.format(day=short_date_text(day)),
        record_id=visit.id,
    )


def _actions(visit: Visit, rules: DueRules) -> Iterator[DueRow]:
    rule = rules.rule("visit_action")
    if rule is None or visit.started_at is None:
        return
    day = short_date_text(london_date(visit.started_at))
    for action in visit.actions.values():
        if action.due_on and not action.done_on:
            yield DueRow(
                case_id=visit.case_id,
                kind="visit_action",
                what=rule.what.format(text=short(action.text)),
                due_on=action.due_on,
                why=rule.why.format(day=day, owner=for_owner(action.owner)),
                record_id=visit.id,
            )
