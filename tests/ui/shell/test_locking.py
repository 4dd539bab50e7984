"""The window locked: blank at once, back at the same word, nothing left behind."""

import gc
import weakref
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from iomdesk.sync.refusal import DeskRevoked
from tests.conftest import FixedClock
from tests.pages.screens import settle
from tests.pages.window_page import WindowPage
from tests.ui.open_desks import PASSPHRASE, a_vault
from ui.open_desk import OpenDesk
from ui.people.people_view import PeopleView
from ui.session import Session
from ui.unlock.unlock_view import UnlockView
from ui.visits.screen_view import VisitScreen
from ui.visits.visit_view import VisitView
from ui.widgets.editors import TextEdit

PLAIN = Qt.KeyboardModifier.NoModifier


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
