"""Parts of a record in rows of their own: add one, change it, take it out."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iomdesk.records.ids import PartId, new_id
from ui.widgets.buttons import Button
from ui.widgets.pages import bare_layout
from ui.widgets.reveal import reveal

_ROOM = (12, 10, 12, 12)
_NO_ROOM = (0, 2, 0, 6)


class PartRow(QFrame):
    """One part; its *value* keeps what the row does not show."""

    edited = Signal()

    def value(self) -> Any:
        raise NotImplementedError

    def set_value(self, part: Any) -> None:
        raise NotImplementedError


class PartList(QWidget):
    """Rows by the ids of their parts; an added one gets an id of its own.

    *box* is what stands round a row: a card, a quieter part of one, or nothing.
    """

    edited = Signal()

    def __init__(
        self,
        make: Callable[[], PartRow],
        add_words: str,
        one: str,
        box: str = "part",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._make = make
        self._one = one
        self._box = box
        self._rows: dict[PartId, PartRow] = {}
        self._held: dict[PartId, QWidget] = {}
        outer = bare_layout(self, gap=8)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        outer.addLayout(self._list)
        self.add = Button(add_words, picture="plus")
        self.add.clicked.connect(self.add_part)
        across = QHBoxLayout()
        across.addWidget(self.add)
        across.addStretch(1)
        outer.addLayout(across)

    def values(self) -> dict[PartId, Any]:
        return {key: row.value() for key, row in self._rows.items()}

    def set_values(self, parts: Mapping[PartId, Any]) -> None:
        """Show *parts*; rows that stay keep their place and the keys."""
        for key in [key for key in self._rows if key not in parts]:
            self._drop(key)
        for key, part in parts.items():
            if key not in self._rows:
                self._put(key)
            self._rows[key].set_value(part)

    def row(self, key: PartId) -> PartRow | None:
        return self._rows.get(key)

    def add_part(self) -> None:
        row = self._put(PartId(new_id()))
        reveal(row)
        self.edited.emit()

    def _put(self, key: PartId) -> PartRow:
        row = self._make()
        row.edited.connect(self.edited)
        out = Button(
            f"Take {self._one} {len(self._rows) + 1} out", "icon", picture="bin"
        )
        out.clicked.connect(partial(self._take_out, key))
        held = QFrame()
        held.setProperty("box", self._box)
        across = QHBoxLayout(held)
        across.setContentsMargins(*(_ROOM if self._box else _NO_ROOM))
        across.addWidget(row, 1)
        across.addWidget(out, 0, Qt.AlignmentFlag.AlignTop)
        self._rows[key], self._held[key] = row, held
        self._list.addWidget(held)
        return row

    def _take_out(self, key: PartId) -> None:
        self._drop(key)
        reveal(self.add)
        self.edited.emit()

    def _drop(self, key: PartId) -> None:
        held = self._held.pop(key)
        del self._rows[key]
        held.hide()
        held.deleteLater()
