"""Columns of equal width: as many as there is room for, the others below."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.widgets.items_layout import ItemsLayout, height_of


class ColumnsLayout(ItemsLayout):
    """A column is never narrower than *least* lines of text are high."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 14, least: int = 15
    ) -> None:
        super().__init__(parent, gap)
        self._least = least

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical

    def height_at(self, width: int) -> int:
        room = self.contentsMargins()
        rows = self._row_heights(width - room.left() - room.right())
        return sum(rows) + self._gaps(rows) + room.top() + room.bottom()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        across, wide = self._grid(room.width())
        rows = self._row_heights(room.width())
        spare = max(0, room.height() - sum(rows) - self._gaps(rows))
        rows = [high + spare // len(rows) for high in rows]
        top, shown = room.top(), self._shown()
        for row, high in enumerate(rows):
            for at, item in enumerate(shown[row * across : (row + 1) * across]):
                left = room.left() + at * (wide + self.spacing())
                item.setGeometry(QRect(left, top, wide, high))
            top += high + self.spacing()

    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() for item in self._shown())
        high = max((item.sizeHint().height() for item in self._shown()), default=0)
        return self.with_margins(QSize(wide + self._gaps(self._shown()), high))

    def _grid(self, width: int) -> tuple[int, int]:
        least = [
            self._least * self.line_height(),
            *(i.minimumSize().width() for i in self._shown()),
        ]
        fitting = (width + self.spacing()) // (max(least) + self.spacing())
        across = max(1, min(len(self._shown()), fitting))
        return across, (width - (across - 1) * self.spacing()) // across

    def _row_heights(self, width: int) -> list[int]:
        across, wide = self._grid(width)
        heights = [height_of(item, wide) for item in self._shown()]
        starts = range(0, len(heights), across)
        return [max(heights[at : at + across]) for at in starts]

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _gaps(self, things: list[int] | list[QLayoutItem]) -> int:
        return self.spacing() * max(0, len(things) - 1)
