"""Any record can be in dispute; whether people are asked, its registration says."""

import pytest

from iomdesk.cases.received import Received
from iomdesk.errors import NotFound
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import CaseId, new_id
from iomdesk.sync.settle import Choice, settle_conflict
from tests.builders import a_case
from tests.hub.raw_desk import RawDesk
from tests.sync.desks import World, put


@may(Role.OFFICER)
def keep_received(work: UnitOfWork, case_id: CaseId, body: str) -> Received:
    received = Received(
        id="answer", case_id=case_id, source="mpop", path="overview", body=body
    )
    return work.save(received)


def test_what_a_source_sent_differently_to_two_desks_never_asks_people(
    world: World,
) -> None:
    marsh, lowe = world.desk("Marsh"), world.desk("Lowe")
    case = a_case()
    marsh.store.do(put, case)
    world.sync_all()
    marsh.store.do(keep_received, case.id, '{"seen": 1}')
    lowe.store.do(keep_received, case.id, '{"seen": 2}')

    world.sync_all()

    bodies = {d.store.queries.get(Received, "answer").body for d in (marsh, lowe)}
    assert bodies == {'{"seen": 1}'}  # the first accepted stands
    for desk in (marsh, lowe):
        assert desk.store.queries.conflicts() == []
        assert desk.check().ok
    world.assert_same_everywhere()


def test_a_dispute_in_a_record_of_a_newer_version_is_refused_in_words(
    world: World,
) -> None:
    older = world.desk("Older")
    newer = [RawDesk(world.url) for _ in range(2)]
    for desk in newer:
        assert desk.enrol(world.code("Newer")).status == 200
    case, record_id = a_case(), new_id()
    older.store.do(put, case)
    older.sync()
    for desk, to in zip(newer, ("housing", "health"), strict=True):
        said = desk.content(
            case.id, record_id=record_id, kind="referral", patch={"to": to}
        )
        assert desk.push(said).status == 200
    older.sync()

    (conflict,) = older.store.queries.conflicts()
    with pytest.raises(NotFound, match="newer version"):
        older.store.do(settle_conflict, conflict.id, Choice.VALUE, "housing")
    assert older.check().ok
