"""What every hub store must do; the same tests over SQLCipher and PostgreSQL."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from attrs import evolve

from db.hub.store import TableStore
from iomdesk.hub.ports import BlobRow, ChangeRow, DeskRow, Granted, InviteRow
from iomdesk.ids import BlobHash, CaseId, DeskId, OfficerId
from iomdesk.sync.protocol import EventKind, Head, Outcome, Position

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
ANN, BEN = DeskId("ann"), DeskId("ben")
CASE, OTHER = CaseId("case-1"), CaseId("case-2")


def test_numbers_follow_each_other_without_a_gap(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        taken = [work.settings.take_numbers(n) for n in (1, 3, 1)]

    assert (taken, _last(hub_store)) == ([1, 2, 5], 5)


def _take_and_fail(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.settings.take_numbers(3)
        _ = 1 / 0


def test_numbers_of_a_transaction_that_fails_are_taken_again(
    hub_store: TableStore,
) -> None:
    with pytest.raises(ZeroDivisionError):
        _take_and_fail(hub_store)

    assert _last(hub_store) == 0


def test_numbers_appear_in_the_order_in_which_they_commit(
    open_hub: Callable[[], TableStore],
) -> None:
    """A sequence would let 2 be read before 1 is there; the counter row does not."""
    first, second = open_hub(), open_hub()
    begun, seen = threading.Event(), []

    def later() -> None:
        begun.wait()
        with second.work() as work:
            seen.append(work.settings.take_numbers(1))

    thread = threading.Thread(target=later)
    thread.start()
    with first.work() as work:
        seen.append(work.settings.take_numbers(1))
        begun.set()
        thread.join(0.3)
        waiting = thread.is_alive()
    thread.join()

    assert (waiting, seen) == (True, [1, 2])


def test_a_desk_is_kept_as_it_was_saved(hub_store: TableStore) -> None:
    desk = evolve(a_desk(ANN), revoked_at=NOON, follows=BEN, request=7)

    with hub_store.work() as work:
        work.desks.save(a_desk(ANN))
        work.desks.save(desk)

    with hub_store.work() as work:
        assert (work.desks.get(ANN), work.desks.all()) == (desk, [desk])
        assert work.desks.get(BEN) is None


def test_an_invitation_is_kept_as_it_was_saved(hub_store: TableStore) -> None:
    invite = InviteRow(
        code_hash="c",
        officer=None,
        name="DC Marsh",
        team="north",
        roles=("officer",),
        expires_at=NOON,
    )

    with hub_store.work() as work:
        work.desks.save_invite(invite)
        work.desks.save_invite(evolve(invite, used_by=ANN))

    with hub_store.work() as work:
        assert work.desks.invite("c") == evolve(invite, used_by=ANN)
        assert work.desks.invite("d") is None


def test_changes_are_found_by_desk_and_counter(hub_store: TableStore) -> None:
    rows = [a_change(ANN, n, number=n) for n in (1, 2, 3)]
    with hub_store.work() as work:
        work.changes.add([*rows, a_change(BEN, 2, number=9)])
        work.changes.add([])

    with hub_store.work() as work:
        found = work.changes.between(ANN, 2, 9)

    assert [row.counter for row in found] == [2, 3]
    assert found[0] == evolve(rows[1], body=None, salt=None)


def test_any_letter_survives_in_a_change(hub_store: TableStore) -> None:
    said = '{"patch":{"note":"tab\\t, \\\\N, “ʻŻ”, \U0001f600"}}'
    row = evolve(a_change(ANN, 1, outcome=Outcome.RETURNED), body=said, why="a\tb\nc\\")
    with hub_store.work() as work:
        work.changes.add([row])

    with hub_store.work() as work:
        assert work.changes.returned([ANN]) == [row]


def test_returned_work_is_numbered_once(hub_store: TableStore) -> None:
    row = a_change(ANN, 1, outcome=Outcome.RETURNED)
    with hub_store.work() as work:
        work.changes.add([row])
        work.changes.number_returned(ANN, 1, 5)
        work.changes.number_returned(ANN, 1, 6)

    with hub_store.work() as work:
        (found,) = work.changes.between(ANN, 1, 1)
        assert (found.number, found.late, found.why) == (5, True, None)
        assert work.changes.count_returned([ANN]) == 0


def test_a_record_stays_with_the_case_that_first_had_it(hub_store: TableStore) -> None:
    visit, plan = ("visit", "r1"), ("plan", "r1")
    with hub_store.work() as work:
        work.changes.add_records({visit: CASE})
        work.changes.add_records({visit: OTHER, plan: OTHER})
        found = work.changes.cases_of([visit, plan, ("visit", "r2")])
        none = work.changes.cases_of([])

    assert (found, none) == ({visit: CASE, plan: OTHER}, {})


def test_a_case_is_new_once(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        assert work.cases.add(CASE, "north")
        assert not work.cases.add(CASE, "south")
        assert work.cases.known([CASE, OTHER]) == {CASE}
        assert work.cases.of_team("north") == [CASE]


def test_a_case_is_granted_withdrawn_and_granted_again(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1)])
        work.cases.grant([a_grant(ANN, 2)])
        first = work.cases.of_desk(ANN)
        work.cases.withdraw(ANN, CASE, 3)
        none = work.cases.granted(ANN, [CASE])
        work.cases.grant([a_grant(ANN, 4)])
        again = work.cases.of_desk(ANN)

    assert [g.number for g in first + again] == [1, 4]
    assert none == set()


def test_a_desk_reads_what_others_did_on_its_cases(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1, silent=True), a_grant(BEN, 1, silent=True)])
        work.changes.add(
            [
                a_change(ANN, 1, number=2),
                a_change(BEN, 1, number=3),
                a_change(BEN, 2, number=4, case_id=OTHER),
                a_change(BEN, 3, number=5),
            ]
        )

    assert _read(hub_store, ANN, Position(), 9) == [(3, 3), (5, 5)]
    assert _read(hub_store, ANN, Position(3, 3), 9) == [(5, 5)]
    assert _read(hub_store, ANN, Position(), 4) == [(3, 3)]
    assert _read(hub_store, BEN, Position(), 9) == [(2, 2)]


def test_a_case_that_came_later_is_read_with_its_whole_history(
    hub_store: TableStore,
) -> None:
    with hub_store.work() as work:
        work.changes.add([a_change(ANN, n, number=n) for n in (1, 2, 3)])
        work.stream.add(4, EventKind.BLOB, case_id=CASE, desk=ANN)
        work.cases.grant([a_grant(BEN, 6)])
        work.changes.add([a_change(ANN, 4, number=7), a_change(BEN, 1, number=8)])

    history = [(6, 1), (6, 2), (6, 3), (6, 4), (6, 6), (7, 7)]
    assert _read(hub_store, BEN, Position(5, 5), 9) == history
    for place in range(1, len(history)):
        after = Position(*history[place - 1])
        assert _read(hub_store, BEN, after, 9) == history[place:]


def test_a_page_holds_as_many_rows_as_were_asked_for(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.changes.add([a_change(ANN, n, number=n) for n in (1, 2, 3)])
        work.cases.grant([a_grant(BEN, 4)])
        page = work.stream.page(BEN, Position(), 9, 2)

    assert [each.event.number for each in page] == [1, 2]


def test_a_desk_reads_again_what_it_had_said_when_a_case_comes_back(
    hub_store: TableStore,
) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1, silent=True)])
        work.changes.add([a_change(ANN, 1, number=2)])
        work.cases.withdraw(ANN, CASE, 3)
        withdrawn = work.stream.page(ANN, Position(2, 2), 9, 9)
        work.cases.grant([a_grant(ANN, 4)])

    assert [e.event.kind for e in withdrawn] == [EventKind.WITHDRAWAL]
    assert _read(hub_store, ANN, Position(3, 3), 9) == [(4, 2), (4, 4)]


def test_a_withdrawal_that_was_undone_is_not_told(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1, silent=True)])
        work.cases.withdraw(ANN, CASE, 2)
        work.cases.grant([a_grant(ANN, 3)])

    assert _read(hub_store, ANN, Position(1, 1), 9) == [(3, 3)]


def test_officers_names_are_told_to_all(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.stream.add(1, EventKind.OFFICER, content={"id": "o", "name": "Ann"})
        (page,) = work.stream.page(BEN, Position(), 9, 9)

    assert page.event.content == {"id": "o", "name": "Ann"}


def test_a_blob_is_kept_in_chunks(hub_store: TableStore) -> None:
    name = BlobHash("h")
    with hub_store.work() as work:
        work.blobs.save(BlobRow(hash=name, size=3, media_type="image/png"))
        work.blobs.save(
            BlobRow(hash=name, size=3, media_type="image/png", complete=True)
        )
        work.blobs.use(name, CASE)
        work.blobs.use(name, CASE)
        work.blobs.put_chunk(name, 1, b"\x00\xff")
        work.blobs.put_chunk(name, 1, b"other")

    with hub_store.work() as work:
        found = work.blobs.get(name)
        assert found is not None
        assert found.complete
        assert work.blobs.cases(name) == {CASE}
        assert (work.blobs.chunks(name), work.blobs.chunk(name, 1)) == (
            {1},
            b"\x00\xff",
        )
        work.blobs.drop_chunks(name)
        assert work.blobs.chunk(name, 1) is None


def test_an_access_log_is_kept_by_desk(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.access.add(ANN, [(1, "{}"), (2, "{}")])

        assert (work.access.last(ANN), work.access.last(BEN)) == (2, 0)


def test_what_is_committed_is_there_when_it_is_opened_again(
    open_hub: Callable[[], TableStore],
) -> None:
    with open_hub().work() as work:
        work.settings.set("key", {"a": 1})

    with open_hub().work() as work:
        assert work.settings.get("key") == {"a": 1}


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
        salt="aa",
        body='{"kind":"case","record_id":"r","case_id":"case-1"}',
    )


def a_grant(desk: DeskId, number: int, *, silent: bool = False) -> Granted:
    return Granted(desk=desk, case_id=CASE, number=number, silent=silent)


def _read(
    store: TableStore, desk: DeskId, after: Position, up_to: int
) -> list[tuple[int, int]]:
    with store.work() as work:
        found = work.stream.page(desk, after, up_to, 100)
    places = [each.event.position for each in found]
    return [(place.key, place.within) for place in places]


def _last(store: TableStore) -> int:
    with store.work() as work:
        return work.settings.last_number()
