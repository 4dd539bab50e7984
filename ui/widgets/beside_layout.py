"""An answer and what stands beside it: what is beside takes the room that is left."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QWidget, QWidgetItem

from ui.widgets.items_layout import ItemsLayout, height_of

_LEFT = 14
_RIGHT = 11
"""The least widths, in heights of a line; with less room, one under the other."""
_SHARE = 0.55


class BesideLayout(ItemsLayout):
    """The left side in one row where there is room, else a little more than half."""

    def __init__(
        self, left: QWidget, right: QWidget, parent: QWidget, *, gap: int = 16
    ) -> None:
        super().__init__(parent, gap)
        for side in (left, right):
            self.addChildWidget(side)
            self.addItem(QWidgetItem(side))

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        for item, box in zip(self._items, self._boxes(rect.width()), strict=True):
            item.setGeometry(box.translated(rect.topLeft()))

    def sizeHint(self) -> QSize:
        left, right = (item.sizeHint() for item in self._items)
        wide = left.width() + self.spacing() + right.width()
        return QSize(wide, max(left.height(), right.height()))

    def height_at(self, width: int) -> int:
        return max(box.bottom() + 1 for box in self._boxes(width))

    def _boxes(self, width: int) -> tuple[QRect, QRect]:
        left, right = self._items
        wide = self._left_width(width)
        if not wide:
            high = height_of(left, width)
            below = high + self.spacing() // 2
            return (
                QRect(0, 0, width, high),
                QRect(0, below, width, height_of(right, width)),
            )
        rest = width - wide - self.spacing()
        high = max(height_of(left, wide), height_of(right, rest))
        over = wide + self.spacing()
        return QRect(0, 0, wide, high), QRect(over, 0, rest, high)

    def _left_width(self, width: int) -> int:
        """Return how wide the left side is; 0 where the right goes under it."""
        line = self.line_height()
        room = width - self.spacing()
        one_row = self._items[0].sizeHint().width()
        if room - one_row >= line * (_RIGHT + 1):
            return max(one_row, line * _LEFT)
        share = round(room * _SHARE)
        fits = share >= line * _LEFT and room - share >= line * _RIGHT
        return max(share, self._items[0].minimumSize().width()) if fits else 0
