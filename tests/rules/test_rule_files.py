"""A force's file of rules in a real store: signed or not, older, newer, of another."""

from datetime import date, timedelta

import pytest

from db.check import check
from db.store import EncryptedStore
from iomdesk.cases.actions import open_case
from iomdesk.errors import InputRefused, NotFound
from iomdesk.packs.actions import trust_force
from iomdesk.packs.keys import private_of
from iomdesk.packs.signing import PackRefused, signed_pack
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.rules.actions import add_rules, set_rule
from iomdesk.rules.loading import (
    is_rules,
    rulebook_by,
    rulebook_of,
    rules_file_of,
    shipped_rulebook,
)
from iomdesk.rules.rulebook import Rulebook
from iomdesk.visits.visit import Visit
from tests.conftest import FixedClock
from tests.due.builders import a_rated_case
from tests.packs.packs import OTHER_PEM, PRIVATE, PUBLIC
from tests.visits.builders import a_visit

HIGH = "due.visit.months.high"


def a_file(
    version: str = "1", day: str = "2026-04-01", months: int = 2, private: str = PRIVATE
) -> bytes:
    text = (
        f'code = "rules"\nversion = "{version}"\nforce = "Example Constabulary"\n'
        f'effective_from = {day}\nreason = "Policy 12"\n[values]\n"{HIGH}" = {months}\n'
    )
    return signed_pack(text.encode(), private)


def book(store: EncryptedStore, day: date | None = None) -> Rulebook:
    return rulebook_of(store.queries, day or store.clock().date())


@may(Role.OFFICER)
def put(work: UnitOfWork, visit: Visit) -> Visit:
    return work.save(visit)


@pytest.fixture
def trusting(store: EncryptedStore) -> EncryptedStore:
    store.do(trust_force, [PUBLIC])
    return store


def test_a_signed_file_rules_from_its_day(trusting: EncryptedStore) -> None:
    trusting.do(add_rules, a_file(), "rules.toml")

    assert book(trusting).value(HIGH) == 2
    assert book(trusting, date(2026, 3, 31)).value(HIGH) == 3
    assert check(trusting).ok


def test_the_same_file_again_changes_nothing(trusting: EncryptedStore) -> None:
    for _ in range(2):
        trusting.do(add_rules, a_file(), "rules.toml")

    assert len(trusting.queries.packs()) == 1


def test_a_version_never_changes(trusting: EncryptedStore) -> None:
    trusting.do(add_rules, a_file(), "rules.toml")

    with pytest.raises(PackRefused, match="A version never changes"):
        trusting.do(add_rules, a_file(months=1), "rules.toml")
    assert book(trusting).value(HIGH) == 2


@pytest.mark.parametrize(
    ("content", "why"),
    [
        (a_file().rsplit(b"#", 1)[0], "is not signed"),
        (a_file().replace(b"= 2\n", b"= 1\n"), "was altered after it was signed"),
        (a_file(private=private_of(OTHER_PEM)), "not with the force's key"),
        (a_file(months=99), "from 0 to 60"),
        (signed_pack(b'code = "rules"\n', PRIVATE), "cannot be read"),
        (signed_pack(b"code = \n", PRIVATE), "not a TOML file"),
        (a_file().replace(b'"rules"', b'"other"'), "altered"),
    ],
)
def test_what_is_not_sound_is_refused_and_rules_nothing(
    trusting: EncryptedStore, content: bytes, why: str
) -> None:
    with pytest.raises(InputRefused, match=why):
        trusting.do(add_rules, content, "rules.toml")
    assert book(trusting).version == "2026-01"


def test_a_store_that_trusts_no_force_takes_no_file(store: EncryptedStore) -> None:
    with pytest.raises(PackRefused, match="no key of a force"):
        store.do(add_rules, a_file(), "rules.toml")


