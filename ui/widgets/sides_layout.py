"""Two things side by side where there is room, one under the other where not."""

from PySide6.QtCore import QRect, QSize
from PySide6.QtWidgets import QLayout, QWidget, QWidgetItem

from ui.widgets.items_layout import ItemsLayout, height_of


class SidesLayout(ItemsLayout):
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
        super().__init__(parent, gap)
        self._least = least
        for side in (left, right):
            self._take(side)

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
        return self.with_margins(QSize(wide, max(left.height(), right.height())))

    def height_at(self, width: int) -> int:
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
                QRect(0, 0, wide, height_of(left, wide)),
                QRect(width - wanted, 0, wanted, height_of(right, wanted)),
            )
        high = height_of(left, width)
        below = high + self.spacing() // 2
        wanted = min(wanted, width)
        return (
            QRect(0, 0, width, high),
            QRect(0, below, wanted, height_of(right, wanted)),
        )

    def _floor(self) -> int:
        return self._least * self.line_height()

    def _take(self, side: QWidget | QLayout) -> None:
        if isinstance(side, QWidget):
            self.addChildWidget(side)
            self.addItem(QWidgetItem(side))
        else:
            self.addChildLayout(side)
            self.addItem(side)
