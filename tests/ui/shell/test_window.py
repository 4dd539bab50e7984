"""The window: unlocked, gone through by keyboard, blanked, locked without a trace."""

import gc
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.sync.refusal import DeskRevoked
from tests.builders import a_case
from tests.conftest import FixedClock
from tests.pages.screens import settle
from tests.pages.window_page import WindowPage
from tests.ui.open_desks import PASSPHRASE, a_vault
from ui.open_desk import OpenDesk
from ui.people.people_view import PeopleView
from ui.session import Session
from ui.settings.settings_view import SettingsView
from ui.shell.keys_view import KeysView
from ui.sync.sync_view import SyncView
from ui.today.today_view import TodayView
from ui.unlock.unlock_view import UnlockView
from ui.upkeep import Upkeep
from ui.visits.screen_view import VisitScreen
from ui.visits.visit_view import VisitView
from ui.widgets.editors import TextEdit
from ui.window import Window

ALT = Qt.KeyboardModifier.AltModifier
PLAIN = Qt.KeyboardModifier.NoModifier


@may(Role.OFFICER)
def put(work: UnitOfWork) -> None:
    work.save(a_case(surname="Dooley", forename="Wendell", crn="X012345"))
    work.save(a_case(surname="Kessler", forename="Vera", crn="X067890"))


@pytest.fixture
def page(
    app: QApplication,
    session: Session,
    folder: Path,
    clock: FixedClock,
    qtbot: QtBot,
) -> Iterator[WindowPage]:
    vault = a_vault(folder, clock)
    store = vault.open(vault.key(PASSPHRASE))
    store.do(put)
    store.close()
    window = Window(session, app)
    window.start()
    yield WindowPage(window, qtbot)
    window.lock()
    session.wait_until_shut()
    window.deleteLater()
    settle()


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


def test_locking_blanks_the_screen_and_asks_nothing(page: WindowPage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_2)
    page.wait_for("2 people")

    page.key(Qt.Key.Key_L)

    assert isinstance(page.gate, UnlockView)
    assert not any("DOOLEY" in words or "people" in words for words in page.words)


def test_a_dialog_goes_with_the_lock(page: WindowPage) -> None:
    page.unlock()
    page.key(Qt.Key.Key_F1, PLAIN)

    page.window.lock()
    settle()

    with pytest.raises(AssertionError, match="no dialog is open"):
        assert page.dialog


def test_unlocking_leads_back_to_the_same_screen_and_field(
    page: WindowPage,
) -> None:
    page.unlock()
    page.key(Qt.Key.Key_2)
    field = page.window.focusWidget()
    assert isinstance(field, QLineEdit)
    QTest.keyClicks(field, "kess")
    page.wait_for("1 of 2 people")
    page.window.lock()

    page.unlock()

    page.wait_for("1 of 2 people")
    field = page.window.focusWidget()
    assert isinstance(field, QLineEdit)
    assert (field.text(), field.cursorPosition()) == ("kess", 4)


def test_unlocking_in_a_visit_leads_back_to_the_word_that_was_typed(
    page: WindowPage, qtbot: QtBot
) -> None:
    page.unlock()
    page.find("dool")
    page.wait_for("Start a visit")
    page.key(Qt.Key.Key_N)
    qtbot.waitUntil(lambda: visit_of(page) is not None)
    form = visit_of(page)
    assert form
    for part in ("compliance", "devices", "words"):
        form.viewmodel.move_on(part)
    typed = page.window.focusWidget()
    assert isinstance(typed, TextEdit)
    QTest.keyClicks(typed, "A new tele")

    page.window.lock()
    page.unlock()
    qtbot.waitUntil(lambda: visit_of(page) is not None)
    settle()

    field = page.window.focusWidget()
    assert isinstance(field, TextEdit)
    QTest.keyClicks(field, "vision")
    assert field.toPlainText() == "A new television"


def visit_of(page: WindowPage) -> VisitView | None:
    screen = page.screen
    return screen.form if isinstance(screen, VisitScreen) else None


def test_the_views_go_with_the_lock(page: WindowPage, qtbot: QtBot) -> None:
    page.unlock()
    page.key(Qt.Key.Key_2)
    screen = page.screen
    assert isinstance(screen, PeopleView)
    gone = weakref.ref(screen), weakref.ref(screen._viewmodel)
    del screen

    page.window.lock()

    qtbot.waitUntil(lambda: gc.collect() >= 0 and all(ref() is None for ref in gone))


def test_what_was_copied_here_leaves_the_clipboard_with_the_lock(
    page: WindowPage, app: QApplication
) -> None:
    page.unlock()
    app.clipboard().setText("DOOLEY, Wendell")

    page.window.lock()

    assert app.clipboard().text(QClipboard.Mode.Clipboard) == ""


def test_what_another_program_copied_since_stays(
    page: WindowPage, app: QApplication
) -> None:
    page.unlock()
    app.clipboard().setText("DOOLEY, Wendell")
    copied = page.window._copied
    assert copied
    copied._ours[QClipboard.Mode.Clipboard] = b"what was there before"

    page.window.lock()

    assert app.clipboard().text() == "DOOLEY, Wendell"


def test_the_blank_key_hides_everything_and_any_key_brings_it_back(
    page: WindowPage,
) -> None:
    page.unlock()
    page.window.blank()
    settle()
    assert page.window.focusWidget().accessibleName().startswith("The screen is blank")

    page.key(Qt.Key.Key_A, PLAIN)

    assert "Sunday 22 November" in page.words


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


def test_closing_the_window_locks_first(
    page: WindowPage, session: Session, qtbot: QtBot
) -> None:
    page.unlock()

    with qtbot.waitSignals([page.window.left, session.shut]):
        page.window.close()


def test_a_desk_that_is_idle_locks(page: WindowPage, app: QApplication) -> None:
    from ui.autolock import AutoLock
    from ui.power_events import PowerEvents

    seconds = [1000.0]
    guard = AutoLock(app, PowerEvents(), lambda: seconds[0])
    page.window.set_guard(guard)
    page.unlock()

    seconds[0] += 299
    guard.look()
    assert page.window.desk
    seconds[0] += 2
    guard.look()

    assert page.window.desk is None


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


def test_a_revoked_laptop_locks_says_why_and_opens_no_more(
    page: WindowPage, session: Session, folder: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    opened: list[OpenDesk] = []
    session.opened.connect(opened.append)
    page.unlock()
    a_vault(folder, clock).destroy_keys()

    opened.pop().syncing.revoked.emit(str(DeskRevoked(0)))

    gate = page.gate
    assert isinstance(gate, UnlockView)
    qtbot.waitUntil(lambda: page.window.unlocking.can_try)
    assert any("The hub has revoked this laptop." in words for words in page.words)
    QTest.keyClicks(gate.passphrase.edit, PASSPHRASE)
    QTest.keyClick(gate.passphrase.edit, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: any("were destroyed on" in w for w in page.words))


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
