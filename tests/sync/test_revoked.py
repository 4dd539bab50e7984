"""A revoked laptop destroys its keys on the hub's signed order, and on no other."""

from collections.abc import Callable

import pytest

from db.sync import DeskSide
from iomdesk.errors import HubUnreachable
from iomdesk.hub.succession import revoke
from iomdesk.records.codec import Document
from iomdesk.sync.client import HubClient
from iomdesk.sync.engine import sync
from iomdesk.sync.enrolment import enrol
from iomdesk.sync.protocol import Answer, Enrolment, Exchange
from iomdesk.sync.refusal import DeskRevoked, Refused, Why
from iomdesk.sync.signing import new_key, public_key, sign, statement_words
from tests.builders import a_case
from tests.sync.desks import Desk, World, caller_of, put


def _revoke(world: World, desk: Desk) -> None:
    with world.hub_store.work() as work:
        row = work.desks.get(desk.id)
        assert row is not None
        revoke(work, row, desk.clock())


def _wiped(world: World, desk: Desk) -> bool:
    with world.hub_store.work() as work:
        row = work.desks.get(desk.id)
        assert row is not None
        return row.wiped_at is not None


def test_a_revoked_desk_destroys_its_keys_and_the_hub_gets_the_receipt(
    world: World,
) -> None:
    marsh = world.desk("Marsh")
    marsh.store.do(put, a_case())
    _revoke(world, marsh)

    with pytest.raises(DeskRevoked, match="1 change had not been sent"):
        marsh.sync()

    assert marsh.keys_destroyed == 1
    assert _wiped(world, marsh)


def test_it_is_said_when_all_work_had_been_sent(world: World) -> None:
    marsh = world.desk("Marsh")
    _revoke(world, marsh)

    with pytest.raises(DeskRevoked, match="All work had been sent"):
        marsh.sync()


def test_a_receipt_that_does_not_arrive_alters_nothing_of_it(world: World) -> None:
    marsh = world.desk("Marsh")
    _revoke(world, marsh)

    with pytest.raises(DeskRevoked):
        marsh.sync_failing(1, after=False)

    assert marsh.keys_destroyed == 1
    assert not _wiped(world, marsh)


class Liar(HubClient):
    """Somebody in the hub's place, who wants the laptop's keys gone."""

    order: Document

    def exchange(self, ask: Exchange) -> Answer:
        del ask
        raise Refused(Why.REVOKED, self.order)


def _with_own_key(desk: Desk, _world: World) -> Document:
    statement = {"revoked": desk.id}
    return {
        "statement": statement,
        "signature": sign(new_key(), statement_words(statement)),
    }


def _about_another(_desk: Desk, world: World) -> Document:
    """Return the hub's own order, but for another laptop."""
    other = world.desk("Other")
    _revoke(world, other)
    with (
        HubClient(caller_of(other.side.standing()), 99) as client,
        pytest.raises(Refused) as refusal,
    ):
        client.heads()
    return refusal.value.detail


def _old_lease(desk: Desk, world: World) -> Document:
    """Return something else that the hub once signed."""
    del desk
    with world.hub_store.work() as work:
        key = str(work.settings.get("key"))
    statement = {"desk": "x"}
    return {"statement": statement, "signature": sign(key, statement_words(statement))}


def _unsigned(desk: Desk, _world: World) -> Document:
    return {"statement": {"revoked": desk.id}}


def _rubbish(_desk: Desk, _world: World) -> Document:
    return {"statement": ["x", 1.5, None], "signature": 7}


@pytest.mark.parametrize(
    "forge", [_with_own_key, _about_another, _old_lease, _unsigned, _rubbish]
)
def test_a_forged_order_destroys_nothing(
    world: World, forge: Callable[[Desk, World], Document]
) -> None:
    marsh = world.desk("Marsh")
    liar = Liar(caller_of(marsh.side.standing()))
    liar.order = forge(marsh, world)

    with liar, pytest.raises(Refused, match="has not signed it"):
        sync(marsh.side, marsh.destroy_keys, liar)

    assert marsh.keys_destroyed == 0
    assert marsh.sync().sent == 0


def test_a_revoked_desk_does_not_come_back_with_its_old_code(world: World) -> None:
    code = world.code("Marsh")
    marsh = Desk(world._folder / "marsh", "Marsh")
    world.desks["Marsh"] = marsh
    enrol(marsh.side, world.url, code)
    _revoke(world, marsh)
    standing = marsh.side.standing()
    ask = Enrolment(
        code=code,
        desk=marsh.id,
        key=public_key(standing.key or ""),
        officer=standing.officer,
    )

    with (
        HubClient(caller_of(standing), 99) as client,
        pytest.raises(Refused) as refusal,
    ):
        client.enrol(ask)

    assert refusal.value.why is Why.CODE


def test_a_hub_that_answers_nonsense_is_a_hub_that_cannot_be_reached(
    world: World,
) -> None:
    marsh = world.desk("Marsh")

    class Odd(HubClient):
        def _answered(self, method: str, path: str, body: bytes) -> bytes:
            from iomdesk.sync.wire import pack

            del method, path, body
            return pack({"at": "x", "events": [{"number": "?"}]})

    with Odd(caller_of(marsh.side.standing())) as odd, pytest.raises(HubUnreachable):
        sync(DeskSide(marsh.store), marsh.destroy_keys, odd)
