"""A person whom several teams have apart, until IT says whether it is one or two.

Neither team can learn of the other before that, so only who sees the hub is asked.
"""

from collections import defaultdict
from collections.abc import Collection, Sequence
from itertools import combinations

from attrs import frozen

from iomdesk.errors import InputRefused, NotFound
from iomdesk.hub.ports import Holder, Holding, HoldingId, HubWork
from iomdesk.records.ids import CaseId
from iomdesk.sync.protocol import EventKind


@frozen(kw_only=True)
class Twins:
    """A case that several hold apart, and is not yet said to be two people."""

    case_id: CaseId
    holders: tuple[Holder, ...]


def open_twins(work: HubWork) -> list[Twins]:
    """Return the cases of which nobody has said yet whether they are one person."""
    decided = work.cases.apart()
    by_case: dict[CaseId, list[Holding]] = defaultdict(list)
    for holding in work.cases.several():
        by_case[holding.case_id].append(holding)
    return [
        Twins(case_id=case_id, holders=tuple(h.holder for h in held))
        for case_id, held in by_case.items()
        if not _pairs(held) <= decided
    ]


def one_person(work: HubWork, case_id: CaseId, holders: Collection[Holder] = ()) -> int:
    """Make what *holders*, or all, have of a case one person; return how many did.

    The desks of each read all that the others did; where they collide, people are
    asked. Nothing is done where it is one person already.
    """
    work.cases.lock(case_id)
    held = _held(work, case_id, holders)
    sides = list(dict.fromkeys(each.id for each in held))
    if _pairs(held) & work.cases.apart():
        raise InputRefused(
            "Some of these were said to be two people, and stay so. Name those that are"
            " one with --team."
        )
    if len(sides) < _SEVERAL:
        return 0
    number = work.settings.take_numbers(1)
    work.cases.join(sides, number)
    work.stream.add(number, EventKind.GRANT, holding=sides[0])
    return len(sides)


def two_people(work: HubWork, case_id: CaseId, holders: Collection[Holder] = ()) -> int:
    """Keep what *holders*, or all, have of a case apart for good; the question ends."""
    work.cases.lock(case_id)
    held = _held(work, case_id, holders)
    if len({each.holder for each in held}) > 1 and not _pairs(held):
        raise InputRefused(
            "These were said to be one person, and have been read by both teams since. "
            "That cannot be taken back."
        )
    new = _pairs(held) - work.cases.apart()
    work.cases.keep_apart(new)
    return len({each for pair in new for each in pair})


def _held(
    work: HubWork, case_id: CaseId, holders: Collection[Holder]
) -> Sequence[Holding]:
    held = work.cases.holdings([case_id])
    if not held:
        raise NotFound(f"The hub knows no case {case_id}.")
    named = [each for each in held if not holders or each.holder in holders]
    if len({each.holder for each in named}) < len(set(holders)):
        raise NotFound("Not all that were named have this case.")
    return named


def _pairs(held: Sequence[Holding]) -> set[tuple[HoldingId, HoldingId]]:
    ids = sorted({each.id for each in held})
    return set(combinations(ids, 2))


_SEVERAL = 2
