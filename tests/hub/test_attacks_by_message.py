"""Messages that are torn, huge, or odd: the hub answers or refuses, and serves on."""

import pytest
import zstandard

from iomdesk.records.ids import new_id
from iomdesk.sync.refusal import Why
from iomdesk.sync.wire import pack
from tests.hub.attacking import Hub, refused
from tests.hub.odd_messages import fuzz
from tests.hub.raw_desk import RawDesk
from tests.proof import HowMany


def bomb(size: int) -> bytes:
    words = zstandard.ZstdCompressor().compress(b'{"m":{"x":"' + b"a" * size + b'"}}')
    return b"\x01" + len(words).to_bytes(4, "big") + words


def forged(text: str) -> bytes:
    words = zstandard.ZstdCompressor().compress(text.encode("utf-8", "surrogatepass"))
    return b"\x01" + len(words).to_bytes(4, "big") + words


MESSAGES = {
    "nothing": b"",
    "a byte": b"\x01",
    "rubbish": b"\x01" + bytes(60),
    "not json": forged("{"),
    "a list": forged("[]"),
    "deep": forged("[" * 200_000),
    "deep objects": forged('{"m":' + '{"a":' * 100_000),
    "a bomb": bomb(40 * 1024 * 1024),
    "a hundred thousand rows": forged('{"t":{"changes":[100000,[{"k":"x","=":1}]]}}'),
    "a great many cells": forged(
        '{"t":{"changes":[20000,[' + ",".join(['{"k":"x","=":1}'] * 2000) + "]]}}"
    ),
    "a long text for many rows": forged(
        '{"t":{"contents":[20000,[{"k":"x","=":"' + "a" * 500_000 + '"}]]}}'
    ),
    "a part for many rows": forged(
        '{"t":{"contents":[20000,[{"k":"patch","=":{"a":"' + "a" * 99_000 + '"}}]]}}'
    ),
    "a text that grows with each row": forged(
        '{"t":{"contents":[20000,[{"k":"x","+":["","' + "a" * 9_000 + '"]}]]}}'
    ),
    "a list that grows with each row": forged(
        '{"t":{"contents":[20000,[{"k":"x","+":[[],[[],[],[]]]}]]}}'
    ),
    "a number that grows with each row": forged(
        '{"t":{"contents":[20000,[{"k":"x","+":[0,' + "9" * 4_000 + "]}]]}}"
    ),
    "a great many ids": forged('{"n":500000,"m":{"at":[0,0]}}') + bytes(500_000 * 16),
    "half a letter": forged('{"m":{"at":[0,0],"counter":0,"hash":"\\ud800"}}'),
    "not a number": forged('{"m":{"at":[NaN,0]}}'),
    "a long number": forged('{"m":{"at":[' + "9" * 5000 + ",0]}}"),
    "a beyond number": forged('{"m":{"at":[' + "9" * 30 + ",0]}}"),
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


@pytest.mark.proof
def test_whatever_a_message_says_the_hub_answers_or_refuses(
    hub: Hub, ann: RawDesk, how_many: HowMany
) -> None:
    assert fuzz(hub, ann, 7, how_many(150, 2_000)) >= {200, 400, 409}
    assert hub.served.is_alive


def test_more_changes_than_a_page_are_refused(hub: Hub, ann: RawDesk) -> None:
    body = pack(ann.question([ann.content(new_id())] * 1_001))

    refused(hub, lambda: ann.ask("POST", "/1/exchange", body), Why.UNREADABLE)
