"""What our layouts share: their items, and heights that are worked out once a width."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class ItemsLayout(QLayout):
    """A layout without margins whose height follows its width, by `height_at`."""

    def __init__(self, parent: QWidget | None, gap: int) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)

    def height_at(self, width: int) -> int:
        """Return the height that all takes at *width*, margins included."""
        del width
        return self.sizeHint().height()

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)
        self._heights.clear()

    def count(self) -> int:
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation.Horizontal

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        # A nested layout is asked for the same height many times before it is drawn.
        if width not in self._heights:
            self._heights[width] = self.height_at(width)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def minimumSize(self) -> QSize:
        least = QSize()
        for item in self._items:
            least = least.expandedTo(item.minimumSize())
        return self.with_margins(least)

    def line_height(self) -> int:
        """Return the height of a line of text where the layout stands."""
        owner = self.parentWidget()
        return owner.fontMetrics().height() if owner else 20

    def with_margins(self, size: QSize) -> QSize:
        room = self.contentsMargins()
        return size + QSize(room.left() + room.right(), room.top() + room.bottom())


def height_of(item: QLayoutItem, width: int) -> int:
    """Return how high *item* is at *width*."""
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
