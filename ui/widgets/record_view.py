"""The view inside a record table: keys, mouse, widths and the ring of focus."""

from collections.abc import Callable, Collection, Iterator
from functools import partial
from itertools import groupby
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QAction,
    QContextMenuEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QTableView,
    QWidget,
)

from ui.cells import CELL, Cell, RecordModel
from ui.theme import colour
from ui.widgets.cell_delegate import PAD, CellDelegate
from ui.widgets.record_header import RecordHeader

_LEAST = 0.9
_ROWS_AT_LEAST = 5
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_SHIFT = Qt.KeyboardModifier.ShiftModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_DRESSING = {
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.Polish,
}


class RecordView(QTableView):
    """Enter opens a row, Ctrl+Enter presses its button, the menu key lists the rest.

    Once several can be chosen, Shift and Ctrl choose more, by mouse and by keys.
    """

    opened = Signal(int)
    acted = Signal(int)
    menu_chosen = Signal(int, str)
    chosen_acted = Signal()

    def __init__(self, model: RecordModel[Any], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.menu_words: tuple[str, ...] = ()
        self._words_of_chosen: Callable[[int], str] | None = None
        self._began = 0
        self._columns = model.columns
        # Parts of our own making: asked for Qt's, PySide first loads all its widgets.
        self.setViewport(QWidget())
        self.setVerticalHeader(QHeaderView(Qt.Orientation.Vertical, self))
        self._delegate = CellDelegate(self)
        self._delegate.two_lines = any(column.two_lines for column in model.columns)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_up_rows()
        self.selectionModel().currentRowChanged.connect(self._move)
        self._set_up_header()
        self._dress()
        self.doubleClicked.connect(self._open)

    def _set_up_rows(self) -> None:
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        # Painted whole by us, so that scrolling moves what is drawn already.
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.verticalHeader().hide()
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)

    def _set_up_header(self) -> None:
        header = RecordHeader(self)
        self.setHorizontalHeader(header)
        if any(column.sort_key for column in self._columns):
            header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
            self.setSortingEnabled(True)

    def show_columns(self, titles: Collection[str]) -> None:
        """Show the columns of those *titles*, and those that have none."""
        for n, column in enumerate(self._columns):
            shown = not column.title or column.title in titles
            self.setColumnHidden(n, not shown)
        self._share_width()

    def choose_several(self, words: Callable[[int], str], keys: str) -> None:
        """Let several rows be chosen; *words* name what *keys* do with so many."""
        self._words_of_chosen = words
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.chosen_action = QAction(self)
        self.chosen_action.setShortcut(keys)
        self.chosen_action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
        self.chosen_action.triggered.connect(self.chosen_acted)
        self.addAction(self.chosen_action)

    def chosen(self) -> list[int]:
        """Return the rows that are chosen, from the top."""
        parts = self.selectionModel().selection().toList()
        return sorted({n for p in parts for n in range(p.top(), p.bottom() + 1)})

    def choose(self, rows: Collection[int], current: int | None = None) -> None:
        """Choose *rows* and nothing else; the first or *current* has the keys."""
        at, flag = self.model().index, QItemSelectionModel.SelectionFlag
        several = QItemSelection()
        for first, last in _stretches(rows):
            several.select(at(first, 0), at(last, 0))
        now = min(rows) if current is None else current
        self.selectionModel().setCurrentIndex(at(now, 0), flag.NoUpdate)
        self.selectionModel().select(several, flag.ClearAndSelect | flag.Rows)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in _DRESSING and isinstance(self.itemDelegate(), CellDelegate):
            self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_width()

    def minimumSizeHint(self) -> QSize:
        rows = _ROWS_AT_LEAST * self._delegate.row_height()
        return QSize(240, rows + self.horizontalHeader().sizeHint().height())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.model().rowCount() and not self.selectionModel().hasSelection():
            self.choose([max(0, self.currentIndex().row())])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = self.model().rowCount() - 1
        if event.key() in _ENDS and not event.modifiers():
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        elif (
            event.key() in _ENDS
            and event.modifiers() == _SHIFT
            and self._words_of_chosen
        ):
            # What Qt does with Shift and these keys stays within the row.
            self._choose_until(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() not in _ENTER or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif event.modifiers() & _CTRL:
            self.acted.emit(self.currentIndex().row())
        else:
            self.opened.emit(self.currentIndex().row())

    def _choose_until(self, row: int) -> None:
        """Choose all from where the stretch began to *row*."""
        began = self._began
        self.choose(range(min(began, row), max(began, row) + 1), current=row)
        self._began = began

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        left = event.button() is Qt.MouseButton.LeftButton
        index = self.indexAt(event.position().toPoint())
        if left and self._is_on_action(index, event.position().toPoint()):
            self.acted.emit(index.row())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        index = self.currentIndex()
        if not index.isValid():
            return
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        box = self.visualRect(index)
        at = self.viewport().mapToGlobal(box.bottomLeft()) if by_key else None
        self._menu(index).popup(at or event.globalPos())

    def paintEvent(self, event: QPaintEvent) -> None:
        ground = QPainter(self.viewport())
        ground.fillRect(event.rect(), colour(self.palette(), "surface"))
        ground.end()
        super().paintEvent(event)
        index = self.currentIndex()
        if not self.hasFocus() or not index.isValid():
            return
        box = QRectF(self.visualRect(index))
        box.setLeft(0)
        box.setRight(self.viewport().width())
        painter = QPainter(self.viewport())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(colour(self.palette(), "focus"), 3))
        painter.drawRoundedRect(box.adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
        painter.end()

    def _menu(self, index: QModelIndex) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        row = index.row()
        menu.addAction("Open", partial(self.opened.emit, row))
        for words in self.menu_words:
            menu.addAction(words, partial(self.menu_chosen.emit, row, words))
        if self._words_of_chosen:
            self.chosen_action.setText(self._words_of_chosen(len(self.chosen())))
            menu.addAction(self.chosen_action)
        for at, column in enumerate(self._columns):
            if column.sort_key:
                menu.addAction(
                    f"Sort by {column.title.lower()}", partial(self._sort_by, at)
                )
        return menu

    def _sort_by(self, column: int) -> None:
        header = self.horizontalHeader()
        down = header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        again = header.sortIndicatorSection() == column and down
        order = Qt.SortOrder.DescendingOrder if again else Qt.SortOrder.AscendingOrder
        self.sortByColumn(column, order)

    def _move(self, current: QModelIndex) -> None:
        """Note where a stretch would begin: where one came to without Shift."""
        if not QGuiApplication.keyboardModifiers() & _SHIFT:
            self._began = max(0, current.row())
        self.viewport().update()

    def _open(self, index: QModelIndex) -> None:
        self.opened.emit(index.row())

    def _is_on_action(self, index: QModelIndex, at: QPoint) -> bool:
        cell = index.data(CELL) if index.isValid() else None
        if not isinstance(cell, Cell) or not cell.action:
            return False
        room = self.visualRect(index).adjusted(PAD, 0, -PAD, -1)
        return self._delegate.action_box(room, cell.action).contains(at)

    def _dress(self) -> None:
        self._delegate.dress(self.font(), self.palette())
        self.verticalHeader().setDefaultSectionSize(self._delegate.row_height())
        self._share_width()
        self.viewport().update()

    def _share_width(self) -> None:
        wanted = [self._delegate.width_of(c.chars) for c in self._columns]
        for n in range(len(wanted)):
            wanted[n] *= not self.isColumnHidden(n)
        spare = self.viewport().width() - sum(wanted)
        growing = [n for n, c in enumerate(self._columns) if c.stretch and wanted[n]]
        if spare < 0:
            part = max(_LEAST, self.viewport().width() / sum(wanted))
            wanted = [int(wide * part) for wide in wanted]
        for n in growing if spare > 0 else ():
            wanted[n] += spare // len(growing)
        for n, wide in enumerate(wanted):
            if wide:
                self.setColumnWidth(n, wide)


def _stretches(rows: Collection[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each stretch without a gap."""
    for _, pairs in groupby(enumerate(sorted(rows)), lambda pair: pair[1] - pair[0]):
        stretch = [row for _, row in pairs]
        yield stretch[0], stretch[-1]
