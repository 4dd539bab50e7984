"""The life of an open store: one process, one passphrase, and nothing left behind."""

import gc
import subprocess
import sys
import threading
import weakref
from collections.abc import Callable
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from iomdesk.drafts import save_draft
from iomdesk.errors import NotFound, StoreInUse, WrongKey
from iomdesk.ports import Draft
from tests.conftest import NOON, FixedClock
from tests.ui.open_desks import PASSPHRASE, a_vault
from ui.open_desk import OpenDesk
from ui.session import Session, State
from ui.tasks import Progress

ROOT = Path(__file__).parents[3]
_CHILD = """
import sys
from pathlib import Path
from tests.conftest import FixedClock
from tests.ui.open_desks import PASSPHRASE, a_vault
from iomdesk.errors import UserError
vault = a_vault(Path(sys.argv[1]), FixedClock())
try:
    with vault.held():
        store = vault.open(vault.key(PASSPHRASE))
        print(store.officer.name, [d.body for d in store.queries.drafts()])
        store.close()
except UserError as refusal:
    print(type(refusal).__name__)
"""


def a_draft(words: str) -> Draft:
    return Draft(
        id="d1", form="visit", case_id=None, body={"seen": words}, started_at=NOON,
        saved_at=NOON,
    )  # fmt: skip


def unlocked(session: Session, qtbot: QtBot) -> OpenDesk:
    with qtbot.waitSignal(session.opened) as told:
        session.unlock(PASSPHRASE)
    desk = told.args[0]
    assert isinstance(desk, OpenDesk)
    return desk


def locked(session: Session, qtbot: QtBot) -> None:
    with qtbot.waitSignal(session.shut):
        session.lock()


def another_process_opens(folder: Path) -> str:
    """Return what a second process of ours can do with the store."""
    done = subprocess.run(
        [sys.executable, "-c", _CHILD, str(folder)],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return done.stdout.strip()


def test_a_second_process_is_refused_until_the_desk_is_locked(
    session: Session, qtbot: QtBot
) -> None:
    unlocked(session, qtbot)
    assert another_process_opens(session.folder) == "StoreInUse"

    locked(session, qtbot)

    assert another_process_opens(session.folder) == "DC Marsh []"


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_no_file_of_the_store_is_open_after_locking(
    session: Session, qtbot: QtBot
) -> None:
    unlocked(session, qtbot)
    assert files_open_in(session.folder)

    locked(session, qtbot)

    assert files_open_in(session.folder) == []


def files_open_in(folder: Path) -> list[str]:
    held = []
    for link in Path("/proc/self/fd").iterdir():
        try:
            target = link.readlink()
        except OSError:
            continue
        if folder in target.parents:
            held.append(target.name)
    return held


def test_the_sentence_of_a_refusal_comes_and_the_next_try_is_free(
    session: Session, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(session.refused) as told:
        session.unlock("not the passphrase")

    assert isinstance(told.args[0], WrongKey)
    assert session.state is State.SHUT
    unlocked(session, qtbot)


def test_a_store_that_another_desk_holds_is_refused(
    session: Session, clock: FixedClock, qtbot: QtBot
) -> None:
    with a_vault(session.folder, clock).held(), qtbot.waitSignal(session.refused) as t:
        session.unlock(PASSPHRASE)

    assert isinstance(t.args[0], StoreInUse)


def test_a_folder_without_a_store_is_refused(
    make_session: Callable[..., Session], tmp_path: Path, qtbot: QtBot
) -> None:
    session = make_session(tmp_path / "nowhere")

    with qtbot.waitSignal(session.refused) as told:
        session.unlock(PASSPHRASE)

    assert isinstance(told.args[0], NotFound)


def test_what_was_asked_to_be_written_is_written_before_the_store_closes(
    session: Session, qtbot: QtBot
) -> None:
    desk = unlocked(session, qtbot)
    go_on = threading.Event()
    ignore = lambda _: None  # noqa: E731
    desk.tasks.run(lambda: go_on.wait(10), ignore, ignore, desk)
    draft = a_draft("Flat tidy.")
    desk.tasks.run(lambda: desk.store.do(save_draft, draft), ignore, ignore, desk)

    session.lock()
    assert session.state is State.CLOSING
    with qtbot.waitSignal(session.shut):
        go_on.set()

    assert another_process_opens(session.folder) == "DC Marsh [{'seen': 'Flat tidy.'}]"


def test_long_work_is_stopped_at_its_next_step(session: Session, qtbot: QtBot) -> None:
    desk = unlocked(session, qtbot)
    progress = Progress(desk)
    steps: list[int] = []
    begun = threading.Event()

    def work() -> None:
        while not progress.is_cancelled():
            steps.append(len(steps))
            begun.set()

    desk.tasks.pool(work, print, print, desk)
    begun.wait(10)

    locked(session, qtbot)

    assert steps


def test_no_outcome_comes_back_after_locking(session: Session, qtbot: QtBot) -> None:
    desk = unlocked(session, qtbot)
    came: list[object] = []
    go_on = threading.Event()
    desk.tasks.read(lambda: go_on.wait(10), came.append, came.append, desk)

    session.lock()
    with qtbot.waitSignal(session.shut):
        go_on.set()

    assert came == []


def test_the_network_is_not_waited_for(session: Session, qtbot: QtBot) -> None:
    desk = unlocked(session, qtbot)
    answered = threading.Event()
    desk.tasks.talk(lambda: answered.wait(30), print, print, desk)

    locked(session, qtbot)

    assert not answered.is_set()
    answered.set()


def test_the_desk_and_the_store_go(session: Session, qtbot: QtBot) -> None:
    desk = unlocked(session, qtbot)
    gone = weakref.ref(desk), weakref.ref(desk.opened)
    del desk

    locked(session, qtbot)
    qtbot.waitUntil(lambda: gc.collect() >= 0 and all(ref() is None for ref in gone))

    assert session.state is State.SHUT


def test_after_locking_the_same_session_unlocks_again(
    session: Session, qtbot: QtBot
) -> None:
    for _ in range(3):
        desk = unlocked(session, qtbot)
        assert desk.officer.name == "DC Marsh"
        del desk
        locked(session, qtbot)
