"""Cases with a date to be due from, and what is due on them."""

from datetime import UTC, date, datetime
from typing import Any

from iomdesk.assessments.assessment import Assessment
from iomdesk.cases.case import (
    Risk,
    RiskLevel,
)
from iomdesk.cases.whole import WholeCase
from iomdesk.due.due import due
from iomdesk.due.loading import due_rules
from iomdesk.due.rules import DueRules
from iomdesk.due.standing import Standing
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.plans.plan import Plan
from iomdesk.ports import DueRow
from iomdesk.visits.visit import Visit
from tests.builders import a_whole_case, records_of

OPENED = datetime(2026, 8, 1, 9, tzinfo=UTC)


def due_on(
    case: WholeCase,
    *,
    visits: tuple[Visit, ...] = (),
    plans: tuple[Plan, ...] = (),
    rules: DueRules | None = None,
    arrived_on: date | None = None,
) -> dict[str, DueRow]:
    """Return what is due by its kind."""
    rows = all_due(case, *visits, *plans, rules=rules, arrived_on=arrived_on)
    return {row.kind: row for row in rows}


def all_due(
    case: WholeCase,
    *records: Visit | Plan | Assessment,
    rules: DueRules | None = None,
    arrived_on: date | None = None,
) -> tuple[DueRow, ...]:
    """Return what is due by all the kinds of record that ship."""
    by_kind: dict[str, list[Any]] = {}
    for record in (*records_of(case), *records):
        by_kind.setdefault(record.KIND, []).append(record)
    standing = Standing(
        case=case,
        rules=rules or due_rules(),
        arrived_on=arrived_on,
        records=by_kind,
    )
    return due(standing, SHIPPED)


def a_rated_case(level: str | None = "high", **parts: Any) -> WholeCase:
    risk = Risk(overall=RiskLevel(level)) if level else Risk()
    return a_whole_case(risk=risk, opened_at=OPENED, **parts)
