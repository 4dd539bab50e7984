"""What waits today, as the store says it."""

from datetime import date, timedelta
from functools import cached_property

from attrs import frozen

from iomdesk.journal.conflict import Conflict
from iomdesk.ports import CaseRow, Draft, DueRow, Queries
from iomdesk.records.ids import CaseId

DAYS_AHEAD = 7
MOST = 20_000
"""Rows of a due list; the counts are true up to here."""

VISOR = "visor"


@frozen(kw_only=True)
class Reading:
    """One look at the store: everything due by a week from *today*, and what waits."""

    today: date
    due: tuple[DueRow, ...]
    conflicts: tuple[Conflict, ...]
    drafts: tuple[Draft, ...]

    @cached_property
    def overdue(self) -> tuple[DueRow, ...]:
        return tuple(row for row in self.due if row.due_on < self.today)

    @cached_property
    def due_today(self) -> tuple[DueRow, ...]:
        return tuple(row for row in self.due if row.due_on == self.today)

    @cached_property
    def due_soon(self) -> tuple[DueRow, ...]:
        return tuple(row for row in self.due if row.due_on > self.today)

    @property
    def not_on_visor(self) -> tuple[DueRow, ...]:
        return tuple(row for row in self.due if row.kind == VISOR)

    @cached_property
    def oldest_days(self) -> int:
        late = [(self.today - row.due_on).days for row in self.overdue]
        return max(late, default=0)

    @cached_property
    def waiting(self) -> int:
        """Count what wants a person now: all but what is due later."""
        now = len(self.overdue) + len(self.due_today)
        return now + len(self.conflicts) + len(self.drafts)

    def people(self) -> list[CaseId]:
        """Return whom the rows are about, in the order of the rows."""
        about = [row.case_id for row in self.due]
        about += [conflict.case_id for conflict in self.conflicts]
        about += [draft.case_id for draft in self.drafts if draft.case_id]
        return list(dict.fromkeys(about))


def read_today(queries: Queries, today: date) -> Reading:
    until = today + timedelta(days=DAYS_AHEAD)
    return Reading(
        today=today,
        due=tuple(queries.due(on=today, until=until, limit=MOST)),
        conflicts=tuple(queries.conflicts()),
        drafts=tuple(queries.drafts()),
    )


def read_people(queries: Queries, cases: list[CaseId]) -> dict[CaseId, CaseRow]:
    """Return the lines of the list of people about *cases*."""
    found = {case_id: queries.case_row(case_id) for case_id in cases}
    return {case_id: row for case_id, row in found.items() if row}
