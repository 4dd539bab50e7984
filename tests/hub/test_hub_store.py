"""What every hub store must do; the same tests over SQLCipher and PostgreSQL."""

import threading
from collections.abc import Callable
from datetime import timedelta

import pytest
from attrs import evolve

from db.hub.store import TableStore
from iomdesk.hub.ports import (
    BlobRow,
    InviteRow,
    Upload,
)
from iomdesk.records.ids import BlobHash
from iomdesk.sync.protocol import EventKind, Outcome, Position
from tests.hub.rows import (
    ANN,
    BEN,
    CASE,
    HOLDING,
    NOON,
    OTHER,
    a_change,
    a_desk,
    a_grant,
    read,
)


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


def test_wrong_codes_are_counted_anew_after_a_while(hub_store: TableStore) -> None:
    hour = timedelta(hours=1)
    with hub_store.work() as work:
        for _ in range(3):
            work.wrong_codes.add(NOON - hour, NOON)
        assert work.wrong_codes.count(NOON) == 3
        assert work.wrong_codes.count(NOON + hour) == 0
        work.wrong_codes.add(NOON + hour, NOON + 2 * hour)
        assert work.wrong_codes.count(NOON) == 1
        work.wrong_codes.forget()
        assert work.wrong_codes.count(NOON) == 0


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

    assert read(hub_store, ANN, Position(), 9) == [(3, 3), (5, 5)]
    assert read(hub_store, ANN, Position(3, 3), 9) == [(5, 5)]
    assert read(hub_store, ANN, Position(), 4) == [(3, 3)]
    assert read(hub_store, BEN, Position(), 9) == [(2, 2)]


def test_a_case_that_came_later_is_read_with_its_whole_history(
    hub_store: TableStore,
) -> None:
    with hub_store.work() as work:
        work.changes.add([a_change(ANN, n, number=n) for n in (1, 2, 3)])
        work.stream.add(4, EventKind.BLOB, holding=HOLDING, desk=ANN)
        work.cases.grant([a_grant(BEN, 6)])
        work.changes.add([a_change(ANN, 4, number=7), a_change(BEN, 1, number=8)])

    history = [(6, 1), (6, 2), (6, 3), (6, 4), (6, 6), (7, 7)]
    assert read(hub_store, BEN, Position(5, 5), 9) == history
    for place in range(1, len(history)):
        after = Position(*history[place - 1])
        assert read(hub_store, BEN, after, 9) == history[place:]


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
    assert read(hub_store, ANN, Position(3, 3), 9) == [(4, 2), (4, 4)]


def test_a_withdrawal_that_was_undone_is_not_told(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.cases.grant([a_grant(ANN, 1, silent=True)])
        work.cases.withdraw(ANN, CASE, 2)
        work.cases.grant([a_grant(ANN, 3)])

    assert read(hub_store, ANN, Position(1, 1), 9) == [(3, 3)]


def test_officers_names_are_told_to_all(hub_store: TableStore) -> None:
    with hub_store.work() as work:
        work.stream.add(1, EventKind.OFFICER, content={"id": "o", "name": "Ann"})
        (page,) = work.stream.page(BEN, Position(), 9, 9)

    assert page.event.content == {"id": "o", "name": "Ann"}


def test_a_blob_is_on_its_way_by_store_until_it_is_whole(
    hub_store: TableStore,
) -> None:
    name = BlobHash("h")
    ours = Upload(hash=name, key="k1", size=3, media_type="image/png")
    theirs = evolve(ours, key="k2", size=4)
    with hub_store.work() as work:
        for upload in (ours, theirs):
            work.blobs.begin(upload)
            work.blobs.want(upload, HOLDING)
            work.blobs.want(upload, HOLDING)
        work.blobs.put_chunk(name, "k1", 1, b"\x00\xff")
        work.blobs.put_chunk(name, "k1", 1, b"other")

    with hub_store.work() as work:
        assert work.blobs.upload(name, "k2") == theirs
        assert work.blobs.wanted(ours) == {HOLDING}
        assert work.blobs.chunks(name, "k2") == set()
        work.blobs.begin(theirs)
        assert work.blobs.chunk(name, "k1", 1) == b"\x00\xff"
        work.blobs.end(ours)
        assert work.blobs.upload(name, "k1") is None
        assert work.blobs.chunks(name, "k1") == {1}
        work.blobs.drop_chunks(name, "k1")
        assert work.blobs.chunk(name, "k1", 1) is None


def test_a_whole_blob_is_kept_once_with_who_needs_it(hub_store: TableStore) -> None:
    name = BlobHash("h")
    blob = BlobRow(hash=name, size=3, media_type="image/png", key="k1")
    with hub_store.work() as work:
        added = [work.blobs.add(blob), work.blobs.add(evolve(blob, key="k2"))]
        used = [work.blobs.use(name, HOLDING), work.blobs.use(name, HOLDING)]

        assert (added, used) == ([True, False], [True, False])
        assert work.blobs.get(name) == blob
        assert work.blobs.uses(name) == {HOLDING}


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


def _last(store: TableStore) -> int:
    with store.work() as work:
        return work.settings.last_number()
