"""What the program does while nobody waits, and what Today says when it cannot."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from tests.conftest import NOON, FixedClock
from tests.pages.screens import settle, words_in
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.walks import problems
from ui.places import TodayPlace
from ui.today.screens import screen
from ui.upkeep import Upkeep

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def upkeep(open_desk: OpenDeskAtHand) -> Upkeep:
    return Upkeep(open_desk)


def pause(upkeep: Upkeep) -> None:
    """Let nobody save anything for as long as upkeep waits."""
    idle, proving, _ = upkeep.findChildren(QTimer)
    idle.stop()
    idle.timeout.emit()
    while proving.isActive():
        proving.stop()
        proving.timeout.emit()


def look(upkeep: Upkeep) -> None:
    """Let a quarter of an hour go by."""
    upkeep.findChildren(QTimer)[2].timeout.emit()


def copies(store: EncryptedStore) -> list[int]:
    return [copy.number for copy in store.backups.kept()]


def test_one_copy_a_day_is_made_proved_and_three_kept(
    upkeep: Upkeep, store: EncryptedStore, clock: FixedClock
) -> None:
    for _ in range(5):
        pause(upkeep)
        pause(upkeep)
        clock.pass_by(timedelta(days=1))

    assert copies(store) == [3, 4, 5]


@pytest.mark.parametrize("year", [1970, 2031])
def test_a_clock_that_was_wrong_once_stops_no_backup(
    upkeep: Upkeep, store: EncryptedStore, clock: FixedClock, year: int
) -> None:
    for day in (1, 2, 3):
        clock.now = datetime(year, 1, day, tzinfo=UTC)
        pause(upkeep)
    clock.now = NOON

    pause(upkeep)

    assert copies(store) == [2, 3, 4]
    assert store.backups.kept()[-1].made_at == NOON


@pytest.fixture
def on_today(open_desk: OpenDeskAtHand) -> Callable[[], str]:
    """Return what reads the words that stand on Today."""
    view = screen(open_desk, TodayPlace())
    view.resize(1190, 720)
    view.show()
    settle()
    return lambda: "\n".join(words_in(view))


def test_today_says_that_nobody_paused_for_a_backup(
    upkeep: Upkeep, on_today: Callable[[], str], clock: FixedClock
) -> None:
    look(upkeep)
    assert "There is no backup of this store yet" in on_today()
    pause(upkeep)
    assert "backup" not in on_today()
    clock.pass_by(timedelta(days=1))
    look(upkeep)
    assert "No new backup for a day" in on_today()
    clock.pass_by(timedelta(days=-400))
    look(upkeep)
    assert "still to come" in on_today()


def test_today_says_why_no_backup_can_be_made_and_the_desk_once(
    upkeep: Upkeep,
    open_desk: OpenDeskAtHand,
    on_today: Callable[[], str],
    store: EncryptedStore,
    tmp_path: Path,
) -> None:
    (store.folder / "backups").symlink_to(tmp_path, target_is_directory=True)

    pause(upkeep)
    pause(upkeep)

    assert len(open_desk.words) == 1
    assert "No new backup was made." in on_today()
    assert "link to another place" in on_today()
    (store.folder / "backups").unlink()
    pause(upkeep)
    assert "backup" not in on_today()


def test_what_is_no_backup_is_named_once_for_ever(
    upkeep: Upkeep, open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    pause(upkeep)
    (store.folder / "backups" / "photos.db").write_bytes(b"mine")

    pause(upkeep)
    pause(upkeep)
    pause(Upkeep(open_desk))

    named = [words for words in open_desk.words if "photos.db" in words]
    assert len(named) == 1
    assert "It was left alone: photos.db." in named[0]


def test_everybody_can_read_what_today_says_of_backups(
    app: QApplication, upkeep: Upkeep, open_desk: OpenDeskAtHand
) -> None:
    look(upkeep)

    assert problems(app, lambda: screen(open_desk, TodayPlace())) == []
