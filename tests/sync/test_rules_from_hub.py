"""A force's rules come with the next contact, where the laptop trusts who signed."""

from datetime import timedelta

from iomdesk.hub.enrolment import keep_rules
from iomdesk.packs.actions import trust_force
from iomdesk.rules.loading import rulebook_of
from tests.packs.packs import PUBLIC
from tests.rules.test_rule_files import HIGH, a_file
from tests.sync.desks import Desk, World


def keep(world: World, content: bytes) -> None:
    with world.hub_store.work() as work:
        keep_rules(work, content.decode(), world.clock())


def high(desk: Desk) -> object:
    return rulebook_of(desk.store.queries, desk.clock().date()).value(HIGH)


def test_rules_come_with_the_next_contact_and_not_again(world: World) -> None:
    desk = world.desk("Marsh")
    desk.store.do(trust_force, [PUBLIC])
    world.clock.pass_by(timedelta(hours=1))
    keep(world, a_file("1", "2026-04-01", months=2))
    world.clock.pass_by(timedelta(minutes=1))
    for _ in range(3):
        desk.sync()

    assert high(desk) == 2
    assert len(desk.store.queries.packs()) == 1


def test_a_desk_that_trusts_the_force_later_has_them_with_its_next_lease(
    world: World,
) -> None:
    keep(world, a_file("1", "2026-04-01", months=2))
    desk = world.desk("Marsh")
    assert high(desk) == 3

    desk.store.do(trust_force, [PUBLIC])
    world.clock.pass_by(timedelta(days=8))
    desk.sync()

    assert high(desk) == 2


def test_rules_that_nobody_here_trusts_hold_up_nothing(world: World) -> None:
    desk = world.desk("Marsh")
    keep(world, a_file("1", "2026-04-01", months=2))
    world.clock.pass_by(timedelta(days=8))

    report = desk.sync()

    assert not report.unfinished
    assert high(desk) == 3
    assert desk.store.officer.confirmed


def test_how_long_a_role_is_good_without_the_hub_is_a_rule_of_the_force(
    world: World,
) -> None:
    rules = a_file("1", "2026-04-01", months=2).replace(
        b"[values]\n", b"[values]\nlease_days = 30\n"
    )
    keep(world, rules)
    desk = world.desk("Marsh")

    desk.clock.pass_by(timedelta(days=29))
    assert desk.store.officer.confirmed
    desk.clock.pass_by(timedelta(days=1))
    assert not desk.store.officer.confirmed
