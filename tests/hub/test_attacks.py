"""What somebody may try at the hub: refused with a reason, nothing written, alive."""

import socket
from collections.abc import Iterator
from typing import Any

import pytest

from iomdesk.clock import system_clock
from iomdesk.hub.succession import revoke
from iomdesk.hub.wrong_codes import MOST_WRONG
from iomdesk.records.ids import new_id
from iomdesk.sync.refusal import Why
from iomdesk.sync.signing import public_key
from iomdesk.sync.wire import pack
from tests.hub.attacking import NAME, Hub, answer_on, place_of, refused
from tests.hub.raw_desk import Answered, RawDesk


def test_a_request_that_was_seen_before_does_not_count_again(
    hub: Hub, ann: RawDesk
) -> None:
    body = pack(ann.question([ann.content(new_id())]))
    header = ann.signed("POST /1/exchange", body)
    first = ann.send("POST", "/1/exchange", body, header)
    assert first.status == 200

    refused(hub, lambda: ann.send("POST", "/1/exchange", body, header), Why.COUNTER)


@pytest.mark.parametrize("counter", [0, 1])
def test_an_old_counter_is_refused(hub: Hub, ann: RawDesk, counter: int) -> None:
    header = ann.signed("GET /1/heads", b"", counter)

    refused(hub, lambda: ann.send("GET", "/1/heads", b"", header), Why.COUNTER)


def test_a_signature_of_another_key_is_refused(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    forged = RawDesk(hub.url, id=ann.id, key=mallory.key, counter=100)

    refused(hub, lambda: forged.ask("GET", "/1/heads"), Why.SIGNATURE)


def test_a_body_that_was_tampered_with_is_refused(hub: Hub, ann: RawDesk) -> None:
    body = pack(ann.question([ann.content(new_id())]))
    header = ann.signed("POST /1/exchange", body)
    ann.chain.pop()
    other = pack(ann.question([ann.content(new_id(), action="another")]))

    refused(hub, lambda: ann.send("POST", "/1/exchange", other, header), Why.SIGNATURE)


def test_a_signature_for_one_path_is_refused_at_another(hub: Hub, ann: RawDesk) -> None:
    header = ann.signed("GET /1/heads", b"")

    refused(hub, lambda: ann.send("GET", "/1/returned", b"", header), Why.SIGNATURE)


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Desk",
        "Bearer x",
        "Desk a b c",
        "Desk {id} 99 00",
        "Desk {id} -1 {sig}",
        "Desk {id} 9999999999999999999 {sig}",
        "Desk {id} \u0663 {sig}",
        "Desk  {id} 99 {sig}",
        "Desk {id} 99 {sig} x",
        "Desk ' OR 1=1 -- 99 {sig}",
        "Desk {id} " + "9" * 6000 + " {sig}",
    ],
)
def test_an_unsigned_request_is_refused(hub: Hub, ann: RawDesk, header: str) -> None:
    said = header.replace("{id}", ann.id).replace("{sig}", "0" * 128)

    refused(hub, lambda: ann.send("GET", "/1/heads", b"", said), Why.SIGNATURE)


def test_a_desk_that_nobody_knows_is_refused(hub: Hub) -> None:
    stranger = RawDesk(hub.url)

    refused(hub, lambda: stranger.ask("GET", "/1/heads"), Why.DESK)


@pytest.mark.parametrize(
    "path", ["/1/exchange", "/1/missing", "/1/access", "/1/succeed"]
)
def test_a_strangers_message_is_not_even_unpacked(hub: Hub, path: str) -> None:
    stranger = RawDesk(hub.url)

    refused(hub, lambda: stranger.ask("POST", path, b"\x01rubbish"), Why.DESK)


def test_a_code_is_not_guessed(hub: Hub) -> None:
    code = hub.code()
    for _ in range(MOST_WRONG):
        assert RawDesk(hub.url).enrol("AAAA-BBBB-CCCC").why == Why.CODE.value

    refused(hub, lambda: RawDesk(hub.url).enrol(code), Why.TOO_MANY)

    desk = RawDesk(hub.url)
    assert desk.enrol(hub.code()).status == 200  # a new code opens the door again


@pytest.fixture
def _no_wrong_codes(hub: Hub) -> Iterator[None]:
    yield
    with hub.store.work() as work:
        work.wrong_codes.forget()


