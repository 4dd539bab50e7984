"""A table is worked by keys, by mouse, and says what would be in it."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from tests.ui.kit.scenes import DUE, DueRow, due_model
from ui.cells import CELL, Cell, Column, Index, RecordModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_table import RecordTable

pytestmark = pytest.mark.usefixtures("app")


@pytest.fixture
def table(qtbot: QtBot) -> RecordTable:
    made = RecordTable(due_model(), "Due", EmptyState("Nothing is due", button="Go"))
    qtbot.addWidget(made)
    made.resize(1100, 500)
    made.show()
    made.activateWindow()
    assert QTest.qWaitForWindowActive(made)
    made.view.setFocus()
    return made


@pytest.fixture
def asked(table: RecordTable) -> list[tuple[str, int]]:
    """Return what the table asked for, in order."""
    heard: list[tuple[str, int]] = []
    table.opened.connect(lambda row: heard.append(("open", row)))
    table.acted.connect(lambda row: heard.append(("act", row)))
    table.menu_chosen.connect(lambda row, words: heard.append((words, row)))
    return heard


Asked = list[tuple[str, int]]


def test_the_model_keeps_qts_rules() -> None:
    model = due_model()

    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.set_rows(DUE[:2])
    model.sort(2)

    assert model.rowCount() == 2


def test_a_cell_is_read_out_in_words() -> None:
    model = due_model()

    said = [model.index(3, column).data() for column in range(model.columnCount())]

    assert said == [
        "1 day overdue",
        "Plan review",
        "WOLFF, Caroline · 47",
        "high, disputed",
        "Oswestry",
        "plan version 3 said 21 Nov",
        "Open",
    ]


def test_only_cells_that_are_looked_at_are_made(table: RecordTable) -> None:
    made: list[int] = []

    def cell(row: int) -> Cell:
        made.append(row)
        return Cell(text=str(row))

    model = RecordModel[int]((Column(title="Number", cell=cell),))
    model.set_rows(range(10_000))
    big = RecordTable(model, "Numbers")
    big.resize(300, 400)
    big.grab()

    assert 0 < len(made) < 100
    assert table.isVisible()


def test_taking_the_focus_takes_the_first_row(table: RecordTable) -> None:
    assert table.current_row() == 0


def test_enter_opens_the_row(table: RecordTable, asked: Asked) -> None:
    QTest.keyClick(table.view, Qt.Key.Key_Down)
    QTest.keyClick(table.view, Qt.Key.Key_Return)

    assert asked == [("open", 1)]


def test_control_enter_presses_the_button_of_the_row(
    table: RecordTable, asked: Asked
) -> None:
    QTest.keyClick(table.view, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)

    assert asked == [("act", 0)]


def at_button(table: RecordTable, row: int) -> QPoint:
    index = table.view.model().index(row, 6)
    return table.view.visualRect(index).center() - QPoint(30, 0)


def test_a_click_on_the_button_presses_it(table: RecordTable, asked: Asked) -> None:
    left = Qt.MouseButton.LeftButton
    QTest.mouseClick(table.view.viewport(), left, pos=at_button(table, 4))

    assert asked == [("act", 4)]


def test_a_click_beside_the_button_only_selects(
    table: RecordTable, asked: Asked
) -> None:
    place = table.view.visualRect(table.view.model().index(3, 1)).center()
    QTest.mouseClick(table.view.viewport(), Qt.MouseButton.LeftButton, pos=place)

    assert asked == []
    assert table.current_row() == 3


def menu_of(table: RecordTable, qtbot: QtBot) -> QMenu:
    from PySide6.QtGui import QContextMenuEvent

    keyboard = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(keyboard, QPoint(1, 1), QPoint(1, 1))
    QApplication.sendEvent(table.view, event)
    qtbot.waitUntil(lambda: bool(table.view.findChildren(QMenu)))
    return table.view.findChildren(QMenu)[-1]


def test_the_menu_key_lists_all_that_can_be_done(
    qtbot: QtBot, table: RecordTable, asked: Asked
) -> None:
    table.set_menu(["Start a visit", "Print"])

    menu = menu_of(table, qtbot)
    words = [action.text() for action in menu.actions()]
    menu.actions()[2].trigger()
    menu.close()

    assert words == ["Open", "Start a visit", "Print", "Sort by person"]
    assert asked == [("Print", 0)]


def test_the_menu_sorts_without_a_mouse(qtbot: QtBot, table: RecordTable) -> None:
    menu = menu_of(table, qtbot)
    menu.actions()[-1].trigger()
    menu.close()

    model = table.view.model()
    assert isinstance(model, RecordModel)
    people = [model.row(n).person for n in range(model.rowCount())]
    assert people == sorted(row.person for row in DUE)


def test_an_empty_table_says_what_would_be_there(
    table: RecordTable, asked: Asked
) -> None:
    model = table.view.model()
    assert isinstance(model, RecordModel)

    model.set_rows(())

    assert not table.view.isVisible()
    assert table.findChildren(EmptyState)[0].isVisible()
    assert asked == []


def test_tab_leaves_the_table(table: RecordTable) -> None:
    QTest.keyClick(table.view, Qt.Key.Key_Tab)

    assert table.current_row() == 0


@pytest.mark.parametrize("width", [600, 1366])
def test_the_columns_fill_the_width(table: RecordTable, width: int) -> None:
    table.resize(width, 500)
    total = sum(table.view.columnWidth(column) for column in range(7))

    assert total >= table.view.viewport().width() - 7


def test_an_officer_sees_the_columns_that_were_chosen(table: RecordTable) -> None:
    table.show_columns(["Due", "Person"])

    hidden = [table.view.isColumnHidden(column) for column in range(7)]
    assert hidden == [False, True, False, True, True, True, False]


@pytest.mark.parametrize(("key", "row"), [(Qt.Key.Key_End, 6), (Qt.Key.Key_Home, 0)])
def test_home_and_end_go_to_the_ends(table: RecordTable, key: Qt.Key, row: int) -> None:
    table.select(3)

    QTest.keyClick(table.view, key)

    assert table.current_row() == row


def test_rows_keep_plain_words_plain() -> None:
    column: Column[DueRow] = Column(title="Where", cell=where)
    model = RecordModel[DueRow]((column,))
    model.set_rows(DUE)

    assert model.index(0, 0).data(CELL) == "Telford"


def where(row: DueRow) -> str:
    return row.where


def test_a_delegate_asks_for_one_role_only(qtbot: QtBot) -> None:
    roles: set[int] = set()

    class Watched(RecordModel[DueRow]):
        def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
            roles.add(int(role))
            return super().data(index, role)

    model = Watched(due_model().columns)
    model.set_rows(DUE)
    watched = RecordTable(model, "Due")
    qtbot.addWidget(watched)
    watched.resize(1100, 400)
    roles.clear()
    watched.grab()

    assert roles == {int(CELL)}
