"""What a table shows: columns and cells, for models that hold no widgets."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, Literal, TypeVar

from attrs import frozen
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

CELL = Qt.ItemDataRole.UserRole
"""The one role that the table's delegate asks for."""

Look = Literal["body", "strong", "small", "muted", "danger"]
Index = QModelIndex | QPersistentModelIndex
Row = TypeVar("Row")


@frozen(kw_only=True, slots=True)
class Cell:
    """*strong* stands bold before *text*; a badge comes first, chips last.

    *below* is a second, smaller line; its column must have *two_lines*.
    *badge* is a risk level ("high") or "marker"; *badge_words* replace its words.
    *action* is drawn as a button: pressing it is the row's own action.
    *in_full* is read out and shown under the mouse: the cell is too narrow for it.
    """

    text: str = ""
    look: Look = "body"
    strong: str = ""
    below: str = ""
    badge: str = ""
    badge_words: str = ""
    chips: tuple[str, ...] = ()
    action: str = ""
    right: bool = False
    in_full: str = ""

    def spoken(self) -> str:
        """Return the cell as one line of words."""
        if self.in_full:
            return self.in_full
        badge = self.badge_words or self.badge.replace("_", " ")
        parts = (badge, self.strong + self.text, self.below, *self.chips, self.action)
        return ", ".join(part for part in parts if part)


@frozen(kw_only=True)
class Column(Generic[Row]):
    """One column: *cell* makes what is shown, *chars* is its width in characters."""

    title: str
    cell: Callable[[Row], Cell | str]
    chars: int = 16
    stretch: bool = False
    two_lines: bool = False
    sort_key: Callable[[Row], Any] | None = None


class RecordModel(QAbstractTableModel, Generic[Row]):
    """Rows of records under columns; a cell is made when it is looked at."""

    def __init__(self, columns: Sequence[Column[Row]]) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self._rows: Sequence[Row] = ()

    def set_rows(self, rows: Sequence[Row]) -> None:
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def row(self, index: int) -> Row:
        return self._rows[index]

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == CELL:
            return self.columns[index.column()].cell(self._rows[index.row()])
        if role in _SPOKEN:
            shown = self.columns[index.column()].cell(self._rows[index.row()])
            return shown if isinstance(shown, str) else shown.spoken()
        return None

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Horizontal:
            return self.columns[section].title
        return str(section + 1)

    def sort(
        self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder
    ) -> None:
        key = self.columns[column].sort_key
        if key is None:
            return
        rows, backwards = self._rows, order is Qt.SortOrder.DescendingOrder
        was = sorted(range(len(rows)), key=lambda n: key(rows[n]), reverse=backwards)
        self.layoutAboutToBeChanged.emit()
        self._rows = [rows[n] for n in was]
        # What is chosen stays chosen: without this it would be whoever comes there.
        place = {old: new for new, old in enumerate(was)}
        before = self.persistentIndexList()
        after = [self.index(place[one.row()], one.column()) for one in before]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


_SPOKEN = (
    Qt.ItemDataRole.DisplayRole,
    Qt.ItemDataRole.AccessibleTextRole,
    Qt.ItemDataRole.ToolTipRole,
)
