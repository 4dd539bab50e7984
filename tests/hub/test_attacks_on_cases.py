"""Chains, cases and blobs of others: no desk gets at them, nor alters its own past."""

import socket
from hashlib import sha256

import pytest

from iomdesk.hub.granting import withdraw_case
from iomdesk.records.ids import CaseId, new_id
from iomdesk.sync.refusal import Why
from tests.hub.attacking import NAME, PHOTO, Hub, answer_on, case_of, place_of, refused
from tests.hub.raw_desk import Answered, RawDesk


def test_another_desks_id_in_its_changes_is_no_use(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    """What the chain says is of the desk that signs; nobody else's name fits it."""
    asked = mallory.question([mallory.content(new_id(), desk=ann.id, counter=9)])
    mallory.chain[-1] = ann.chain[-1]
    asked["signature"] = ann.head_signature()

    refused(hub, lambda: mallory.post("/1/exchange", asked), Why.CHAIN)


def test_a_gap_in_the_chain_is_refused(hub: Hub, ann: RawDesk) -> None:
    ann.question([ann.content(new_id())])

    refused(hub, lambda: ann.push(ann.content(new_id())), Why.CHAIN)


def test_a_fork_of_the_chain_is_refused(hub: Hub, ann: RawDesk) -> None:
    kept = ann.chain[:]
    assert ann.push(ann.content(new_id())).status == 200
    ann.chain = kept

    refused(hub, lambda: ann.push(ann.content(new_id())), Why.PUT_BACK)


def test_a_batch_whose_head_is_not_signed_is_refused(hub: Hub, ann: RawDesk) -> None:
    asked = ann.question([ann.content(new_id())])
    asked["signature"] = "0" * 128

    refused(hub, lambda: ann.post("/1/exchange", asked), Why.CHAIN)


def test_a_content_that_was_swapped_is_refused(hub: Hub, ann: RawDesk) -> None:
    asked = ann.question([ann.content(new_id())])
    asked["contents"] = [ann.content(new_id(), action="another")]

    refused(hub, lambda: ann.post("/1/exchange", asked), Why.CHAIN)


def test_a_change_of_another_teams_case_is_taken_apart_and_they_do_not_read_it(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    case_id = case_of(hub, ann)

    (result,) = mallory.push(mallory.content(case_id)).said["results"]

    assert result["outcome"] == "accepted"
    events = ann.post("/1/exchange", ann.asks()).said.get("events", [])
    assert mallory.id not in {event.get("desk") for event in events}
    read = mallory.post("/1/exchange", mallory.asks()).said.get("events", [])
    assert ann.id not in {event.get("desk") for event in read}


def test_a_change_of_a_case_that_was_withdrawn_is_returned(
    hub: Hub, ann: RawDesk
) -> None:
    case_id = CaseId(case_of(hub, ann))
    with hub.store.work() as work:
        row = work.desks.get(ann.id)
        assert row is not None
        withdraw_case(work, [row], case_id)

    (result,) = ann.push(ann.content(case_id)).said["results"]

    assert (result["outcome"], "number" in result) == ("returned", False)


def test_a_case_is_not_taken_into_another(hub: Hub, ann: RawDesk) -> None:
    own = new_id()

    (result,) = ann.push(ann.content(own, record_id=case_of(hub, ann))).said["results"]

    assert result["outcome"] == "parked"


def test_a_record_is_not_taken_into_another_case(hub: Hub, ann: RawDesk) -> None:
    visit = ann.content(case_of(hub, ann), kind="visit", record_id=new_id())
    moved = visit | {"case_id": new_id()}
    assert ann.push(visit).status == 200

    results = ann.push(ann.content(moved["case_id"]), moved).said["results"]

    assert [row["outcome"] for row in results] == ["accepted", "parked"]


def test_a_duplicate_push_gets_the_same_answer_and_no_new_number(
    hub: Hub, ann: RawDesk
) -> None:
    asked = ann.question([ann.content(new_id()) for _ in range(3)])
    first = ann.post("/1/exchange", asked).said["results"]
    before = hub.written()

    again = ann.post("/1/exchange", asked).said["results"]

    assert again == first
    assert hub.written() == before


def test_numbers_are_never_used_twice_and_none_is_left_out(
    hub: Hub, ann: RawDesk
) -> None:
    for _ in range(3):
        ann.push(*(ann.content(new_id()) for _ in range(2)))

    with hub.store.work() as work:
        used = work._sql.rows(
            "SELECT number FROM change WHERE number IS NOT NULL"
            " UNION ALL SELECT number FROM event"
        )
        last = work.settings.last_number()

    assert sorted(row[0] for row in used) == list(range(1, last + 1))


def test_a_blob_of_a_case_without_grant_is_not_given(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    assert ann.ask("GET", f"/1/chunk/{NAME}/0").content == PHOTO

    refused(hub, lambda: mallory.ask("GET", f"/1/chunk/{NAME}/0"), Why.NOT_GRANTED)


def test_a_blob_is_neither_offered_for_nor_put_into_a_case_without_grant(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    other = sha256(b"other").hexdigest()
    offer = {
        "hash": other,
        "size": 5,
        "media_type": "image/png",
    }
    mine = [offer | {"case_id": case_of(hub, ann)}]
    before = hub.written()
    assert mallory.post("/1/missing", {"offers": mine}).said["blobs"] == []
    assert hub.written() == before
    assert ann.post("/1/missing", {"offers": mine}).status == 200

    refused(
        hub,
        lambda: mallory.ask("PUT", f"/1/chunk/{other}/0", b"wrong"),
        Why.NOT_GRANTED,
    )


def test_to_know_a_blobs_name_is_not_to_have_it(ann: RawDesk, mallory: RawDesk) -> None:
    """Who says to have it is asked for all of it, as if nobody had."""
    own = mallory.content(new_id())
    assert mallory.push(own).status == 200
    offer = {
        "hash": NAME,
        "size": len(PHOTO),
        "media_type": "image/png",
        "case_id": own["case_id"],
    }

    asked = mallory.post("/1/missing", {"offers": [offer]})

    assert asked.said["blobs"] == [{"hash": NAME, "chunks": [0]}]
    assert mallory.ask("GET", f"/1/chunk/{NAME}/0").why == Why.NOT_GRANTED.value
    wrong = mallory.ask("PUT", f"/1/chunk/{NAME}/0", bytes(len(PHOTO)))
    assert wrong.said == {"right": False}
    assert ann.ask("GET", f"/1/chunk/{NAME}/0").content == PHOTO
    assert mallory.ask("PUT", f"/1/chunk/{NAME}/0", PHOTO).said == {"right": True}
    assert mallory.ask("GET", f"/1/chunk/{NAME}/0").content == PHOTO


def test_a_blob_of_a_withdrawn_case_is_not_given(hub: Hub, ann: RawDesk) -> None:
    case_id = CaseId(case_of(hub, ann))
    with hub.store.work() as work:
        row = work.desks.get(ann.id)
        assert row is not None
        withdraw_case(work, [row], case_id)

    refused(hub, lambda: ann.ask("GET", f"/1/chunk/{NAME}/0"), Why.NOT_GRANTED)


@pytest.mark.parametrize(
    "path",
    [
        "/1/chunk/..%2f..%2f..%2fetc%2fpasswd/0",
        "/1/chunk/../../hub.key",
        "/1/chunk/%00/0",
        f"/1/chunk/{NAME}/99999999999999999999999",
        f"/1/chunk/{NAME}/1",
        f"/1/chunk/{NAME}/-1",
        "/1/hub.key",
        "/1/",
    ],
)
def test_no_path_leads_out_of_the_blobs(hub: Hub, ann: RawDesk, path: str) -> None:
    def attack() -> Answered:
        with socket.create_connection(place_of(hub)) as line:
            signed = path.replace("%2f", "/").replace("%00", "\0")
            header = ann.signed(f"GET {signed}", b"")
            line.sendall(
                f"GET {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                f"Authorization: {header}\r\n\r\n".encode()
            )
            return answer_on(line)

    before = hub.written()
    answer = attack()

    assert answer.why in {Why.NOT_HERE.value, Why.NOT_GRANTED.value}
    assert hub.written() == before