def test_an_older_file_that_comes_late_rules_only_its_own_days(
    trusting: EncryptedStore,
) -> None:
    trusting.do(add_rules, a_file("2", "2026-06-01", months=1), "new.toml")
    trusting.do(add_rules, a_file("1", "2026-04-01", months=2), "old.toml")

    assert book(trusting).value(HIGH) == 1
    assert book(trusting, date(2026, 5, 31)).value(HIGH) == 2


def test_a_file_of_rules_is_no_instrument(trusting: EncryptedStore) -> None:
    from iomdesk.assessments.catalogue import catalogue
    from iomdesk.packs.actions import add_pack

    with pytest.raises(InputRefused):
        trusting.do(add_pack, a_file(), "rules.toml")
    trusting.do(add_rules, a_file(), "rules.toml")

    assert "rules" not in {one.code for one in catalogue(trusting.queries).instruments}


def test_only_without_a_force_the_officer_sets_a_rule(store: EncryptedStore) -> None:
    store.do(set_rule, HIGH, 4)
    assert (book(store).value(HIGH), book(store).version) == (4, "2026-01, own setting")

    store.do(trust_force, [PUBLIC])

    with pytest.raises(InputRefused, match="Your force sets this"):
        store.do(set_rule, HIGH, 5)
    assert (book(store).value(HIGH), book(store).version) == (3, "2026-01")


def test_an_own_setting_can_be_taken_away(store: EncryptedStore) -> None:
    store.do(set_rule, HIGH, 4)
    store.do(set_rule, HIGH, None)

    assert book(store).version == "2026-01"


def test_a_rule_that_there_is_not_is_refused(store: EncryptedStore) -> None:
    with pytest.raises(NotFound, match="There is no rule"):
        store.do(set_rule, "due.nothing", 1)


@pytest.fixture
def visited(trusting: EncryptedStore) -> EncryptedStore:
    """Return a store with one person at high risk, seen at home on 1 September 2026."""
    case = trusting.do(open_case, a_rated_case("high"))
    trusting.do(put, a_visit(case_id=case.id))
    return trusting


def next_visit(store: EncryptedStore) -> tuple[date, str]:
    rows = store.queries.due(on=date(2026, 1, 1), until=date(2030, 1, 1))
    (row,) = [row for row in rows if row.kind == "visit"]
    return row.due_on, row.rules


def test_what_is_due_follows_the_file_and_names_it(visited: EncryptedStore) -> None:
    before, shipped = next_visit(visited)
    visited.do(add_rules, a_file(months=1), "rules.toml")
    after, by = next_visit(visited)

    assert (shipped, by) == ("2026-01", "Example Constabulary, version 1")
    assert before > after
    assert check(visited).ok


def test_a_file_of_a_coming_day_rules_on_that_day_and_not_before(
    visited: EncryptedStore, clock: FixedClock
) -> None:
    soon = clock().date() + timedelta(days=3)
    visited.do(add_rules, a_file("1", soon.isoformat(), months=1), "rules.toml")
    assert next_visit(visited)[1] == "2026-01"

    clock.pass_by(timedelta(days=3))

    assert next_visit(visited)[1] == "Example Constabulary, version 1"
    assert check(visited).ok


def test_a_hub_goes_by_what_ships_or_by_the_file_that_it_keeps() -> None:
    day = date(2026, 6, 1)

    assert rulebook_by(None, day).value(HIGH) == shipped_rulebook().value(HIGH) == 3
    assert rulebook_by(a_file().decode(), day).value(HIGH) == 2


@pytest.mark.parametrize("text", ["code = ", "", 'code = "ogrs3"', "[" * 10_000])
def test_what_is_no_file_of_rules_is_told_apart(text: str) -> None:
    assert not is_rules(text)
    assert is_rules(a_file().decode())


def test_a_file_is_named_by_its_force_version_and_digest() -> None:
    one = rules_file_of(a_file("1").decode(), "a")
    other = rules_file_of(a_file("1", months=1).decode(), "a")

    assert one.name == other.name == "Example Constabulary, version 1"
    assert one.digest != other.digest
