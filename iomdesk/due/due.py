"""What is due on a person: a pure function of what is recorded, never of the day.

So a due list once made stays right until a record changes; the screens alone know
which of it is overdue. What lapses unseen, an appointment, says so in `LAPSING`.
"""

from iomdesk.due.standing import Standing
from iomdesk.kinds.registry import Kinds
from iomdesk.ports import DueRow


def due(standing: Standing, kinds: Kinds) -> tuple[DueRow, ...]:
    """Return all that is due, with the reason for each date, soonest first."""
    if standing.case.closed_on:
        return ()
    rows = [
        row for kind in kinds.values() if kind.due for row in kind.due.reach()(standing)
    ]
    return tuple(sorted(rows, key=lambda r: (r.due_on, r.kind, r.what, r.record_id)))
