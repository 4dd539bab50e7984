"""The fold over random histories of three desks: the same everywhere, nothing lost."""

import random

from hypothesis import given
from hypothesis import strategies as st

from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict, ConflictKind, claim
from iomdesk.journal.fold import Folded
from iomdesk.journal.patch import Path, at, diff, is_same, leaves
from tests.journal.histories import DESKS, LEVELS, RISK, World, folded
from tests.journal.steps import (
    STEPS,
    STEPS_WITH_MOVES,
    STEPS_WITH_SEALS,
    Step,
    play,
)


@given(steps=STEPS_WITH_SEALS)
def test_once_synced_every_desk_shows_the_same(steps: list[Step]) -> None:
    world = play(steps)

    world.settle_down()

    first, *others = [folded(world.desks[name].changes) for name in DESKS]
    assert all(other == first for other in others)


@given(steps=STEPS_WITH_SEALS)
def test_no_change_is_lost_on_the_way(steps: list[Step]) -> None:
    world = play(steps)
    made = {
        (name, n) for name in DESKS for n in range(1, world.desks[name].counter + 1)
    }

    world.settle_down()

    for desk in world.desks.values():
        assert {(c.desk, c.counter) for c in desk.changes} == made


@given(steps=STEPS_WITH_SEALS)
def test_no_claim_goes_unless_a_later_change_had_seen_it(steps: list[Step]) -> None:
    world = play(steps)
    world.settle_down()
    changes = world.desks["a"].changes
    result = folded(changes)

    for change in changes:
        for path, value in leaves(change.patch):
            assert (
                is_same(at(result.document, path), value)
                or _disputed(result, change, path)
                or _was_seen(changes, change, path)
                or _was_settled(changes, change, path)
            )


@given(steps=STEPS_WITH_SEALS)
def test_a_desk_that_has_both_shows_the_higher_risk(steps: list[Step]) -> None:
    play(steps, _shows_the_higher_risk)


@given(steps=STEPS_WITH_MOVES, seed=st.integers(0, 2**32))
def test_the_order_in_which_changes_arrive_does_not_matter(
    steps: list[Step], seed: int
) -> None:
    changes = play(steps).desks["a"].changes
    shuffled = random.Random(seed).sample(changes, len(changes))

    assert folded(shuffled) == folded(changes)


@given(steps=STEPS_WITH_SEALS)
def test_what_was_signed_alters_only_by_who_saw_the_signature(
    steps: list[Step],
) -> None:
    world = play(steps)
    world.settle_down()
    changes = world.desks["a"].changes
    result = folded(changes)
    seals = [c for c in changes if c.id == result.sealed_by]

    assert result.seal_holds
    for seal in seals:
        signed = folded([c for c in changes if seal.saw(c)])
        for path in _altered(signed, result):
            assert any(c.saw(seal) and _speaks(c, path) for c in changes)


@given(steps=STEPS)
def test_a_field_conflict_holds_values_that_differ(steps: list[Step]) -> None:
    result = folded(play(steps).desks["a"].changes)

    for conflict in result.conflicts:
        said = conflict.claims
        assert any(
            c.path != said[0].path or not is_same(c.value, said[0].value) for c in said
        )


@given(steps=STEPS_WITH_SEALS)
def test_settling_ends_every_conflict_at_every_desk(steps: list[Step]) -> None:
    world = play(steps)
    world.settle_down()
    before = len(folded(world.desks["b"].changes).conflicts)

    for _ in range(before):
        first = folded(world.desks["b"].changes).conflicts[:1]
        for conflict in first:
            world.desks["b"].settle(conflict)
    world.settle_down()

    assert not any(folded(world.desks[name].changes).conflicts for name in DESKS)


def _shows_the_higher_risk(world: World) -> None:
    """Compare what each desk shows with the claims as counted one by one."""
    for desk in world.desks.values():
        result = folded(desk.changes)
        levels = [v for v in _live_risks(desk.changes) if v in LEVELS]
        highest = max(levels, key=LEVELS.index, default=None)
        assert at(result.document, RISK) == highest


def _live_risks(changes: list[Change]) -> list[object]:
    accepted = _accepted(changes)
    return [
        at(change.patch, RISK)
        for change in accepted
        if _speaks(change, RISK)
        and not any(c.saw(change) and _speaks(c, RISK) for c in accepted)
    ]


def _accepted(changes: list[Change]) -> list[Change]:
    """Return *changes* without those that a signature set apart."""
    sealed_by = folded(changes).sealed_by
    seal = next((c for c in changes if c.id == sealed_by), None)
    return [c for c in changes if not seal or c == seal or c.saw(seal) or seal.saw(c)]


def _disputed(result: Folded, change: Change, path: Path) -> bool:
    return any(
        claim.change == change.id and claim.path == path
        for conflict in result.conflicts
        for claim in conflict.claims
    )


def _was_seen(changes: list[Change], change: Change, path: Path) -> bool:
    return any(c.saw(change) and _speaks(c, path) for c in changes)


def _was_settled(changes: list[Change], change: Change, path: Path) -> bool:
    question = Conflict(
        conflict=ConflictKind.SEALED,
        kind=change.kind,
        record_id=change.record_id,
        case_id=change.case_id,
        path=path,
        claims=(claim(change, path, None),),
        shown=None,
    )
    return any(question.id in c.settles for c in changes)


def _speaks(change: Change, path: Path) -> bool:
    """Say whether *change* sets *path*, a part of it or a part that holds it."""
    return any(
        p[: len(path)] == path or path[: len(p)] == p for p, _ in leaves(change.patch)
    )


def _altered(before: Folded, after: Folded) -> list[Path]:
    return [path for path, _ in leaves(diff(before.document, after.document))]
