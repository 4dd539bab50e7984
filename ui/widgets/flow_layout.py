"""A row of widgets that goes on in the next line where the width ends."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayoutItem, QWidget

from ui.widgets.items_layout import ItemsLayout


class FlowLayout(ItemsLayout):
    def __init__(
        self, parent: QWidget | None = None, gap: int = 8, between: int | None = None
    ) -> None:
        super().__init__(parent, gap)
        self._between = gap if between is None else between

    def clear(self) -> None:
        """Take all widgets out and let them go."""
        while self._items:
            if widget := self._items.pop().widget():
                widget.setParent(None)
                widget.deleteLater()

    def expandingDirections(self) -> Qt.Orientation:
        return Qt.Orientation(0)

    def setGeometry(self, rect: QRect) -> None:
        super().setGeometry(rect)
        self._placed(rect, moving=True)

    def sizeHint(self) -> QSize:
        wanted = [item.sizeHint() for item in self._items if not item.isEmpty()]
        width = sum(s.width() for s in wanted) + self.spacing() * max(
            0, len(wanted) - 1
        )
        height = max((s.height() for s in wanted), default=0)
        return self.with_margins(QSize(width, height))

    def height_at(self, width: int) -> int:
        return self._placed(QRect(0, 0, width, 0), moving=False)

    def _placed(self, rect: QRect, *, moving: bool) -> int:
        room = rect.marginsRemoved(self.contentsMargins())
        margins = self.contentsMargins()
        x, y, gap = room.left(), room.top(), self.spacing()
        for line in self._lines(room.width()):
            sizes = [_within(item, room.width()) for item in line]
            high = max(size.height() for size in sizes)
            for item, size in zip(line, sizes, strict=True):
                if moving:
                    top = y + (high - size.height()) // 2
                    item.setGeometry(QRect(QPoint(x, top), size))
                x += size.width() + gap
            x, y = room.left(), y + high + self._between
        used = y - self._between if y > room.top() else y
        return used - rect.top() + margins.bottom()

    def _lines(self, width: int) -> list[list[QLayoutItem]]:
        lines: list[list[QLayoutItem]] = []
        used = 0
        for item in self._items:
            if item.isEmpty():
                continue
            wanted = item.sizeHint().width()
            if lines and used + self.spacing() + wanted <= width:
                lines[-1].append(item)
                used += self.spacing() + wanted
            else:
                lines.append([item])
                used = wanted
        return lines


def _within(item: QLayoutItem, room: int) -> QSize:
    """Return the size of *item* where a line is *room* wide: wrapped if it must be."""
    size = item.sizeHint()
    if size.width() <= room:
        return size
    wide = max(room, item.minimumSize().width())
    high = item.heightForWidth(wide) if item.hasHeightForWidth() else size.height()
    return QSize(wide, high)
