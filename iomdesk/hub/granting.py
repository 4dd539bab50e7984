"""Which desk has which case; giving and taking are numbered like everything else."""

from collections.abc import Collection, Sequence

from iomdesk.hub.ports import ChangeRow, DeskRow, Granted, HubWork
from iomdesk.hub.records import belonging
from iomdesk.ids import CaseId, DeskId
from iomdesk.sync.protocol import EventKind


def make_cases(work: HubWork, maker: DeskRow, cases: Sequence[CaseId]) -> None:
    """Take new cases in: they go to the desk that made them and to its team."""
    team = {d.id for d in work.desks.all() if d.team == maker.team and _works(d)}
    for case_id in cases:
        if work.cases.add(case_id, maker.team):
            number = work.settings.take_numbers(1)
            _grant(work, case_id, sorted(team | {maker.id}), number, silent=True)


def grant_cases(
    work: HubWork, desks: Sequence[DeskRow], cases: Collection[CaseId]
) -> int:
    """Give desks the cases that they do not have; return how many were given.

    What a desk had said about such a case before, and got back, is taken first: so it
    is part of the history that the desk then reads.
    """
    given = 0
    officers = {desk.officer for desk in desks}
    for desk in work.desks.all():
        if desk.officer in officers:
            accept_returned(work, desk.id, cases)
    for case_id in sorted(cases):
        new = [d.id for d in desks if not work.cases.granted(d.id, [case_id])]
        if new:
            number = work.settings.take_numbers(1)
            _grant(work, case_id, new, number, silent=False)
            given += len(new)
    return given


def withdraw_case(work: HubWork, desks: Sequence[DeskRow], case_id: CaseId) -> int:
    """Take a case from desks; each removes it at its next contact."""
    having = [d.id for d in desks if work.cases.granted(d.id, [case_id])]
    for desk in having:
        number = work.settings.take_numbers(1)
        work.cases.withdraw(desk, case_id, number)
        work.stream.add(number, EventKind.WITHDRAWAL, case_id=case_id, desk=desk)
    return len(having)


def accept_returned(work: HubWork, desk: DeskId, cases: Collection[CaseId]) -> int:
    """Give the returned work of a desk on *cases* numbers, in its own order."""
    rows = [r for r in work.changes.returned([desk]) if r.case_id in cases]
    taken = [row for row in rows if _fits(work, row)]
    if not taken:
        return 0
    first = work.settings.take_numbers(len(taken))
    for number, row in enumerate(taken, first):
        work.changes.number_returned(row.desk, row.counter, number)
    return len(taken)


def _fits(work: HubWork, row: ChangeRow) -> bool:
    """Say whether the row's record is its case's, as any accepted change's must be."""
    names = belonging(row)
    work.changes.add_records(names)
    return work.changes.cases_of(names) == names


def _grant(
    work: HubWork,
    case_id: CaseId,
    desks: Sequence[DeskId],
    number: int,
    *,
    silent: bool,
) -> None:
    work.cases.grant(
        [
            Granted(desk=desk, case_id=case_id, number=number, silent=silent)
            for desk in desks
        ]
    )
    work.stream.add(
        number, EventKind.GRANT, case_id=case_id, content={"desks": list(desks)}
    )


def _works(desk: DeskRow) -> bool:
    return desk.revoked_at is None and desk.followed_by is None
