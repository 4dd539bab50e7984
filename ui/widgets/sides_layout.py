"""Two things side by side where there is room, one under the other where not."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem


class SidesLayout(QLayout):
    """The left side takes what the right leaves, but never less than *least* lines."""

    def __init__(
        self,
        left: QWidget | QLayout,
        right: QWidget | QLayout,
        parent: QWidget | None = None,
        *,
        gap: int = 16,
        least: int = 14,
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self._least = least
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        for side in (left, right):
            self._take(side)

    def addItem(self, item: QLayoutItem) -> None:
        self._items.append(item)

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
            self._heights[width] = self._height_at(width)
        return self._heights[width]

    def invalidate(self) -> None:
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        room = rect.marginsRemoved(self.contentsMargins())
        boxes = self._boxes(room.width())
        used = max(box.bottom() + 1 for box in boxes)
        beside = boxes[1].left() > 0
        for item, box in zip(self._items, boxes, strict=True):
            spare = room.height() - box.height() if beside else room.height() - used
            down = max(0, spare) // 2 if beside else 0
            item.setGeometry(box.translated(room.left(), room.top() + down))

    def sizeHint(self) -> QSize:
        left, right = (item.sizeHint() for item in self._items)
        wide = left.width() + self.spacing() + right.width()
        return self._with_margins(QSize(wide, max(left.height(), right.height())))

    def minimumSize(self) -> QSize:
        left, right = (item.minimumSize() for item in self._items)
        return self._with_margins(left.expandedTo(right))

    def _height_at(self, width: int) -> int:
        room = self.contentsMargins()
        inner = width - room.left() - room.right()
        boxes = self._boxes(inner)
        return max(box.bottom() + 1 for box in boxes) + room.top() + room.bottom()

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        left, right = self._items
        wanted = right.sizeHint().width()
        rest = width - wanted - self.spacing()
        if right.isEmpty() or rest >= min(left.sizeHint().width(), self._floor()):
            wide = width if right.isEmpty() else rest
            return (
                QRect(0, 0, wide, _height(left, wide)),
                QRect(width - wanted, 0, wanted, _height(right, wanted)),
            )
        high = _height(left, width)
        below = high + self.spacing() // 2
        wanted = min(wanted, width)
        return (
            QRect(0, 0, width, high),
            QRect(0, below, wanted, _height(right, wanted)),
        )

    def _floor(self) -> int:
        owner = self.parentWidget()
        return self._least * (owner.fontMetrics().height() if owner else 20)

    def _take(self, side: QWidget | QLayout) -> None:
        if isinstance(side, QWidget):
            self.addChildWidget(side)
            self.addItem(QWidgetItem(side))
        else:
            self.addChildLayout(side)
            self.addItem(side)

    def _with_margins(self, size: QSize) -> QSize:
        room = self.contentsMargins()
        return size + QSize(room.left() + room.right(), room.top() + room.bottom())


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
