"""What somebody may try at the hub: refused with a reason, nothing written, alive."""

import socket
from collections.abc import Callable, Iterator
from datetime import timedelta
from hashlib import sha256
from random import Random
from typing import Any

import httpx2
import pytest
import zstandard
from attrs import frozen

from db.hub.connect import open_hub_store
from db.hub.store import TableStore
from iomdesk.clock import system_clock
from iomdesk.codec import Document, Json
from iomdesk.hub.enrolment import invite
from iomdesk.hub.granting import withdraw_case
from iomdesk.hub.succession import revoke
from iomdesk.hub.wrong_codes import MOST_WRONG, forget_wrong_codes
from iomdesk.ids import CaseId, new_id
from iomdesk.sync.refusal import STATUS, Why
from iomdesk.sync.wire import pack
from tests.hub.raw_desk import Answered, RawDesk
from tests.hub.serving import Served, served

SURNAME = "Quillfeather"
PHOTO = b"photo" * 1000
NAME = sha256(PHOTO).hexdigest()
_SEEN = ("request", "seen_at", "leased_at")
_TABLES = (
    "setting",
    "counter",
    "invite",
    "change",
    "record",
    "known_case",
    "granted",
    "event",
    "blob",
    "chunk",
    "blob_use",
    "access",
)


@frozen
class Hub:
    """A hub process, and a look into its store from beside."""

    served: Served
    store: TableStore

    @property
    def url(self) -> str:
        return self.served.url

    def code(self, team: str = "north", hours: float = 1) -> str:
        until = system_clock() + timedelta(hours=hours)
        with self.store.work() as work:
            return invite(
                work, name="DC Marsh", team=team, roles=("officer",), until=until
            )

    def desk(self, team: str = "north") -> RawDesk:
        desk = RawDesk(self.url)
        assert desk.enrol(self.code(team)).status == 200
        return desk

    def written(self) -> dict[str, Any]:
        """Return all that the hub holds, but for when it saw which desk last."""
        with self.store.work() as work:
            held: dict[str, Any] = {
                table: work._sql.rows(f"SELECT * FROM {table} ORDER BY 1, 2")
                for table in _TABLES
            }
            desks = work.desks.all()
        rows = [
            {k: v for k, v in _plain(desk).items() if k not in _SEEN} for desk in desks
        ]
        return held | {"desk": rows}


def _plain(desk: Any) -> dict[str, Any]:
    return {
        name: getattr(desk, name) for name in type(desk).__slots__ if name[0] != "_"
    }


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """Serve one hub for all attacks; at the end it must have said nothing at all."""
    folder = tmp_path_factory.mktemp("hub")
    db = str(folder / "hub")
    with served(db, folder / "said") as process:
        store = open_hub_store(db)
        yield Hub(process, store)
        alive = process.is_alive
        store.close()
    assert alive
    assert process.said == ""


@pytest.fixture
def ann(hub: Hub) -> RawDesk:
    """A desk with a case of its own, pushed, with a photo."""
    desk = hub.desk(new_id())
    said = desk.content(new_id(), patch={"surname": SURNAME})
    assert desk.push(said).status == 200
    case_id = said["case_id"]
    offer = {"hash": NAME, "size": len(PHOTO), "media_type": "image/png"}
    offers = [offer | {"case_id": case_id}]
    assert desk.post("/1/missing", {"offers": offers}).status == 200
    assert desk.ask("PUT", f"/1/chunk/{NAME}/0", PHOTO).status == 200
    return desk


@pytest.fixture
def mallory(hub: Hub) -> RawDesk:
    """An enrolled desk of another team: it has a key, and means ill."""
    return hub.desk("south")


def refused(hub: Hub, attack: Callable[[], Answered], why: Why) -> None:
    """Let *attack* happen: refused for *why*, nothing written, the hub serves on."""
    before = hub.written()

    answer = attack()

    assert answer.why == why.value
    assert answer.status == STATUS[why]
    assert SURNAME.encode() not in answer.content
    assert hub.written() == before
    assert hub.served.is_alive


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


