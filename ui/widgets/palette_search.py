"""Find a person or a command: Ctrl+K, type, Enter."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.shown import Entry
from ui.theme import colour
from ui.widgets.cell_delegate import Index
from ui.widgets.editors import LineEdit
from ui.widgets.text import text

__all__ = ["Entry", "PaletteSearch"]

_NOTE = Qt.ItemDataRole.UserRole
_MOVES = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
_MOST = 50


class PaletteSearch(QDialog):
    """*find* answers at once; what is found later comes by `show_entries`."""

    chosen = Signal(str)
    asked = Signal(str)

    def __init__(self, find: Callable[[str], Sequence[Entry]], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.FramelessWindowHint)
        self._find = find
        self._entries: tuple[Entry, ...] = ()
        self._entered = False
        self.setModal(True)
        self.setWindowTitle("Find a person or a command")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.field = LineEdit("Find a person or a command")
        self.field.setAccessibleName("Find a person or a command")
        self.field.textChanged.connect(self._ask)
        self.field.returnPressed.connect(self._choose)
        self.field.installEventFilter(self)
        self._list = QListWidget()
        self._list.setAccessibleName("Found")
        self._list.setItemDelegate(_Line(self._list))
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._choose)
        self._nothing = text("Nothing found. Try part of a name.", "muted", wrap=True)
        self._lay_out()
        self._ask("")

    def show_entries(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries[:_MOST])
        self._list.clear()
        for entry in self._entries:
            item = QListWidgetItem(entry.words)
            item.setData(_NOTE, entry.note)
            self._list.addItem(item)
        self._list.setCurrentRow(0)
        self._list.setVisible(bool(entries))
        self._nothing.setVisible(not entries)
        if self._entered and self._entries:
            self._choose()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            step = _MOVES.get(Qt.Key(event.key()))
            if step and self._entries:
                row = (self._list.currentRow() + step) % len(self._entries)
                self._list.setCurrentRow(row)
                self._read_out(self._entries[row])
                return True
        return super().eventFilter(watched, event)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 30, line * 21)

    def _lay_out(self) -> None:
        box = QFrame()
        box.setProperty("box", "popup")
        inner = QVBoxLayout(box)
        inner.setContentsMargins(12, 12, 12, 12)
        inner.addWidget(self.field)
        inner.addWidget(self._list, 1)
        inner.addWidget(self._nothing, 1, Qt.AlignmentFlag.AlignTop)
        inner.addWidget(text("Up and down to move, Enter to go, Esc to leave", "small"))
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(box)

    def _ask(self, words: str) -> None:
        self._entered = False
        self.show_entries(self._find(words))
        self.asked.emit(words)

    def _choose(self) -> None:
        row = self._list.currentRow()
        # Fingers are faster than the search: chosen is then what it finds first.
        self._entered = not self._entries
        if 0 <= row < len(self._entries):
            self.chosen.emit(self._entries[row].key)
            self.accept()

    def _read_out(self, entry: Entry) -> None:
        # The field keeps the focus, so the line is told as the field's description.
        self.field.setAccessibleDescription(f"{entry.words} {entry.note}".strip())


class _Line(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(200, option.fontMetrics.height() + 18)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        of = option.palette
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, colour(of, "selection"))
            painter.fillRect(
                option.rect.adjusted(0, 0, 3 - option.rect.width(), 0),
                colour(of, "focus"),
            )
        room = option.rect.adjusted(12, 0, -12, 0)
        painter.setPen(colour(of, "muted"))
        note = index.data(_NOTE) or ""
        right = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
        painter.drawText(room, right, note)
        used = painter.fontMetrics().horizontalAdvance(note) + (12 if note else 0)
        room.setRight(room.right() - used)
        painter.setPen(colour(of, "text"))
        words = painter.fontMetrics().elidedText(
            index.data(), Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)
