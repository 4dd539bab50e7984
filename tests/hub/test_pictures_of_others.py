"""A picture of a case that a desk has not: neither read nor hindered, nor asked for."""

from hashlib import sha256

import pytest

from iomdesk.records.codec import Document
from iomdesk.records.ids import new_id
from iomdesk.sync.protocol import CHUNK
from tests.hub.attacking import Hub
from tests.hub.raw_desk import RawDesk

PICTURE = b"p" * CHUNK + b"the end"
HASH = sha256(PICTURE).hexdigest()


def _offer(case_id: str, **other: object) -> Document:
    offer = {"hash": HASH, "size": len(PICTURE), "media_type": "image/png"}
    return {"offers": [offer | {"case_id": case_id} | other]}


def _own_case(desk: RawDesk) -> str:
    case_id = new_id()
    assert desk.push(desk.content(case_id)).status == 200
    return case_id


def _put(desk: RawDesk, n: int) -> Document:
    return desk.ask("PUT", f"/1/chunk/{HASH}/{n}", PICTURE[n * CHUNK :][:CHUNK]).said


@pytest.mark.parametrize("when", ["before", "after the offer", "after one chunk"])
def test_who_asks_before_a_picture_is_complete_does_not_get_it(
    hub: Hub, when: str
) -> None:
    owner, thief = hub.desk(new_id()), hub.desk(new_id())
    case_id, own = _own_case(owner), _own_case(thief)
    if when != "before":
        owner.post("/1/missing", _offer(case_id))
    if when == "after one chunk":
        _put(owner, 0)
    thief.post("/1/missing", _offer(own))
    owner.post("/1/missing", _offer(case_id))
    for n in (0, 1):
        assert thief.ask("GET", f"/1/chunk/{HASH}/{n}").status == 403
        _put(owner, n)

    answers = [thief.ask("GET", f"/1/chunk/{HASH}/{n}").status for n in (0, 1)]

    assert answers == [403, 403]
    assert owner.ask("GET", f"/1/chunk/{HASH}/1").content == b"the end"


@pytest.mark.parametrize("size", [1, len(PICTURE) - 1, len(PICTURE) + 1])
@pytest.mark.parametrize("shares", [False, True])
def test_an_offer_of_another_size_drops_nothing_of_the_owners(
    hub: Hub, size: int, *, shares: bool
) -> None:
    team = new_id()
    owner, other = hub.desk(team), hub.desk(team if shares else new_id())
    case_id = _own_case(owner)
    owner.post("/1/missing", _offer(case_id))
    _put(owner, 0)

    of = case_id if shares else _own_case(other)
    other.post("/1/missing", _offer(of, size=size))

    (left,) = owner.post("/1/missing", _offer(case_id)).said["blobs"]
    assert left["chunks"] == [1]
    assert _put(owner, 1) == {"right": True}


def test_whether_another_team_has_a_picture_cannot_be_asked(hub: Hub) -> None:
    owner, asker = hub.desk(new_id()), hub.desk(new_id())
    case_id, own = _own_case(owner), _own_case(asker)
    new = sha256(new_id().encode()).hexdigest()
    owner.post("/1/missing", _offer(case_id))
    for n in (0, 1):
        _put(owner, n)

    known = asker.post("/1/missing", _offer(own)).said["blobs"][0]
    unknown = asker.post("/1/missing", _offer(own, hash=new)).said["blobs"][0]

    assert known["chunks"] == unknown["chunks"] == [0, 1]
    for name in (HASH, new):
        assert asker.ask("GET", f"/1/chunk/{name}/0").why == "not granted"