def test_a_change_of_a_case_without_grant_is_returned_and_nobody_reads_it(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    case_id = _case_of(hub, ann)

    (result,) = mallory.push(mallory.content(case_id)).said["results"]

    assert (result["outcome"], "number" in result) == ("returned", False)
    events = ann.post("/1/exchange", ann.asks()).said["events"]
    assert mallory.id not in {event.get("desk") for event in events}


def test_a_record_is_not_taken_into_another_case(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    case_id = _case_of(hub, ann)
    own = new_id()

    (result,) = mallory.push(mallory.content(own, record_id=case_id)).said["results"]

    assert result["outcome"] == "parked"


def test_a_duplicate_push_gets_the_same_answer_and_no_new_number(
    hub: Hub, ann: RawDesk
) -> None:
    asked = ann.question([ann.content(new_id()) for _ in range(3)])
    first = ann.post("/1/exchange", asked).said["results"]
    before = hub.written()

    again = ann.post("/1/exchange", asked).said["results"]

    assert again == first
    assert hub.written() == before


def test_numbers_are_never_used_twice(hub: Hub, ann: RawDesk) -> None:
    for _ in range(3):
        ann.push(*(ann.content(new_id()) for _ in range(2)))

    with hub.store.work() as work:
        used = work._sql.rows(
            "SELECT number FROM change WHERE number IS NOT NULL"
            " UNION ALL SELECT number FROM event"
        )
        last = work.settings.last_number()

    numbers = [row[0] for row in used]
    assert len(numbers) == len(set(numbers))
    assert max(numbers) <= last


def test_a_blob_of_a_case_without_grant_is_not_given(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    assert ann.ask("GET", f"/1/chunk/{NAME}/0").content == PHOTO

    refused(hub, lambda: mallory.ask("GET", f"/1/chunk/{NAME}/0"), Why.NOT_GRANTED)


def test_a_blob_is_neither_offered_for_nor_put_into_a_case_without_grant(
    hub: Hub, ann: RawDesk, mallory: RawDesk
) -> None:
    other = sha256(b"other").hexdigest()
    offer = {"hash": other, "size": 5, "media_type": "image/png"}
    mine = [offer | {"case_id": _case_of(hub, ann)}]
    before = hub.written()
    assert mallory.post("/1/missing", {"offers": mine}).said["blobs"] == []
    assert hub.written() == before
    assert ann.post("/1/missing", {"offers": mine}).status == 200

    refused(
        hub,
        lambda: mallory.ask("PUT", f"/1/chunk/{other}/0", b"wrong"),
        Why.NOT_GRANTED,
    )


def test_a_blob_of_a_withdrawn_case_is_not_given(hub: Hub, ann: RawDesk) -> None:
    case_id = CaseId(_case_of(hub, ann))
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
        with socket.create_connection(_place(hub)) as line:
            signed = path.replace("%2f", "/").replace("%00", "\0")
            header = ann.signed(f"GET {signed}", b"")
            line.sendall(
                f"GET {path} HTTP/1.1\r\nHost: hub\r\nConnection: close\r\n"
                f"Authorization: {header}\r\n\r\n".encode()
            )
            return _answer(line)

    before = hub.written()
    answer = attack()

    assert answer.why in {Why.NOT_HERE.value, Why.NOT_GRANTED.value}
    assert hub.written() == before


def _bomb(size: int) -> bytes:
    words = zstandard.ZstdCompressor().compress(b'{"m":{"x":"' + b"a" * size + b'"}}')
    return b"\x01" + len(words).to_bytes(4, "big") + words


def _forged(text: str) -> bytes:
    words = zstandard.ZstdCompressor().compress(text.encode("utf-8", "surrogatepass"))
    return b"\x01" + len(words).to_bytes(4, "big") + words


MESSAGES = {
    "nothing": b"",
    "a byte": b"\x01",
    "rubbish": b"\x01" + bytes(60),
    "not json": _forged("{"),
    "a list": _forged("[]"),
    "deep": _forged("[" * 200_000),
    "deep objects": _forged('{"m":' + '{"a":' * 100_000),
    "a bomb": _bomb(40 * 1024 * 1024),
    "a hundred thousand rows": _forged('{"t":{"changes":[100000,[{"k":"x","=":1}]]}}'),
    "a great many cells": _forged(
        '{"t":{"changes":[20000,[' + ",".join(['{"k":"x","=":1}'] * 2000) + "]]}}"
    ),
    "half a letter": _forged('{"m":{"at":[0,0],"counter":0,"hash":"\\ud800"}}'),
    "not a number": _forged('{"m":{"at":[NaN,0]}}'),
    "a long number": _forged('{"m":{"at":[' + "9" * 5000 + ",0]}}"),
    "a beyond number": _forged('{"m":{"at":[' + "9" * 30 + ",0]}}"),
    "no place": pack({"counter": 0}),
    "a place of words": pack({"at": ["a", None], "counter": 0, "hash": "0" * 64}),
    "a count of yes": pack({"at": [0, 0], "counter": True, "hash": "0" * 64}),
    "no hash": pack({"at": [0, 0], "counter": 0, "hash": 7}),
    "changes that are none": pack(
        {"at": [0, 0], "counter": 0, "hash": "0" * 64, "changes": [1], "contents": [2]}
    ),
    "contents of words": pack(
        {
            "at": [0, 0],
            "counter": 0,
            "hash": "0" * 64,
            "changes": [{"counter": 2, "salt": "00" * 16}],
            "contents": ["x"],
        }
    ),
}


@pytest.mark.parametrize("name", MESSAGES)
@pytest.mark.parametrize(
    "path", ["/1/exchange", "/1/missing", "/1/access", "/1/succeed"]
)
def test_a_message_that_cannot_be_read_is_refused(
    hub: Hub, ann: RawDesk, name: str, path: str
) -> None:
    refused(hub, lambda: ann.ask("POST", path, MESSAGES[name]), Why.UNREADABLE)


def test_a_message_cut_short_is_refused(hub: Hub, ann: RawDesk) -> None:
    body = pack(ann.question([ann.content(new_id())]))

    refused(hub, lambda: ann.ask("POST", "/1/exchange", body[:-1]), Why.UNREADABLE)


def test_a_body_that_is_too_large_is_refused(hub: Hub, ann: RawDesk) -> None:
    body = bytes(9 * 1024 * 1024)

    refused(hub, lambda: ann.ask("POST", "/1/exchange", body), Why.TOO_LARGE)


@pytest.mark.parametrize("version", [0, 2, 255])
def test_another_version_is_told_apart(hub: Hub, ann: RawDesk, version: int) -> None:
    body = bytes([version]) + pack(ann.asks())[1:]

    refused(hub, lambda: ann.ask("POST", "/1/exchange", body), Why.VERSION)
    refused(hub, lambda: ann.ask("POST", "/2/exchange", pack(ann.asks())), Why.VERSION)


VALUES: tuple[Json, ...] = (
    None,
    True,
    -1,
    2**63,
    10**40,
    1.5,
    "",
    "x",
    "\0",
    "x" * 300,
    [],
    {},
    [[]],
    {"a": 1},
    "' OR 1=1 --",
    "0" * 64,
)


def test_whatever_a_message_says_the_hub_answers_or_refuses(
    hub: Hub, ann: RawDesk
) -> None:
    """An enrolled desk sends messages in which anything may be anything."""
    chance = Random(7)
    case_id = _case_of(hub, ann)
    answers = set()
    for _ in range(400):
        chain = ann.chain[:]
        path, said = chance.choice(_messages(ann, case_id))
        if chance.random() < 0.4:
            ann.chain = chain[:]
            path, said = "/1/exchange", _odd_change(ann, case_id, chance)
        else:
            said = {**said, **_one_mutated(said, chance)}
        answer = ann.post(path, said)
        answers.add(answer.status)
        assert answer.status < 500, (path, said)
        if answer.status != 200:
            ann.chain = chain
    assert answers >= {200, 400, 409}
    assert hub.served.is_alive


def _odd_change(ann: RawDesk, case_id: str, chance: Random) -> Document:
    """Return a turn whose chain and signature are right and whose content is odd."""
    content = ann.content(case_id)
    try:
        return ann.question([{**content, **_one_mutated(content, chance)}])
    except ValueError:  # no hash is over a number that JSON does not count
        return ann.asks()


def _one_mutated(said: Document, chance: Random) -> Document:
    key = chance.choice(sorted(said))
    return {key: _mutated(said[key], chance)}


def _messages(ann: RawDesk, case_id: str) -> list[tuple[str, Document]]:
    offer = {"hash": "ab" * 32, "size": 9, "media_type": "a/b", "case_id": case_id}
    return [
        ("/1/exchange", ann.question([ann.content(case_id)])),
        ("/1/missing", {"offers": [offer]}),
        ("/1/access", {"rows": [{"seq": 1, "at": "x", "detail": {}}]}),
        ("/1/succeed", {"desk": ann.id, "links": [{"counter": 1, "hash": "0" * 64}]}),
        ("/1/enrol", {"code": "x", "desk": ann.id, "key": "0" * 64, "officer": "o"}),
    ]


def _mutated(said: Json, chance: Random) -> Any:
    """Return *said* with one value in it, at any depth, in the place of another."""
    if isinstance(said, dict) and said and chance.random() < 0.9:
        key = chance.choice(sorted(said))
        return {**said, key: _mutated(said[key], chance)}
    if isinstance(said, list) and said and chance.random() < 0.7:
        return [_mutated(said[0], chance), *said[1:]]
    return chance.choice(VALUES)


# Codes


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
        forget_wrong_codes(work)


def _enrolment_refused(hub: Hub, desk: RawDesk, code: str, **other: Any) -> None:
    before = hub.written() | {"setting": None}
    assert desk.enrol(code, **other).why == Why.CODE.value
    assert hub.written() | {"setting": None} == before


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
        from iomdesk.sync.signing import public_key

        return thief.enrol(code, key=public_key(other))

    refused(hub, attack, Why.SIGNATURE)


# Desks that are gone, or were put back


def test_a_revoked_desk_is_refused_everywhere(hub: Hub, ann: RawDesk) -> None:
    with hub.store.work() as work:
        row = work.desks.get(ann.id)
        assert row is not None
        revoke(work, row, system_clock())
    succeed = {"desk": new_id(), "links": []}

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
    said = {"desk": ann.id, "links": []}

    refused(hub, lambda: mallory.post("/1/succeed", said), Why.DESK)


# The line


def test_who_stops_sending_holds_up_nobody(hub: Hub, ann: RawDesk) -> None:
    stalled = [socket.create_connection(_place(hub)) for _ in range(100)]
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
        with socket.create_connection(_place(hub)) as line:
            line.sendall(rubbish)

    assert ann.ask("GET", "/1/heads").status == 200


def test_a_host_that_is_no_address_does_no_harm(hub: Hub, ann: RawDesk) -> None:
    with socket.create_connection(_place(hub)) as line:
        line.sendall(b"GET /1/heads HTTP/1.1\r\nHost: [::\r\nConnection: close\r\n\r\n")
        answer = _answer(line)

    assert answer.status < 500
    assert ann.ask("GET", "/1/heads").status == 200


def _place(hub: Hub) -> tuple[str, int]:
    url = httpx2.URL(hub.url)
    return url.host, url.port or 80


def _answer(line: socket.socket) -> Answered:
    parts = []
    while part := line.recv(65536):
        parts.append(part)
    head, _, content = b"".join(parts).partition(b"\r\n\r\n")
    return Answered(int(head.split()[1]), content)


def _case_of(hub: Hub, desk: RawDesk) -> str:
    with hub.store.work() as work:
        rows = work.changes.between(desk.id, 1, 1)
    return str(rows[0].case_id)
