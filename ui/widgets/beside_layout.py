"""An answer and what stands beside it: what is beside takes the room that is left."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget, QWidgetItem

_LEFT = 14
_RIGHT = 11
"""The least widths, in heights of a line; with less room, one under the other."""
_SHARE = 0.55


class BesideLayout(QLayout):
    """The left side in one row where there is room, else a little more than half."""

    def __init__(
        self, left: QWidget, right: QWidget, parent: QWidget, *, gap: int = 16
    ) -> None:
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(gap)
        for side in (left, right):
            self.addChildWidget(side)
            self.addItem(QWidgetItem(side))

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
        for item, box in zip(self._items, self._boxes(rect.width()), strict=True):
            item.setGeometry(box.translated(rect.topLeft()))

    def sizeHint(self) -> QSize:
        left, right = (item.sizeHint() for item in self._items)
        wide = left.width() + self.spacing() + right.width()
        return QSize(wide, max(left.height(), right.height()))

    def minimumSize(self) -> QSize:
        left, right = (item.minimumSize() for item in self._items)
        return left.expandedTo(right)

    def _height_at(self, width: int) -> int:
        return max(box.bottom() + 1 for box in self._boxes(width))

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        left, right = self._items
        wide = self._left_width(width)
        if not wide:
            high = _height(left, width)
            below = high + self.spacing() // 2
            return (
                QRect(0, 0, width, high),
                QRect(0, below, width, _height(right, width)),
            )
        rest = width - wide - self.spacing()
        high = max(_height(left, wide), _height(right, rest))
        over = wide + self.spacing()
        return QRect(0, 0, wide, high), QRect(over, 0, rest, high)

    def _left_width(self, width: int) -> int:
        """Return how wide the left side is; 0 where the right goes under it."""
        owner = self.parentWidget()
        line = owner.fontMetrics().height() if owner else 20
        room = width - self.spacing()
        one_row = self._items[0].sizeHint().width()
        if room - one_row >= line * (_RIGHT + 1):
            return max(one_row, line * _LEFT)
        share = round(room * _SHARE)
        fits = share >= line * _LEFT and room - share >= line * _RIGHT
        return max(share, self._items[0].minimumSize().width()) if fits else 0


def _height(item: QLayoutItem, width: int) -> int:
    if item.hasHeightForWidth():
        return item.heightForWidth(width)
    return item.sizeHint().height()
