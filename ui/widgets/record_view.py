"""The view inside a record table: keys, mouse, widths and the ring of focus."""

from collections.abc import Collection
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
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
_ROWS_AT_LEAST = 3
_ENTER = {Qt.Key.Key_Return, Qt.Key.Key_Enter}
_ENDS = {Qt.Key.Key_Home, Qt.Key.Key_End}
_DRESSING = {
    QEvent.Type.FontChange,
    QEvent.Type.PaletteChange,
    QEvent.Type.StyleChange,
    QEvent.Type.Polish,
}


class RecordView(QTableView):
    """Enter opens a row, Ctrl+Enter presses its button, the menu key lists the rest."""

    opened = Signal(int)
    acted = Signal(int)
    menu_chosen = Signal(int, str)

    def __init__(self, model: RecordModel[Any], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.menu_words: tuple[str, ...] = ()
        self._columns = model.columns
        # Parts of our own making: asked for Qt's, PySide first loads all its widgets.
        self.setViewport(QWidget())
        self.setVerticalHeader(QHeaderView(Qt.Orientation.Vertical, self))
        self._delegate = CellDelegate(self)
        self._delegate.two_lines = any(column.two_lines for column in model.columns)
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self._set_up_rows()
        self.selectionModel().currentRowChanged.connect(self._select)
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
        if not self.currentIndex().isValid() and self.model().rowCount():
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _ENDS and not event.modifiers():
            last = self.model().rowCount() - 1
            self.selectRow(0 if event.key() == Qt.Key.Key_Home else last)
        elif event.key() not in _ENTER or not self.currentIndex().isValid():
            super().keyPressEvent(event)
        elif event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.acted.emit(self.currentIndex().row())
        else:
            self.opened.emit(self.currentIndex().row())

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

    def _select(self, current: QModelIndex) -> None:
        self._delegate.selected_row = current.row()
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
