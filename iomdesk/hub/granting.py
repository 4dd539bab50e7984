"""Which desk has which case; giving and taking are numbered like everything else."""

from collections.abc import Collection, Mapping, Sequence

from iomdesk.errors import NotFound, UserError
from iomdesk.hub.ports import (
    ChangeRow,
    DeskRow,
    Granted,
    Holder,
    Holding,
    HoldingId,
    HubWork,
)
from iomdesk.hub.records import record_cases
from iomdesk.records.ids import CaseId, DeskId, new_id
from iomdesk.sync.protocol import EventKind


class OfSeveral(UserError):
    """Several have the case apart: which one is meant must be said."""


def places(
    work: HubWork, desk: DeskRow, cases: Sequence[CaseId]
) -> Mapping[CaseId, Granted]:
    """Return what the desk has, or had, of *cases*; what is new to its holder is made.

    DANGER: nothing here may ask what other holders have, or how long it takes, what it
    numbers and what it answers would tell who is known to another team.
    """
    had = work.cases.had(desk.id, cases)
    new = [case_id for case_id in cases if case_id not in had]
    if not new:
        return had
    make_cases(work, desk, new)
    had = {**had, **work.cases.had(desk.id, new)}
    left = work.cases.of_holder(desk.holder, [c for c in new if c not in had])
    return had | {each.case_id: _not_had(desk, each) for each in left}


def make_cases(work: HubWork, maker: DeskRow, cases: Sequence[CaseId]) -> None:
    """Take cases in that are new to their holder: all its desks have them."""
    sharing = [d for d in work.desks.all() if d.holder == maker.holder and _works(d)]
    desks = sorted({d.id for d in sharing} | {maker.id})
    for case_id in cases:
        made = Holding(id=HoldingId(new_id()), case_id=case_id, holder=maker.holder)
        if work.cases.add(made):
            number = work.settings.take_numbers(1)
            _grant(work, made, desks, number, silent=True)


def grant_cases(
    work: HubWork,
    desks: Sequence[DeskRow],
    cases: Collection[CaseId],
    holder: Holder | None = None,
) -> int:
    """Give desks the cases that they do not have; return how many were given.

    Where several hold a case apart, *holder* says whose is meant; else it is the one
    that the desk had, or its own team's.
    """
    given = 0
    for case_id in sorted(cases):
        held = work.cases.holdings([case_id])
        if not held:
            raise NotFound(f"The hub knows no case {case_id}.")
        for desk in desks:
            given += grant_holding(work, [desk], _meant(work, desk, held, holder))
    return given


def grant_holding(work: HubWork, desks: Sequence[DeskRow], holding: Holding) -> int:
    """Give desks one holding; return how many had it not.

    What a desk had said about such a case before, and got back, is taken first: so it
    is part of the history that the desk then reads.
    """
    officers = {desk.officer for desk in desks}
    for desk in work.desks.all():
        if desk.officer in officers:
            accept_returned(work, desk.id, holding)
    having = {d.id for d in desks if work.cases.granted(d.id, [holding.id])}
    new = [d.id for d in desks if d.id not in having]
    if new:
        number = work.settings.take_numbers(1)
        _grant(work, holding, new, number, silent=False)
    return len(new)


def withdraw_case(work: HubWork, desks: Sequence[DeskRow], case_id: CaseId) -> int:
    """Take a case from desks; each removes it at its next contact."""
    had = {d.id: work.cases.had(d.id, [case_id]).get(case_id) for d in desks}
    having = {desk: row for desk, row in had.items() if row and row.held}
    for desk, row in having.items():
        number = work.settings.take_numbers(1)
        work.cases.withdraw(desk, case_id, number)
        work.stream.add(
            number,
            EventKind.WITHDRAWAL,
            holding=row.holding,
            desk=desk,
        )
    return len(having)


def accept_returned(work: HubWork, desk: DeskId, holding: Holding) -> int:
    """Give the returned work of a desk on a holding numbers, in its own order."""
    rows = [r for r in work.changes.returned([desk]) if r.holding == holding.id]
    taken = [row for row in rows if _fits(work, holding.holder, row)]
    if not taken:
        return 0
    first = work.settings.take_numbers(len(taken))
    for number, row in enumerate(taken, first):
        work.changes.number_returned(row.desk, row.counter, number)
    return len(taken)


def _meant(
    work: HubWork, desk: DeskRow, held: Sequence[Holding], holder: Holder | None
) -> Holding:
    """Return the holding that a desk is to get of a case."""
    had = work.cases.had(desk.id, [held[0].case_id]).get(held[0].case_id)
    if had and holder in {None, *(h.holder for h in held if h.id == had.holding)}:
        return next(h for h in held if h.id == had.holding)
    if had:
        raise OfSeveral(_HAS_ITS_OWN)
    own = [h for h in held if h.holder == (holder or desk.holder)]
    if holder and not own:
        raise OfSeveral("This team has no such case.")
    if own or len({h.id for h in held}) == 1:
        return (own or held)[0]
    raise OfSeveral(_SAY_WHOSE)


def _fits(work: HubWork, holder: Holder, row: ChangeRow) -> bool:
    """Say whether the row's record is its case's, as any accepted change's must be."""
    names = record_cases(row)
    work.changes.add_records(holder, names)
    return work.changes.cases_of(holder, names) == names


def _not_had(desk: DeskRow, holding: Holding) -> Granted:
    return Granted(
        desk=desk.id,
        case_id=holding.case_id,
        holding=holding.id,
        number=0,
        held=False,
    )


def _grant(
    work: HubWork,
    holding: Holding,
    desks: Sequence[DeskId],
    number: int,
    *,
    silent: bool,
) -> None:
    work.cases.grant(
        [
            Granted(
                desk=desk,
                case_id=holding.case_id,
                holding=holding.id,
                number=number,
                silent=silent,
            )
            for desk in desks
        ]
    )
    work.stream.add(
        number,
        EventKind.GRANT,
        holding=holding.id,
        content={"desks": list(desks)},
    )


def _works(desk: DeskRow) -> bool:
    return desk.revoked_at is None and desk.followed_by is None


_HAS_ITS_OWN = (
    "This laptop has work of its own on that case, apart from the other team's. Say "
    "with “iomdesk hub twins” whether the two are one person."
)
_SAY_WHOSE = (
    "Several teams have this case apart. Say with --team whose is meant, or with "
    "“iomdesk hub twins” that they have one person."
)
