"""The access log goes along with the turn, and never holds up what was recorded."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from iomdesk.cases.case import Case
from iomdesk.permissions import Role, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.records.codec import Document, Json
from iomdesk.records.ids import CaseId
from iomdesk.sync.client import Caller, HubClient
from iomdesk.sync.engine import sync
from iomdesk.sync.protocol import PAGE_ROWS
from tests.builders import a_case
from tests.hub.attacking import Hub
from tests.hub.raw_desk import RawDesk
from tests.sync.desks import Desk, World, caller_of, put

Fault = Callable[[World, Desk], object]


@pytest.fixture
def team(tmp_path: Path, address: str) -> Iterator[World]:
    with World(tmp_path / "desks", address) as made:
        yield made


class Counting(HubClient):
    """Remembers which ways were called."""

    def __init__(self, caller: Caller, last: int) -> None:
        super().__init__(caller, last)
        self.called: list[str] = []

    def _sent(self, method: str, path: str, body: bytes) -> bytes:
        self.called.append(path)
        return super()._sent(method, path, body)


def ways(desk: Desk) -> list[str]:
    """Return the ways that one sync calls."""
    standing = desk.side.standing()
    with Counting(caller_of(standing), standing.request) as client:
        assert not sync(desk.side, desk.destroy_keys, client).unfinished
        return client.called


def at_desk(desk: Desk) -> list[Document]:
    """Return the desk's own log as it travels, without the hash that closes a page."""
    rows = desk.store.reading().rows(
        "SELECT seq, at, officer, operation, case_id, detail FROM access ORDER BY seq"
    )
    names = ("seq", "at", "officer", "operation", "case_id")
    return [
        dict(zip(names, row, strict=False)) | {"detail": json.loads(row[5])}
        for row in rows
    ]


def at_hub(world: World, desk: Desk) -> list[Json]:
    with world.hub_store.work() as work:
        last = work.access.last(desk.id)
        return [json.loads(body) for body in work.access.between(desk.id, 1, last)]


@pytest.mark.parametrize(("edits", "called"), [(1, 1), (100, 1), (PAGE_ROWS + 1, 2)])
def test_what_was_recorded_and_its_log_take_one_turn_a_page(
    team: World, edits: int, called: int
) -> None:
    marsh = team.desk("Marsh")
    marsh.store.do(put_many, [a_case(crn=f"X{n}") for n in range(edits)])

    assert ways(marsh) == ["/exchange"] * called
    assert at_hub(team, marsh) == at_desk(marsh)


def test_a_log_longer_than_turns_take_comes_after_them(team: World) -> None:
    marsh = team.desk("Marsh")
    for n in range(3):
        marsh.store.log(Operation.CONSULTATION, None, why="x" * 100_000 + str(n))
    marsh.store.do(put, a_case())

    assert ways(marsh) == ["/exchange", "/access"]
    assert at_hub(team, marsh) == at_desk(marsh)


@pytest.mark.parametrize("after", [False, True])
def test_a_line_broken_at_any_message_loses_and_doubles_no_row(
    team: World, *, after: bool
) -> None:
    marsh = team.desk("Marsh")
    for n in range(3):
        marsh.store.log(Operation.CONSULTATION, None, why="x" * 100_000 + str(n))
        marsh.store.do(put, a_case(crn=f"X{n}"))

    assert marsh.sync_with_every_break(after=after) > 0

    assert at_hub(team, marsh) == at_desk(marsh)
    assert marsh.store.queries.sync_state().unsent == 0
    marsh.store.log(Operation.CONSULTATION, None, why="one more")
    assert ways(marsh) == ["/exchange"]
    assert at_hub(team, marsh) == at_desk(marsh)


def lose_rows(world: World, _: Desk) -> None:
    with world.hub_store.work() as work:
        work._sql.run("DELETE FROM access WHERE seq > ?", (1,))


def lose_the_table(world: World, _: Desk) -> None:
    with world.hub_store.work() as work:
        work._sql.run("ALTER TABLE access RENAME TO gone")


def too_many_values(_: World, desk: Desk) -> None:
    desk.store.log(Operation.CONSULTATION, None, seen=[0] * 400_000)


def lists_too_deep(_: World, desk: Desk) -> None:
    deep: Any = []
    for _depth in range(100):
        deep = [deep]
    desk.store.log(Operation.CONSULTATION, None, seen=deep)


FAULTS: tuple[Fault, ...] = (lose_rows, lose_the_table, too_many_values, lists_too_deep)


@pytest.mark.parametrize("fault", FAULTS)
def test_a_log_that_cannot_be_taken_holds_up_no_change(
    team: World, fault: Fault
) -> None:
    marsh, lowe = team.desk("Marsh"), team.desk("Lowe")
    for n in range(3):
        marsh.store.do(put, a_case(crn=f"X{n}"))
    marsh.sync()
    fault(team, marsh)
    case = a_case(crn="X9")
    marsh.store.do(put, case)
    known = marsh.side.access_rows(1, 1)

    report = marsh.sync()

    assert (report.sent, report.not_sent) == (1, 0)
    assert report.unfinished
    assert marsh.side.access_rows(1, 1) == known
    lowe.sync()
    assert lowe.store.queries.get(Case, case.id) == case


def test_a_log_that_could_not_be_taken_is_taken_later(team: World) -> None:
    marsh = team.desk("Marsh")
    lose_the_table(team, marsh)
    marsh.store.do(put, a_case())
    assert marsh.sync().unfinished
    assert at_desk(marsh)

    with team.hub_store.work() as work:
        work._sql.run("ALTER TABLE gone RENAME TO access")

    assert ways(marsh) == ["/exchange"]
    assert at_hub(team, marsh) == at_desk(marsh)


ROW: Document = {"seq": 1, "at": "x", "detail": {}}
ODD: tuple[Json, ...] = (
    5,
    "rows",
    {"seq": 1},
    [1],
    [[]],
    [{"at": "x"}],
    [ROW, {"seq": 3}],
    [{"seq": -1}],
    [{"seq": 2**53}],
    [{"seq": True}],
    [{"seq": 1, "detail": "\0"}, {"seq": "\0"}],
    [{"seq": n} for n in range(1, 2 * PAGE_ROWS + 2)],
)


@pytest.mark.parametrize("rows", ODD, ids=range(len(ODD)))
def test_whatever_comes_as_a_log_the_change_beside_it_is_taken(
    hub: Hub, ann: RawDesk, rows: Json
) -> None:
    case_id = CaseId(ann.id)
    asked = ann.question([ann.content(case_id)]) | {"access": rows}

    said = ann.post("/1/exchange", asked).said

    assert [result["outcome"] for result in said["results"]] == ["accepted"]
    assert "access" not in said
    with hub.store.work() as work:
        assert work.access.last(ann.id) == 0


def test_a_log_sent_twice_is_there_once_and_another_under_its_numbers_is_not(
    hub: Hub, ann: RawDesk
) -> None:
    rows = [ROW, ROW | {"seq": 2}]
    other = [ROW | {"at": "y"}, ROW | {"seq": 2}, ROW | {"seq": 3}]

    def last(sent: list[Document]) -> Json:
        answer = ann.post("/1/exchange", ann.asks() | {"access": sent})
        return answer.said.get("access")

    assert [last(rows), last(rows[:1]), last(rows), last(other)] == [2, 2, 2, None]
    with hub.store.work() as work:
        held = work.access.between(ann.id, 1, 9)
    assert [json.loads(body) for body in held] == rows


@may(Role.OFFICER)
def put_many(work: UnitOfWork, cases: list[Case]) -> None:
    for case in cases:
        work.save(case)
