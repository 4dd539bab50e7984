"""The list of 50,000 people on the screen: a key typed, and a turn of the wheel."""

from collections.abc import Iterator
from typing import Any

import pytest
from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QEvent,
    QEventLoop,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QTableView

from db.connection import Connection
from db.store import STORE_FILE, EncryptedStore
from iomdesk.ports import CaseFilter
from tests.bench.conftest import KEY, MANY_PEOPLE, Figures, p50, p99, samples
from ui import theme
from ui.desk import Desk
from ui.feed import Feed
from ui.people.new_person_viewmodel import NewPersonViewModel
from ui.people.people_view import PeopleView
from ui.people.people_viewmodel import PeopleViewModel
from ui.places import PeoplePlace
from ui.tasks import Tasks

SIZE = (1366, 768)
KEYS = 5
TAKES = 3
NOWHERE = QModelIndex()
Index = QModelIndex | QPersistentModelIndex

_EIGHT = (
    "SELECT json_extract(row, '$.surname'), json_extract(row, '$.forenames'),"
    " json_extract(row, '$.born_on'), json_extract(row, '$.reference'),"
    " officer, team, json_extract(row, '$.town'), risk FROM caseload"
)
_FILTERED = (
    _EIGHT + " WHERE id IN (SELECT rowid FROM person_text WHERE person_text MATCH ?)"
    " ORDER BY sort_key LIMIT 500"
)


class Rows(QAbstractTableModel):
    def __init__(self) -> None:
        super().__init__()
        self._rows: list[tuple[Any, ...]] = []

    def show(self, rows: list[tuple[Any, ...]]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, _parent: Index = NOWHERE) -> int:
        return len(self._rows)

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        return 8

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None


class Painted(QObject):
    """Ends *loop* when its table is painted after `arm`."""

    def __init__(self, watched: QObject, loop: QEventLoop) -> None:
        super().__init__(watched)
        self._loop = loop
        self._armed = False
        watched.installEventFilter(self)

    def arm(self, *_: object) -> None:
        self._armed = True

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if self._armed and event.type() == QEvent.Type.Paint:
            self._armed = False
            self._loop.quit()
        return False


def _fly(fault: BaseException) -> None:
    raise fault


@pytest.fixture
def people(crowded_store: EncryptedStore, qapp: QApplication) -> Iterator[PeopleView]:
    theme.apply(qapp, "light", 1.0)
    tasks = Tasks(_fly)
    desk = Desk(crowded_store, tasks, Feed())
    view = PeopleView(PeopleViewModel(desk, PeoplePlace()), NewPersonViewModel(desk))
    view.resize(*SIZE)
    view.show()
    QTest.qWait(600)
    yield view
    view._viewmodel._finished.stop()
    tasks.close(wait=True)
    view.close()


def _shown(table: QTableView) -> QTableView:
    table.resize(*SIZE)
    table.show()
    QCoreApplication.processEvents()
    return table


def test_a_key_and_the_list_drawn_again(
    people: PeopleView, crowded_store: EncryptedStore, figures: Figures
) -> None:
    bare = Connection(crowded_store.folder / STORE_FILE, KEY, read_only=True)
    model, table = Rows(), QTableView()
    table.setModel(model)
    _shown(table)
    loop = QEventLoop()
    painted = Painted(people.table.view.viewport(), loop)
    people._viewmodel.found.connect(painted.arm)
    editor: Any = people.search.editor

    def type_key(letter: str) -> None:
        QTest.keyClicks(editor, letter)
        loop.exec()

    def filter_bare(typed: str) -> None:
        model.show(bare.rows(_FILTERED, (f'- sounds : ("{typed}"*)',)))
        table.viewport().repaint()

    ours: dict[str, list[float]] = {}
    floor: dict[str, list[float]] = {}
    for word in _surnames(crowded_store):
        for _ in range(TAKES):
            editor.clear()
            people._viewmodel.search("")
            QTest.qWait(30)
            for n, letter in enumerate(word[:KEYS]):
                typed = word[: n + 1]
                ours.setdefault(typed, []).extend(samples(lambda: type_key(letter), 1))  # noqa: B023
                floor.setdefault(typed, []).extend(
                    samples(lambda: filter_bare(typed), 1)  # noqa: B023
                )
    mine, bares = _least(ours), _least(floor)

    figures.add(
        "a key and the list of 50,000 drawn again, p99",
        p99(mine), aim="16.7 ms", most=16.7,
    )  # fmt: skip
    figures.add(
        "the same against bare search and a bare table, p99",
        p99(mine), p99(bares), aim="1.1 × (0.8)", most=1.1,
    )  # fmt: skip
    figures.add("the same, p50", p50(mine), p50(bares))
    bare.close()
    table.close()
    assert mine


def _surnames(store: EncryptedStore) -> list[str]:
    rows = store.queries.cases(CaseFilter(), limit=2_000)
    names = dict.fromkeys(row.surname.lower() for row in rows if len(row.surname) > 4)
    return list(names)[::2][:30]


def _least(taken: dict[str, list[float]]) -> list[float]:
    return sorted(min(several) for several in taken.values())


def test_a_turn_of_the_wheel(
    people: PeopleView, crowded_store: EncryptedStore, figures: Figures
) -> None:
    bare = Connection(crowded_store.folder / STORE_FILE, KEY, read_only=True)
    held = QStandardItemModel(0, 8)
    for row in bare.each(_EIGHT + " ORDER BY sort_key"):
        held.appendRow([QStandardItem(str(word or "")) for word in row])
    table = QTableView()
    table.setModel(held)
    table.setVerticalScrollMode(QTableView.ScrollMode.ScrollPerPixel)
    _shown(table)
    ours, floor = people.table.view, table
    assert ours.model().rowCount() == MANY_PEOPLE

    def turn(view: QTableView, to: int) -> None:
        view.verticalScrollBar().setValue(to)
        view.viewport().repaint()

    found: dict[str, list[float]] = {}
    bares: dict[str, list[float]] = {}
    for _ in range(TAKES):
        turn(ours, 0)
        turn(floor, 0)
        for step in range(300):
            to = step * 3 * ours.rowHeight(0)
            found.setdefault(str(step), []).extend(samples(lambda: turn(ours, to), 1))  # noqa: B023
            bares.setdefault(str(step), []).extend(samples(lambda: turn(floor, to), 1))  # noqa: B023
            QCoreApplication.processEvents()

    mine, theirs = _least(found), _least(bares)
    figures.add(
        "a turn of the wheel over 50,000 people, p99",
        p99(mine), p99(theirs), aim="1.6 × (1.2)", most=1.6,
    )  # fmt: skip
    bare.close()
    table.close()
    assert mine
