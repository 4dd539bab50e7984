"""The floor for a start: a main window with a table, and nothing else.

Given a store and its key in hexadecimal, the table shows its first fifty people.
"""

import sys
from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    QTimer,
)
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.bench.children.telling import say_painted

NOWHERE = QModelIndex()
Rows = list[tuple[Any, ...]]


class Fifty(QAbstractTableModel):
    def __init__(self, rows: Rows) -> None:
        super().__init__()
        self._rows = rows

    def rowCount(self, _parent: QModelIndex | QPersistentModelIndex = NOWHERE) -> int:
        return len(self._rows)

    def columnCount(
        self, _parent: QModelIndex | QPersistentModelIndex = NOWHERE
    ) -> int:
        return 8

    def data(
        self,
        index: QModelIndex | QPersistentModelIndex,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._rows[index.row()][index.column()]
        return None


def first_fifty(path: str, key: str) -> Rows:
    from sqlcipher3 import dbapi2 as sqlcipher

    raw = sqlcipher.connect(path)
    raw.execute(f"PRAGMA key = \"x'{key}'\"")
    found: Rows = raw.execute(
        "SELECT id, case_id, sort_key, officer, team, pillar, rag, risk FROM caseload"
        " ORDER BY sort_key LIMIT 50"
    ).fetchall()
    return found


class Table(QTableView):
    told = False

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.told:
            self.told = True
            QTimer.singleShot(0, say_painted)


app = QApplication([])
rows = first_fifty(*sys.argv[1:]) if sys.argv[1:] else [("word",) * 8] * 50
window, table, model = QMainWindow(), Table(), Fifty(rows)
table.setModel(model)
window.setCentralWidget(table)
window.resize(1366, 768)
window.show()
app.exec()
