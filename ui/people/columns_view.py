"""Choose the columns of the list of people."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.people.columns import ALWAYS, COLUMNS, USUAL, ListColumn
from ui.shell.tall_dialog_view import TallDialog
from ui.widgets.pages import bare_layout
from ui.widgets.text import prose
from ui.widgets.tick_box import TickBox


class ColumnsView(TallDialog):
    chosen = Signal(list)

    def __init__(self, now: tuple[ListColumn, ...], parent: QWidget) -> None:
        page = QWidget()
        layout = bare_layout(page, gap=8)
        layout.addWidget(prose("The person always comes first.", "muted"))
        self.boxes: dict[str, TickBox] = {}
        for column in COLUMNS:
            if column.key != ALWAYS:
                box = TickBox(column.title)
                box.set_value(column in now)
                self.boxes[column.key] = box
                layout.addWidget(box)
        super().__init__("Columns of the list", page, parent, 26)
        self.add_button("As at the start", "quiet", self._usual)
        self.add_button("Go back", "secondary", self.reject)
        self.add_button("Show these", "primary", self._choose)

    def _usual(self) -> None:
        for key, box in self.boxes.items():
            box.set_value(key in USUAL)

    def _choose(self) -> None:
        self.chosen.emit([key for key, box in self.boxes.items() if box.value()])
        self.accept()
