"""The list of people as a table sees it: blocks of rows, read when looked at."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal

from iomdesk.ports import CaseRow
from ui.cells import CELL, Column, Index, RecordModel

BLOCK = 128
_KEPT = 40
"""Blocks in memory at once: more than anybody has in sight."""


class PeopleModel(RecordModel[CaseRow]):
    """`wanted` asks for the rows from an offset; they come by `take`."""

    wanted = Signal(int)

    def __init__(self, columns: Sequence[Column[CaseRow]]) -> None:
        super().__init__(columns)
        self._blocks: dict[int, Sequence[CaseRow]] = {}
        self._asked: set[int] = set()
        self._count = 0

    def start(self, first: Sequence[CaseRow]) -> None:
        """Show a new list, of which *first* is the first block."""
        self.beginResetModel()
        self._blocks = {0: first}
        self._asked = set()
        self._count = len(first)
        self.endResetModel()

    def set_count(self, count: int) -> None:
        """Say how many rows the whole list has, once they are counted."""
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()

    def take(self, offset: int, rows: Sequence[CaseRow]) -> None:
        block = offset // BLOCK
        self._asked.discard(block)
        if len(self._blocks) >= _KEPT:
            self._blocks.pop(next(iter(self._blocks)))
        self._blocks[block] = rows
        last = self.index(min(offset + BLOCK, self._count) - 1, len(self.columns) - 1)
        self.dataChanged.emit(self.index(offset, 0), last)

    def row(self, index: int) -> CaseRow:
        found = self.known(index)
        if found is None:
            raise IndexError(index)
        return found

    def held(self, index: int) -> CaseRow | None:
        """Return the row if it is in memory; nothing is read for it."""
        block, at = divmod(index, BLOCK)
        rows = self._blocks.get(block, ())
        return rows[at] if at < len(rows) else None

    def known(self, index: int) -> CaseRow | None:
        """Return the row, or None and have it read."""
        block, at = divmod(index, BLOCK)
        rows = self._blocks.get(block)
        if rows is not None:
            return rows[at] if at < len(rows) else None
        if block not in self._asked:
            self._asked.add(block)
            self.wanted.emit(block * BLOCK)
        return None

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL:
            row = self.known(index.row())
            return self.columns[index.column()].cell(row) if row else ""
        if role in _SPOKEN:
            row = self.known(index.row())
            shown = self.columns[index.column()].cell(row) if row else ""
            return shown if isinstance(shown, str) else shown.spoken()
        return None


_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
