"""Work runs off the GUI thread; what comes back finds its owner, or nobody."""

import gc
import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from iomdesk.errors import Cancelled, InputRefused, UserError
from tests.ui.kit.immediate import ImmediateTasks
from ui.feed import Feed
from ui.tasks import Progress, Tasks

pytestmark = pytest.mark.usefixtures("qapp")


class Owner(QObject):
    """Keeps what came back, and on which thread."""

    def __init__(self) -> None:
        super().__init__()
        self.values: list[object] = []
        self.failures: list[UserError] = []
        self.threads: list[threading.Thread] = []

    def done(self, value: object) -> None:
        self.values.append(value)
        self.threads.append(threading.current_thread())

    def failed(self, failure: UserError) -> None:
        self.failures.append(failure)


@pytest.fixture
def faults() -> list[BaseException]:
    return []


@pytest.fixture
def tasks(faults: list[BaseException]) -> Iterator[Tasks]:
    made = Tasks(faults.append)
    yield made
    made.close(wait=True)


def lose() -> object:
    raise KeyError("gone")


LANES = ("run", "read", "pool")


def start(tasks: Tasks, lane: str, work: Callable[[], object], owner: Owner) -> None:
    getattr(tasks, lane)(work, owner.done, owner.failed, owner)


@pytest.mark.parametrize("lane", LANES)
def test_work_is_done_elsewhere_and_told_on_the_gui_thread(
    qtbot: QtBot, tasks: Tasks, lane: str
) -> None:
    owner = Owner()

    start(tasks, lane, threading.current_thread, owner)
    qtbot.waitUntil(lambda: bool(owner.values))

    assert owner.values[0] is not threading.current_thread()
    assert owner.threads == [threading.current_thread()]


def test_writing_keeps_the_order_in_which_it_was_asked(
    qtbot: QtBot, tasks: Tasks
) -> None:
    owner = Owner()

    for number in range(200):
        tasks.run(partial(int, number), owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: len(owner.values) == 200)

    assert owner.values == list(range(200))


def test_all_writing_is_on_one_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner = Owner()

    for _ in range(20):
        tasks.run(threading.get_ident, owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: len(owner.values) == 20)

    assert len(set(owner.values)) == 1


