"""What is due from completed assessments: the next one."""

from collections.abc import Iterator

from iomdesk.assessments.assessment import Assessment
from iomdesk.clock import london_date
from iomdesk.dates import add_months, every, short_date_text
from iomdesk.due.standing import Standing
from iomdesk.ports import DueRow


def assessments_due(standing: Standing) -> Iterator[DueRow]:
    rule = standing.rules.rule("assessment_review")
    if rule is None:
        return
    for code, months in standing.rules.assessment_months.items():
        done = [
            a
            for a in standing.of(Assessment)
            if a.instrument == code and a.completed_at
        ]
        last = max(done, key=lambda a: (str(a.completed_at), a.id), default=None)
        if last is None or last.completed_at is None:
            continue
        day = london_date(last.completed_at)
        yield DueRow(
            case_id=standing.case.id,
            kind="assessment_review",
            what=rule.what.format(text=code),
            due_on=add_months(day, months),
            why=rule.why.format(day=short_date_text(day), every=every(months)),
            record_id=last.id,
        )
