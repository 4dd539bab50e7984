"""What may happen to the three desks, in any order."""

from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from iomdesk.journal.patch import Path
from iomdesk.records.codec import Json
from tests.journal.histories import DESKS, LEVELS, RISK, World, edited, folded

Step = tuple[str, str, tuple[Any, ...]]


PATHS: tuple[Path, ...] = (
    RISK,
    ("risk", "public"),
    ("name",),
    ("tags",),
    ("parts", "p1", "text"),
    ("parts", "p1", "done"),
    ("parts", "p2", "text"),
)
_VALUES: dict[Path, st.SearchStrategy[Json]] = {
    RISK: st.sampled_from([None, *LEVELS]),
    ("risk", "public"): st.sampled_from([None, *LEVELS]),
    ("tags",): st.sampled_from([None, ["x"], ["x", "y"]]),
    ("parts", "p1", "done"): st.sampled_from([None, True, 1, False]),
}
_TEXT = st.sampled_from([None, "one", "two", "three"])
_EDIT = st.sampled_from(PATHS).flatmap(
    lambda path: st.tuples(st.just(path), _VALUES.get(path, _TEXT))
)


def _step(
    kind: str, said: st.SearchStrategy[tuple[Any, ...]]
) -> st.SearchStrategy[Step]:
    return st.tuples(st.just(kind), st.sampled_from(DESKS), said)


_PAGE = st.tuples(st.sampled_from([1, 2, 1_000]))
_NOTHING: st.SearchStrategy[tuple[Any, ...]] = st.just(())
_WORK = (
    _step("edit", _EDIT),
    _step("edit", _EDIT),
    _step("open", _NOTHING),
    _step("save", _EDIT),
    _step("sync", _PAGE),
    _step("sync", _PAGE),
    _step("settle", st.tuples(st.integers(0, 3))),
)
_MOVES = (_step("withdraw", _NOTHING), _step("give_back", _NOTHING))
_SEALS = (_step("seal", _NOTHING),)

STEPS = st.lists(st.one_of(*_WORK), max_size=25)
STEPS_WITH_MOVES = st.lists(st.one_of(*_WORK, *_MOVES), max_size=30)
STEPS_WITH_SEALS = st.lists(st.one_of(*_WORK, *_MOVES, *_SEALS), max_size=30)


def play(
    steps: list[Step], after_each: Callable[[World], None] = lambda _: None
) -> World:
    """Let *steps* happen, and return the world they leave."""
    world = World()
    for step in steps:
        _happen(world, step)
        after_each(world)
    return world


def _happen(world: World, step: Step) -> None:
    kind, name, said = step
    if kind == "sync":
        world.sync(name, *said)
    elif kind in {"withdraw", "give_back"}:
        getattr(world, kind)(name)
    else:
        _work(world, name, kind, said)


def _work(world: World, name: str, kind: str, said: tuple[Any, ...]) -> None:
    desk = world.desks[name]
    if kind == "open":
        desk.form = desk.open()
    elif kind == "seal":
        if desk.held and not folded(desk.changes).sealed_by:
            desk.seal()
    elif kind == "settle":
        disputed = folded(desk.changes).conflicts
        if disputed:
            desk.settle(disputed[said[0] % len(disputed)])
    else:
        form = (desk.form if kind == "save" else None) or desk.open()
        path, value = said
        desk.save(form, edited(form.document, path, value))
        desk.form = None