def test_long_reading_does_not_hold_up_writing(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate = Owner(), threading.Event()

    tasks.read(gate.wait, owner.done, owner.failed, owner)
    tasks.run(lambda: "written", owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: owner.values == ["written"])
    gate.set()

    qtbot.waitUntil(lambda: owner.values == ["written", True])


@pytest.mark.parametrize("lane", LANES)
def test_a_refusal_comes_back_as_one(
    qtbot: QtBot, tasks: Tasks, faults: list[BaseException], lane: str
) -> None:
    owner = Owner()

    def refuse() -> None:
        raise InputRefused("Give the date.", "on")

    start(tasks, lane, refuse, owner)
    qtbot.waitUntil(lambda: bool(owner.failures))

    assert str(owner.failures[0]) == "Give the date."
    assert faults == []


@pytest.mark.parametrize("lane", LANES)
def test_a_fault_of_ours_goes_to_the_crash_path(
    qtbot: QtBot, tasks: Tasks, faults: list[BaseException], lane: str
) -> None:
    owner = Owner()

    start(tasks, lane, lose, owner)
    qtbot.waitUntil(lambda: bool(faults))

    assert isinstance(faults[0], KeyError)
    assert owner.values == []
    assert owner.failures == []


def test_nothing_is_told_to_an_owner_whose_widget_is_gone(
    qtbot: QtBot, tasks: Tasks
) -> None:
    import shiboken6

    owner, gate, after = Owner(), threading.Event(), Owner()
    values = owner.values

    tasks.run(gate.wait, owner.done, owner.failed, owner)
    shiboken6.delete(owner)
    gate.set()
    tasks.run(lambda: "next", after.done, after.failed, after)
    qtbot.waitUntil(lambda: after.values == ["next"])

    assert values == []


def test_a_waiting_answer_does_not_keep_its_owner_alive(
    qtbot: QtBot, tasks: Tasks
) -> None:
    owner, gate, after = Owner(), threading.Event(), Owner()
    values = owner.values

    tasks.run(gate.wait, owner.done, owner.failed, owner)
    del owner
    gc.collect()
    gate.set()
    tasks.run(lambda: "next", after.done, after.failed, after)
    qtbot.waitUntil(lambda: after.values == ["next"])

    assert values == []


def test_a_view_model_that_its_work_held_dies_on_the_gui_thread(
    qtbot: QtBot, tasks: Tasks
) -> None:
    died_on: list[int] = []

    class Held(Owner):
        def __del__(self) -> None:
            died_on.append(threading.get_ident())

    def count(owner: Held) -> int:
        return len(owner.values)

    after = Owner()
    for _ in range(50):
        held = Held()
        tasks.run(partial(count, held), held.done, held.failed, held)
        del held
    tasks.run(lambda: "last", after.done, after.failed, after)
    qtbot.waitUntil(lambda: after.values == ["last"])

    assert died_on == [threading.get_ident()] * 50


def test_after_close_nothing_comes_back(qtbot: QtBot, tasks: Tasks) -> None:
    owner, gate = Owner(), threading.Event()

    tasks.run(gate.wait, owner.done, owner.failed, owner)
    tasks.close()
    gate.set()
    tasks.close(wait=True)
    qtbot.wait(0)

    assert owner.values == []


def test_what_was_to_be_written_is_written_before_the_thread_ends(tasks: Tasks) -> None:
    owner, written, gate = Owner(), [], threading.Event()

    tasks.run(gate.wait, owner.done, owner.failed, owner)
    tasks.run(lambda: written.append("draft"), owner.done, owner.failed, owner)
    tasks.close()
    gate.set()
    tasks.close(wait=True)

    assert written == ["draft"]


def test_reading_that_has_not_begun_is_dropped_at_close(tasks: Tasks) -> None:
    owner, begun, gate, read = Owner(), threading.Event(), threading.Event(), []

    def first() -> None:
        begun.set()
        gate.wait()

    tasks.read(first, owner.done, owner.failed, owner)
    tasks.read(lambda: read.append("second"), owner.done, owner.failed, owner)
    begun.wait()
    tasks.close()
    gate.set()
    tasks.close(wait=True)

    assert read == []


def test_work_asked_for_after_close_is_not_begun(tasks: Tasks) -> None:
    owner, done = Owner(), []
    tasks.close(wait=True)

    tasks.run(lambda: done.append(1), owner.done, owner.failed, owner)

    assert done == []


def test_progress_is_told_on_the_gui_thread(qtbot: QtBot, tasks: Tasks) -> None:
    owner, progress, steps = Owner(), Progress(), []
    progress.moved.connect(lambda done, total: steps.append((done, total)))

    tasks.read(lambda: progress(1, 3), owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: bool(steps))

    assert steps == [(1, 3)]


def test_cancelled_work_stops_at_its_next_step(qtbot: QtBot, tasks: Tasks) -> None:
    owner, progress = Owner(), Progress()
    progress.cancel()

    tasks.read(lambda: progress(1, 3), owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: bool(owner.failures))

    assert isinstance(owner.failures[0], Cancelled)


def test_a_commit_is_announced_once_to_every_screen(qtbot: QtBot, tasks: Tasks) -> None:
    feed, owner, seen = Feed(), Owner(), []
    feed.committed.connect(lambda commit: seen.append((commit, threading.get_ident())))

    tasks.run(lambda: feed.announce("commit 1"), owner.done, owner.failed, owner)
    qtbot.waitUntil(lambda: bool(seen))

    assert seen == [("commit 1", threading.get_ident())]


def test_the_double_for_tests_does_it_at_once() -> None:
    owner = Owner()

    ImmediateTasks().run(lambda: 7, owner.done, owner.failed, owner)

    assert owner.values == [7]


def test_the_double_for_tests_lets_our_faults_fly() -> None:
    owner = Owner()

    with pytest.raises(KeyError):
        ImmediateTasks().run(lose, owner.done, owner.failed, owner)
