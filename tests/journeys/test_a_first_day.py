"""From a laptop without a store to a person on the screen, and back after a lock."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from iomdesk.ports import CaseFilter
from tests.conftest import FixedClock
from tests.pages.screens import settle
from tests.pages.window_page import WindowPage
from tests.ui.open_desks import PASSPHRASE, an_outside
from ui import theme
from ui.cases.person_view import PersonView
from ui.look import Looks
from ui.people.importing_view import ImportingView
from ui.people.importing_viewmodel import importing_of
from ui.session import Session
from ui.today.today_view import TodayView
from ui.unlock.first_run_view import FirstRunView
from ui.window import Window

CSV = """CRN,Surname,Forename,Date of birth,RoSH
X000001,Berge,Alton,14/02/1975,High
X000002,Kessler,Vera,02/03/1979,Medium
"""


def _fly(fault: BaseException) -> None:
    raise fault


def test_a_first_day(
    qapp: QApplication, tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> None:
    theme.apply(qapp, "light", 1.0)
    folder = tmp_path / "laptop" / "store"
    session = Session(an_outside(clock), folder, Looks(folder), _fly)
    window = Window(session, qapp)
    window.start()
    page = WindowPage(window, qtbot)
    try:
        first_run(page, qtbot)
        import_people(page, tmp_path, qtbot)
        lock_and_return(page, qtbot)
    finally:
        window.lock()
        session.wait_until_shut()
        window.deleteLater()
        settle()


def first_run(page: WindowPage, qtbot: QtBot) -> None:
    gate = page.gate
    assert isinstance(gate, FirstRunView)
    type_into(gate.who.name.editor, "DC 4471 Marsh")
    page.press("Continue")
    type_into(gate.passphrase.new.edit, PASSPHRASE)
    type_into(gate.passphrase.again.edit, PASSPHRASE)
    page.press("Make the store")
    qtbot.waitUntil(gate.sheet.isVisible)
    type_into(gate.sheet.end.editor, gate.sheet.code.text()[-4:])
    page.press("I have the code")
    page.press("Import people from a file")


def import_people(page: WindowPage, tmp_path: Path, qtbot: QtBot) -> None:
    screen = page.screen
    assert isinstance(screen, ImportingView)
    file = tmp_path / "caseload.csv"
    file.write_text(CSV)
    importing = importing_of(page.desk._desk)
    importing.choose([file])
    qtbot.waitUntil(lambda: importing.can_import)
    page.press("Import them")
    qtbot.waitUntil(lambda: importing.is_done)
    page.press("See the people")
    page.wait_for("2 people")
    assert page.desk._desk.store.queries.count_cases(CaseFilter()) == 2


def lock_and_return(page: WindowPage, qtbot: QtBot) -> None:
    page.key(Qt.Key.Key_1)
    assert isinstance(page.screen, TodayView)
    page.find("berge")
    qtbot.waitUntil(lambda: isinstance(page.screen, PersonView))
    page.wait_for("BERGE, Alton")
    page.key(Qt.Key.Key_L)
    assert not any("BERGE" in words for words in page.words)

    page.unlock()

    assert isinstance(page.screen, PersonView)
    page.wait_for("BERGE, Alton")


def type_into(editor: QWidget, words: str) -> None:
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    QTest.keyClicks(editor, words)
    settle()
