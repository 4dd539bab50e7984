"""Several hub processes over one store number as one, over a file and PostgreSQL."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.hub.store import TableStore
from iomdesk.hub.twins import one_person
from iomdesk.hub.wrong_codes import MOST_WRONG
from iomdesk.records.ids import CaseId, new_id
from iomdesk.sync.refusal import Why
from tests.hub.attacking import Hub
from tests.hub.odd_messages import fuzz
from tests.hub.raw_desk import RawDesk
from tests.hub.serving import served
from tests.proof import HowMany

PUSHES = 15


@pytest.fixture
def hubs(
    address: str, hub_store: TableStore, tmp_path: Path
) -> Iterator[tuple[Hub, Hub]]:
    """Serve two hubs over one store; at the end neither has said anything."""
    with (
        served(address, tmp_path / "one") as one,
        served(address, tmp_path / "two") as two,
    ):
        yield Hub(one, hub_store), Hub(two, hub_store)
        assert one.is_alive
        assert two.is_alive
    assert one.said + two.said == ""


def test_desks_that_push_to_two_hubs_at_once_get_numbers_in_one_order(
    hubs: tuple[Hub, Hub],
) -> None:
    team = new_id()
    desks = [hub.desk(team) for hub in hubs for _ in range(2)]
    numbers: list[int] = []

    def push(desk: RawDesk) -> None:
        for _ in range(PUSHES):
            results = desk.push(*(desk.content(new_id()) for _ in range(3)))
            numbers.extend(row["number"] for row in results.said["results"])

    threads = [threading.Thread(target=push, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(numbers) == len(set(numbers)) == len(desks) * PUSHES * 3
    read = [_read(desk) for desk in desks]
    for desk, events in zip(desks, read, strict=True):
        assert events == sorted(events)
        own = {n for n in numbers if n not in set(events)}
        assert len(own) == PUSHES * 3, desk.id


def _read(desk: RawDesk) -> list[int]:
    """Return the numbers of others' changes, page by page, as they come."""
    numbers: list[int] = []
    while True:
        said = desk.post("/1/exchange", desk.asks()).said
        events = said.get("events", [])
        numbers += [e["number"] for e in events if e["kind"] == "change"]
        desk.position = said["at"]
        if not said.get("more"):
            return numbers


def test_a_desk_that_reads_while_others_push_misses_nothing(
    hubs: tuple[Hub, Hub],
) -> None:
    """A number that is read has none below it that is still to come."""
    team = new_id()
    reader = hubs[0].desk(team)
    writers = [hub.desk(team) for hub in hubs]
    seen: list[int] = []
    done = threading.Event()

    def read() -> None:
        while not done.is_set():
            seen.extend(_read(reader))

    def push(desk: RawDesk) -> None:
        for _ in range(PUSHES):
            desk.push(desk.content(new_id()))

    reading = threading.Thread(target=read)
    writing = [threading.Thread(target=push, args=(desk,)) for desk in writers]
    for thread in (reading, *writing):
        thread.start()
    for thread in writing:
        thread.join()
    done.set()
    reading.join()
    seen += _read(reader)

    assert len(seen) == len(set(seen)) == len(writers) * PUSHES
    assert seen == sorted(seen)


@pytest.mark.proof
def test_odd_messages_do_no_harm_over_either_database(
    hubs: tuple[Hub, Hub], how_many: HowMany
) -> None:
    ann = hubs[0].desk()
    assert ann.push(ann.content(new_id())).status == 200

    assert fuzz(hubs[0], ann, 11, how_many(100, 1_000)) >= {200, 400, 409}


def test_nothing_is_left_behind_that_is_pushed_while_two_become_one_person(
    hubs: tuple[Hub, Hub],
) -> None:
    case_id = new_id()
    desks = [hub.desk(new_id()) for hub in hubs]
    for desk in desks:
        assert desk.push(desk.content(case_id)).status == 200
    numbers: list[int] = []

    def push(desk: RawDesk) -> None:
        for _ in range(PUSHES):
            results = desk.push(desk.content(case_id)).said["results"]
            numbers.extend(row["number"] for row in results)

    threads = [threading.Thread(target=push, args=(desk,)) for desk in desks]
    for thread in threads:
        thread.start()
    with hubs[0].store.work() as work:
        assert one_person(work, CaseId(case_id)) == 2
    for thread in threads:
        thread.join()

    read = [set(_read(desk)) for desk in desks]
    assert len(numbers) == len(desks) * PUSHES
    assert read[0] | read[1] >= set(numbers)
    with hubs[0].store.work() as work:
        rows = work._sql.rows(
            "SELECT DISTINCT holding FROM change WHERE case_id = ?", (case_id,)
        )
    assert len(rows) == 1


@pytest.mark.proof("threads", [4, 12, 40], sample=1)
def test_wrong_codes_are_counted_one_by_one_however_many_come_at_once(
    hubs: tuple[Hub, Hub], threads: int
) -> None:
    """Two transactions that looked before either counted let 62 of 200 pass."""
    answers: list[str] = []

    def guess(n: int) -> None:
        for _ in range(60 // threads + 1):
            code = f"AAAA-BBBB-{new_id()[-4:]}"
            answers.append(RawDesk(hubs[n % 2].url).enrol(code).why)

    guessing = [threading.Thread(target=guess, args=(n,)) for n in range(threads)]
    for thread in guessing:
        thread.start()
    for thread in guessing:
        thread.join()

    assert answers.count(Why.CODE.value) == MOST_WRONG
    assert set(answers) == {Why.CODE.value, Why.TOO_MANY.value}


def test_a_machines_name_may_hold_any_letter(hubs: tuple[Hub, Hub]) -> None:
    machines = ("a\0b", "\x7f\u200b", "x" * 9_000, "ʻŻ\U0001f600", "")

    for machine in machines:
        desk = RawDesk(hubs[0].url)
        assert desk.enrol(hubs[0].code(), machine=machine).status == 200
