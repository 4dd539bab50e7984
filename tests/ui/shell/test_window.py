"""The window: unlocked, gone through by keyboard, blanked, locked without a trace."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from tests.pages.window_page import WindowPage
from tests.ui.open_desks import PASSPHRASE
from ui.open_desk import OpenDesk
from ui.people.people_view import PeopleView
from ui.session import Session
from ui.settings.settings_view import SettingsView
from ui.shell.keys_view import KeysView
from ui.sync.sync_view import SyncView
from ui.today.today_view import TodayView
from ui.unlock.unlock_view import UnlockView
from ui.upkeep import Upkeep
from ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


def test_unlocking_leads_to_today(page: WindowPage) -> None:
    page.unlock()

    assert isinstance(page.screen, TodayView)
    assert "Sunday 22 November" in page.words


def test_a_wrong_passphrase_says_so_and_is_selected_for_typing_over(
    page: WindowPage, qtbot: QtBot
) -> None:
    gate = page.gate
    assert isinstance(gate, UnlockView)

    QTest.keyClicks(gate.passphrase.edit, "wrong")
    QTest.keyClick(gate.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: gate.passphrase.problem() != "")

    assert "The passphrase is not right. Try again." in page.words
    assert gate.passphrase.edit.selectedText() != ""


def test_the_passphrase_is_hidden_until_it_is_shown(page: WindowPage) -> None:
    gate = page.gate
    assert isinstance(gate, UnlockView)
    assert gate.passphrase.edit.echoMode() is QLineEdit.EchoMode.Password

    page.press("Show")

    assert gate.passphrase.edit.echoMode() is QLineEdit.EchoMode.Normal


def test_a_capital_without_shift_gives_caps_lock_away(page: WindowPage) -> None:
    gate = page.gate
    assert isinstance(gate, UnlockView)

    QTest.keyClick(gate.passphrase.edit, Qt.Key.Key_A)
    assert "Caps Lock is on." not in page.words
    QTest.keyClicks(gate.passphrase.edit, "A", PLAIN)

    assert "Caps Lock is on." in page.words


def test_control_and_a_digit_lead_to_each_screen_and_back(page: WindowPage) -> None:
    page.unlock()
    seen = []
    for key in (Qt.Key.Key_2, Qt.Key.Key_4, Qt.Key.Key_5):
        page.key(key)
        seen.append(type(page.screen))

    assert seen == [PeopleView, SyncView, SettingsView]
    page.key(Qt.Key.Key_Left, ALT)
    assert isinstance(page.screen, SyncView)
    page.key(Qt.Key.Key_Right, ALT)
    assert isinstance(page.screen, SettingsView)


def test_control_k_finds_a_person(page: WindowPage) -> None:
    page.unlock()

    page.find("kess")

    page.wait_for("KESSLER, Vera")


def test_control_n_asks_whom_and_starts_the_visit(page: WindowPage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_2)
    page.key(Qt.Key.Key_N)

    assert page.dialog.windowTitle() == "Whom do you visit?"


def test_f1_lists_every_key_that_works_anywhere(page: WindowPage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_F1, PLAIN)

    assert isinstance(page.dialog, KeysView)
    assert {"Ctrl+K", "Ctrl+N", "Ctrl+L", "F12", "Alt+Left"} <= set(page.words)


def test_the_title_names_nobody(page: WindowPage) -> None:
    page.unlock()
    page.find("dooley")

    assert page.window.windowTitle() == "IOM Desk"


def test_missing_work_stays_in_sight_until_it_is_accepted_in_words(
    page: WindowPage, folder: Path, qtbot: QtBot
) -> None:
    (folder / "head").unlink()
    page.unlock()
    said = "The file that proves the store is up to date is gone"
    page.wait_for(said)

    page.press("Go on without it…")
    typed = page.dialog.findChild(QLineEdit)
    assert typed
    QTest.keyClicks(typed, "missing")
    page.press("Go on from what is here")

    qtbot.waitUntil(lambda: not any(said in words for words in page.words))


MakeSession = Callable[..., Session]


def test_a_folder_without_a_store_leads_to_the_first_run(
    app: QApplication, make_session: MakeSession, tmp_path: Path, qtbot: QtBot
) -> None:
    window = Window(make_session(tmp_path / "new"), app)
    window.start()
    page = WindowPage(window, qtbot)

    assert "Who are you?" in page.words
    window.deleteLater()


def test_a_fault_during_the_first_run_is_told_where_one_is(
    app: QApplication, make_session: MakeSession, tmp_path: Path, qtbot: QtBot
) -> None:
    session = make_session(tmp_path / "new")
    window = Window(session, app)
    window.start()
    page = WindowPage(window, qtbot)
    first_run = window.show_first_run()
    first_run.say_who("DC 4471 Marsh")
    first_run.make(PASSPHRASE, PASSPHRASE)
    qtbot.waitUntil(lambda: window.desk is not None)

    window.tell("That step did not work.")

    assert "That step did not work." in page.words
    first_run.confirm_sheet(first_run.code[-4:])
    assert "That step did not work." not in page.words
    window.lock()
    session.wait_until_shut()
    window.deleteLater()


def test_one_desk_is_looked_after_once(page: WindowPage, session: Session) -> None:
    opened: list[OpenDesk] = []
    session.opened.connect(opened.append)

    page.unlock()

    assert len(opened[0].findChildren(Upkeep)) == 1


def test_a_screen_no_larger_than_the_window_is_filled_by_it(page: WindowPage) -> None:
    window = page.window
    room = window.screen().availableGeometry()
    window.resize(room.width(), room.height())

    window.appear()

    assert window.isMaximized()


def test_on_a_larger_screen_the_window_leaves_room(page: WindowPage) -> None:
    window = page.window
    window.setMinimumSize(200, 200)
    window.resize(400, 300)

    window.appear()

    assert not window.isMaximized()