def _enrolment_refused(hub: Hub, desk: RawDesk, code: str, **other: Any) -> None:
    before = hub.written() | {"wrong_code": None}
    assert desk.enrol(code, **other).why == Why.CODE.value
    assert hub.written() | {"wrong_code": None} == before


@pytest.mark.usefixtures("_no_wrong_codes")
def test_a_code_that_is_too_old_wrong_or_used_is_refused(hub: Hub) -> None:
    used = hub.code()
    assert RawDesk(hub.url).enrol(used).status == 200

    for code in (hub.code(hours=-1), used, "", "x" * 99, "' OR 1=1 --"):
        if code:
            _enrolment_refused(hub, RawDesk(hub.url), code)


@pytest.mark.usefixtures("_no_wrong_codes")
def test_nobody_enrols_as_a_desk_that_is_there(hub: Hub, ann: RawDesk) -> None:
    _enrolment_refused(hub, RawDesk(hub.url, id=ann.id), hub.code())


def test_nobody_enrols_a_key_that_is_not_theirs(hub: Hub) -> None:
    code = hub.code()
    thief = RawDesk(hub.url)
    other = RawDesk(hub.url).key

    def attack() -> Answered:
        return thief.enrol(code, key=public_key(other))

    refused(hub, attack, Why.SIGNATURE)


def test_a_revoked_desk_is_refused_everywhere(hub: Hub, ann: RawDesk) -> None:
    with hub.store.work() as work:
        row = work.desks.get(ann.id)
        assert row is not None
        revoke(work, row, system_clock())
    succeed = {"desk": new_id(), "first": 1, "hashes": ""}

    refused(hub, lambda: ann.push(ann.content(new_id())), Why.REVOKED)
    refused(hub, lambda: ann.ask("GET", f"/1/chunk/{NAME}/0"), Why.REVOKED)
    refused(hub, lambda: ann.ask("GET", "/1/returned"), Why.REVOKED)
    refused(hub, lambda: ann.post("/1/access", {"rows": [{"seq": 1}]}), Why.REVOKED)
    refused(hub, lambda: ann.post("/1/succeed", succeed), Why.REVOKED)


def test_a_receipt_counts_only_of_a_revoked_desk(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    forged = RawDesk(hub.url, id=ann.id, key=mallory.key, counter=100)

    refused(hub, lambda: ann.ask("POST", "/1/wiped"), Why.DESK)
    refused(hub, lambda: forged.ask("POST", "/1/wiped"), Why.SIGNATURE)


def test_nobody_goes_on_as_a_desk_of_somebody_else(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    said = {"desk": ann.id, "first": 1, "hashes": ""}

    refused(hub, lambda: mallory.post("/1/succeed", said), Why.DESK)


def test_who_stops_sending_holds_up_nobody(hub: Hub, ann: RawDesk) -> None:
    stalled = [socket.create_connection(place_of(hub)) for _ in range(100)]
    for n, line in enumerate(stalled):
        head = b"POST /1/exchange HTTP/1.1\r\nHost: hub\r\nContent-Length: 5000000\r\n"
        line.sendall(head + (b"\r\n\x01" if n % 2 else b""))
    try:
        refused(hub, lambda: ann.send("GET", "/1/heads", b"", ""), Why.SIGNATURE)
        assert ann.ask("GET", "/1/heads").status == 200
    finally:
        for line in stalled:
            line.close()


def test_bytes_that_are_no_request_at_all_end_the_line_alone(
    hub: Hub, ann: RawDesk
) -> None:
    for rubbish in (b"\0" * 1000, b"GET", b"GET / HTTP/9.9\r\n\r\n", b"\x16\x03\x01"):
        with socket.create_connection(place_of(hub)) as line:
            line.sendall(rubbish)

    assert ann.ask("GET", "/1/heads").status == 200


def test_a_host_that_is_no_address_does_no_harm(hub: Hub, ann: RawDesk) -> None:
    with socket.create_connection(place_of(hub)) as line:
        line.sendall(b"GET /1/heads HTTP/1.1\r\nHost: [::\r\nConnection: close\r\n\r\n")
        answer = answer_on(line)

    assert answer.status < 500
    assert ann.ask("GET", "/1/heads").status == 200
