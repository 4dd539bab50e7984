"""Who is known cannot be asked: a case of another team is answered like a new one."""

from collections.abc import Callable

import pytest

from iomdesk.records.codec import Document
from iomdesk.records.ids import new_id
from iomdesk.sync.wire import pack
from tests.hub.attacking import Hub
from tests.hub.raw_desk import RawDesk

Push = Callable[[RawDesk, str], Document]


def _as_import(desk: RawDesk, case_id: str) -> Document:
    return desk.content(case_id, patch={"tier": "A"})


def _with_a_record_of_it(desk: RawDesk, case_id: str) -> Document:
    return desk.content(
        case_id, kind="visit", record_id=f"visit of {case_id}", patch={"seen": "x"}
    )


def _as_another_case(desk: RawDesk, case_id: str) -> Document:
    """Put the record of the case that is asked for into a case of its own."""
    return desk.content(new_id(), record_id=case_id, patch={"tier": "A"})


@pytest.mark.parametrize(
    "push",
    [_as_import, _with_a_record_of_it, _as_another_case],
    ids=lambda p: p.__name__,
)
def test_a_case_of_another_team_is_answered_byte_for_byte_like_a_new_one(
    hub: Hub, push: Push
) -> None:
    owner = hub.desk(new_id())
    known, new = new_id(), new_id()
    assert owner.push(_as_import(owner, known)).status == 200
    assert owner.push(_with_a_record_of_it(owner, known)).status == 200

    answers = []
    for case_id in (known, new):
        asker = hub.desk(new_id())
        before = asker.post("/1/exchange", asker.asks()).said
        asker.position = before["at"]
        said = asker.push(push(asker, case_id)).said
        answers.append(_counted_from(before["at"][0], said))

    assert answers[0] == answers[1]


def _counted_from(start: int, said: Document) -> bytes:
    """Return the answer with the hub's numbers counted from *start*, as they differ."""
    results = [
        {k: v - start if k == "number" else v for k, v in row.items()}
        for row in said.get("results", [])
    ]
    return pack(said | {"at": [n - start for n in said["at"]], "results": results})


def test_nobody_takes_a_person_by_being_first(hub: Hub) -> None:
    squatter, owner = hub.desk(new_id()), hub.desk(new_id())
    case_id = new_id()
    squatter.push(_as_import(squatter, case_id))

    (result,) = owner.push(_as_import(owner, case_id)).said["results"]

    assert result["outcome"] == "accepted"
