"""Rows of a hub's store, of which a test says what matters."""

from datetime import UTC, datetime

from db.hub.store import TableStore
from iomdesk.hub.ports import (
    ChangeRow,
    DeskRow,
    Granted,
    Holder,
    Holding,
    HoldingId,
)
from iomdesk.records.ids import CaseId, DeskId, OfficerId
from iomdesk.sync.protocol import Head, Outcome, Position

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANN, BEN = DeskId("ann"), DeskId("ben")
CASE, OTHER = CaseId("case-1"), CaseId("case-2")
HOLDING = HoldingId("h1")
NORTH, SOUTH = Holder("team north"), Holder("alone k")


def a_desk(desk: DeskId) -> DeskRow:
    return DeskRow(
        id=desk,
        key="k",
        officer=OfficerId("o"),
        name="DC Marsh",
        team="north",
        roles=("officer", "supervisor"),
        head=Head(counter=0, hash="0"),
        enrolled_at=NOON,
    )


def a_change(
    desk: DeskId,
    counter: int,
    *,
    number: int | None = None,
    case_id: CaseId = CASE,
    outcome: Outcome = Outcome.ACCEPTED,
) -> ChangeRow:
    return ChangeRow(
        desk=desk,
        counter=counter,
        outcome=outcome,
        content_hash=f"hash-{counter}",
        before="b",
        number=number,
        case_id=case_id,
        holding=HOLDING if case_id == CASE else HoldingId("h9"),
        salt="aa",
        body='{"kind":"case","record_id":"r","case_id":"case-1"}',
    )


def a_grant(desk: DeskId, number: int, *, silent: bool = False) -> Granted:
    return Granted(
        desk=desk, case_id=CASE, holding=HOLDING, number=number, silent=silent
    )


def a_holding(name: str, holder: Holder) -> Holding:
    return Holding(id=HoldingId(name), case_id=CASE, holder=holder)


def read(
    store: TableStore, desk: DeskId, after: Position, up_to: int
) -> list[tuple[int, int]]:
    with store.work() as work:
        found = work.stream.page(desk, after, up_to, 100)
    places = [each.event.position for each in found]
    return [(place.key, place.within) for place in places]
