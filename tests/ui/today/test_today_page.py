"""Today as it stands on the page and answers keys: nothing is asked by an attribute."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QApplication,
    QDialog,
    QMenu,
    QTableView,
    QWidget,
)

from db.store import EncryptedStore
from tests.pages.screens import come_forward, press, settle
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.today.test_today import never_seen, put
from ui.places import PersonPlace, TodayPlace, VisitPlace
from ui.shell.desk_view import DeskView
from ui.shell.stop import Stop
from ui.widgets.count_tile import CountTile
from ui.widgets.find_button import FindButton

CONTROL = Qt.KeyboardModifier.ControlModifier
BERGE = never_seen("Berge", 40)


@pytest.fixture
def view(
    app: QApplication, open_desk: OpenDeskAtHand, store: EncryptedStore
) -> Iterator[QWidget]:
    assert app
    store.do(put, BERGE, never_seen("Kutch", 10))
    open_desk.waiting.load()
    made = DeskView(open_desk)
    made.start(Stop(place=TodayPlace()))
    made.resize(1366, 768)
    come_forward(made)
    yield made
    made.deleteLater()


def button(view: QWidget, words: str) -> QAbstractButton:
    """Return the button in sight that says *words*."""
    shown = [b for b in view.findChildren(QAbstractButton) if b.isVisible()]
    return next(b for b in shown if words in (b.text(), b.accessibleName()))


def dialogs(view: QWidget) -> list[str]:
    """Return what the dialogs in sight are headed."""
    settle()
    return [d.windowTitle() for d in view.findChildren(QDialog) if d.isVisible()]


def table(view: QWidget) -> QTableView:
    found = view.findChild(QTableView)
    assert isinstance(found, QTableView)
    return found


def menu_of(view: QWidget) -> QMenu:
    """Return the menu that Shift+F10 opens on the first row."""
    rows = table(view)
    rows.setFocus()
    rows.selectRow(0)
    box = rows.visualRect(rows.currentIndex())
    QApplication.postEvent(rows.viewport(), _asked_by_key(rows, box.center()))
    settle()
    (found,) = rows.findChildren(QMenu)
    return found


def _asked_by_key(rows: QTableView, at: QPoint) -> QContextMenuEvent:
    where = rows.viewport().mapToGlobal(at)
    return QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, at, where)


@pytest.mark.parametrize("key", [Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter])
def test_the_main_button_asks_whom_to_visit_by_key(view: QWidget, key: Qt.Key) -> None:
    start = button(view, "Start a visit")
    start.setFocus()

    QTest.keyClick(start, key)

    assert dialogs(view) == ["Whom do you visit?"]


def test_the_main_button_asks_whom_to_visit_by_mouse(view: QWidget) -> None:
    QTest.mouseClick(button(view, "Start a visit"), Qt.MouseButton.LeftButton)

    assert dialogs(view) == ["Whom do you visit?"]


def test_six_tiles_stand_on_the_page_above_the_list(view: QWidget) -> None:
    tiles = [tile for tile in view.findChildren(CountTile) if tile.isVisible()]
    tops = {tile.mapTo(view, QPoint()).y() for tile in tiles}
    list_top = table(view).mapTo(view, QPoint()).y()

    assert len(tiles) == 6
    assert len(tops) == 1
    assert all(0 < top < list_top for top in tops)


def test_a_tile_pressed_on_the_page_narrows_the_list(view: QWidget) -> None:
    press(view, "1 due in 7 days")

    assert table(view).model().rowCount() == 1


def test_the_find_button_stands_on_the_page(view: QWidget) -> None:
    (found,) = view.findChildren(FindButton)

    assert view.rect().contains(found.mapTo(view, found.rect().center()))
    QTest.mouseClick(found, Qt.MouseButton.LeftButton)
    assert dialogs(view) == ["Find a person or a command"]


def test_control_enter_on_a_row_does_its_own_action(
    view: QWidget, open_desk: OpenDeskAtHand
) -> None:
    table(view).setFocus()

    QTest.keyClick(table(view), Qt.Key.Key_Return, CONTROL)

    assert open_desk.places == [VisitPlace(case_id=BERGE.id)]


def test_a_click_on_the_action_of_a_row_does_it(
    view: QWidget, open_desk: OpenDeskAtHand
) -> None:
    rows = table(view)
    last = rows.model().index(0, rows.model().columnCount() - 1)

    QTest.mouseClick(
        rows.viewport(),
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
        rows.visualRect(last).center(),
    )

    assert open_desk.places == [VisitPlace(case_id=BERGE.id)]


@pytest.mark.parametrize(
    ("words", "place"),
    [
        ("Open", VisitPlace(case_id=BERGE.id)),
        ("Open the person", PersonPlace(case_id=BERGE.id)),
        ("Start a visit", VisitPlace(case_id=BERGE.id)),
    ],
)
def test_each_entry_of_the_menu_of_a_row_does_what_it_says(
    view: QWidget, open_desk: OpenDeskAtHand, words: str, place: object
) -> None:
    menu = menu_of(view)
    action = next(a for a in menu.actions() if a.text() == words)

    action.trigger()

    assert open_desk.places == [place]
