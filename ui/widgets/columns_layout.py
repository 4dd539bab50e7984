"""Columns of equal width: as many as there is room for, the others below."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ColumnsLayout(QLayout):
    """A column is never narrower than *least* lines of text are high."""

    def __init__(
        self, parent: QWidget | None = None, *, gap: int = 14, least: int = 15
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._least = least
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal | Qt.Orientation.Vertical

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
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
        top = room.top()
        for row, high in enumerate(rows):
            for at, item in enumerate(self._items[row * across : (row + 1) * across]):
                left = room.left() + at * (wide + self.spacing())
                item.setGeometry(QRect(left, top, wide, high))
            top += high + self.spacing()

    def sizeHint(self) -> QSize:
        wide = sum(item.sizeHint().width() for item in self._items)
        high = max((item.sizeHint().height() for item in self._items), default=0)
        return self._with_margins(QSize(wide + self._gaps(self._items), high))

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return self._with_margins(least)

    def _grid(self, width: int) -> tuple[int, int]:
        owner = self.parentWidget()
        line = owner.fontMetrics().height() if owner else 20
        least = [self._least * line, *(i.minimumSize().width() for i in self._items)]
        fitting = (width + self.spacing()) // (max(least) + self.spacing())
        across = max(1, min(len(self._items), fitting))
        return across, (width - (across - 1) * self.spacing()) // across

    def _row_heights(self, width: int) -> list[int]:
        across, wide = self._grid(width)
        heights = [_height(item, wide) for item in self._items]
        starts = range(0, len(heights), across)
        return [max(heights[at : at + across]) for at in starts]

    def _gaps(self, things: list[int] | list[QLayoutItem]) -> int:
        return self.spacing() * max(0, len(things) - 1)

    def _with_margins(self, size: QSize) -> QSize:
        room = self.contentsMargins()
        return size + QSize(room.left() + room.right(), room.top() + room.bottom())


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
