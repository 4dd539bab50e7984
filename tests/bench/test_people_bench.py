"""The list of 50,000 people on the screen: a key typed, and a turn of the wheel."""

import time
from collections.abc import Callable, Iterator
from functools import partial
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
from tests.bench.conftest import KEY, MANY_PEOPLE, Figures, p50, p99
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
    _EIGHT + " WHERE id IN (SELECT id FROM caseload WHERE id IN (SELECT rowid FROM"
    " person_text WHERE person_text MATCH ?) ORDER BY sort_key LIMIT 500)"
    " ORDER BY sort_key"
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


class Taken:
    """Durations by what was done, each several times: the least of them counts."""

    def __init__(self) -> None:
        self._taken: dict[object, list[tuple[float, float]]] = {}

    def take(self, what: object, work: Callable[[], object]) -> None:
        began = time.perf_counter(), time.process_time()
        work()
        ended = time.perf_counter(), time.process_time()
        took = ((ended[0] - began[0]) * 1000, (ended[1] - began[1]) * 1000)
        self._taken.setdefault(what, []).append(took)

    def least(self) -> list[float]:
        return sorted(min(a for a, _ in took) for took in self._taken.values())

    def processor(self) -> list[float]:
        return sorted(min(b for _, b in took) for took in self._taken.values())


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
    while view.table.view.model().rowCount() < MANY_PEOPLE:
        QTest.qWait(20)
    QTest.qWait(200)
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

    ours = Taken()
    floor = Taken()
    for word in _surnames(crowded_store):
        for _ in range(TAKES):
            editor.clear()
            people._viewmodel.search("")
            QTest.qWait(30)
            for n, letter in enumerate(word[:KEYS]):
                typed = word[: n + 1]
                ours.take(typed, partial(type_key, letter))
                floor.take(typed, partial(filter_bare, typed))
    mine, bares = ours.least(), floor.least()

    figures.add(
        "a key and the list of 50,000 drawn again, p99",
        p99(mine), aim="16.7 ms", most=16.7,
    )  # fmt: skip
    figures.add(
        "the same against bare search and a bare table, p99",
        p99(mine), p99(bares), aim="1.1 × (0.8)", most=1.1,
    )  # fmt: skip
    figures.add("the same, p50", p50(mine), p50(bares))
    figures.add(
        "the same in processor time of all threads, p99",
        p99(ours.processor()),
        p99(floor.processor()),
    )
    bare.close()
    table.close()
    assert mine


def _surnames(store: EncryptedStore) -> list[str]:
    rows = store.queries.cases(CaseFilter(), limit=2_000)
    names = dict.fromkeys(row.surname.lower() for row in rows if len(row.surname) > 4)
    return list(names)[::2][:30]


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

    def turn(view: QTableView, to: int) -> None:
        view.verticalScrollBar().setValue(to)
        view.viewport().repaint()

    found, bares = Taken(), Taken()
    for _ in range(TAKES):
        turn(ours, 0)
        turn(floor, 0)
        for step in range(300):
            to = step * 3 * ours.rowHeight(0)
            found.take(step, partial(turn, ours, to))
            bares.take(step, partial(turn, floor, to))
            QCoreApplication.processEvents()

    mine, theirs = found.least(), bares.least()
    figures.add(
        "a turn of the wheel over 50,000 people, p99",
        p99(mine), p99(theirs), aim="1.6 × (1.2)", most=1.6,
    )  # fmt: skip
    bare.close()
    table.close()
    assert mine
