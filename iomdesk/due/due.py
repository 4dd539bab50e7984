"""What is due on a person: a pure function of what is recorded, never of the day.

So a due list once made stays right until a record changes; the screens alone know
which of it is overdue. What lapses unseen, an appointment, says so in `LAPSING`.
"""

from collections.abc import Iterator, Sequence
from datetime import date

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.case import Case
from iomdesk.clock import london_date
from iomdesk.dates import add_months, every, short_date_text
from iomdesk.due.on_case import case_rows
from iomdesk.due.on_plans import plan_rows
from iomdesk.due.on_visits import visit_rows
from iomdesk.due.rules import DueRules
from iomdesk.plans.plan import Plan, newest_agreed
from iomdesk.ports import DueRow
from iomdesk.visits.visit import Visit


def due(
    case: Case,
    visits: Sequence[Visit],
    assessments: Sequence[Assessment],
    plans: Sequence[Plan],
    rules: DueRules,
    *,
    arrived_on: date | None = None,
) -> tuple[DueRow, ...]:
    """Return all that is due on *case* with the reason for each date, soonest first.

    *arrived_on* is the day of the first record of the person here.
    """
    if case.closed_on:
        return ()
    rows = [
        *visit_rows(case, visits, newest_agreed(plans), rules, arrived_on),
        *plan_rows(case, plans, rules),
        *case_rows(case, rules),
        *_assessment_rows(case, assessments, rules),
    ]
    return tuple(sorted(rows, key=lambda r: (r.due_on, r.kind, r.what, r.record_id)))


def _assessment_rows(
    case: Case, assessments: Sequence[Assessment], rules: DueRules
) -> Iterator[DueRow]:
    rule = rules.rule("assessment_review")
    if rule is None:
        return
    for code, months in rules.assessment_months.items():
        done = [a for a in assessments if a.instrument == code and a.completed_at]
        last = max(done, key=lambda a: (str(a.completed_at), a.id), default=None)
        if last is None or last.completed_at is None:
            continue
        day = london_date(last.completed_at)
        yield DueRow(
            case_id=case.id,
            kind="assessment_review",
            what=rule.what.format(text=code),
            due_on=add_months(day, months),
            why=rule.why.format(day=short_date_text(day), every=every(months)),
            record_id=last.id,
        )
