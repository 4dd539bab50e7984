"""A table of records: the view, its empty state, and what can be done with a row."""

from collections.abc import Callable, Collection, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QFrame, QStackedLayout, QVBoxLayout, QWidget

from ui.cells import RecordModel
from ui.widgets.empty_state import EmptyState
from ui.widgets.record_view import RecordView


class RecordTable(QFrame):
    """Enter opens the row, Ctrl+Enter does its own action, the menu key lists all."""

    opened = Signal(int)
    acted = Signal(int)
    menu_chosen = Signal(int, str)
    current_changed = Signal(int)
    chosen_changed = Signal()
    chosen_acted = Signal()

    def __init__(
        self,
        model: RecordModel[Any],
        name: str,
        empty: EmptyState | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self.view = RecordView(model, name)
        self._empty = empty or EmptyState("Nothing here yet")
        self._stack = QStackedLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(1, 4, 1, 4)
        outer.addLayout(self._stack)
        self._stack.addWidget(self.view)
        self._stack.addWidget(self._empty)
        self._model = model
        # Its table must go before it goes, in whatever order garbage is collected.
        model.setParent(self)
        self.view.opened.connect(self.opened)
        self.view.acted.connect(self.acted)
        self.view.menu_chosen.connect(self.menu_chosen)
        self.view.chosen_acted.connect(self.chosen_acted)
        self.view.selectionModel().selectionChanged.connect(self.chosen_changed)
        self.view.selectionModel().currentRowChanged.connect(self._moved)
        for told in (model.modelReset, model.rowsInserted, model.rowsRemoved):
            told.connect(self._show_state)
        self._show_state()

    def set_menu(self, actions: Sequence[str]) -> None:
        """Name what else can be done with a row; `menu_chosen` says which."""
        self.view.menu_words = tuple(actions)

    def choose_several(self, words: Callable[[int], str], keys: str) -> None:
        """Let several rows be chosen; `chosen_acted` when *keys* or *words* ask."""
        self.view.choose_several(words, keys)

    def chosen(self) -> list[int]:
        """Return the rows that are chosen, from the top."""
        return self.view.chosen()

    def choose(self, rows: Collection[int]) -> None:
        """Choose *rows* and nothing else."""
        self.view.choose(rows)

    def show_columns(self, titles: Collection[str]) -> None:
        """Show the columns of those *titles*; the others keep their place unseen."""
        self.view.show_columns(titles)

    def current_row(self) -> int:
        """Return the row that is selected, or -1."""
        return self.view.currentIndex().row()

    def select(self, row: int) -> None:
        self.view.selectRow(row)

    def _show_state(self) -> None:
        has_rows = bool(self._model.rowCount())
        self._stack.setCurrentIndex(0 if has_rows else 1)
        # A proxy that is hidden keeps the Tab key from going on.
        self.setFocusProxy(self.view if has_rows else None)  # type: ignore[arg-type]

    def _moved(self, current: QModelIndex) -> None:
        self.current_changed.emit(current.row())
