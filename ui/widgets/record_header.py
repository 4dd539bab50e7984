"""The header of a table, with a drawn mark at the column that rows are sorted by."""

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QHeaderView, QWidget

from ui.theme import colour
from ui.widgets.shapes import draw_shape


class RecordHeader(QHeaderView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.setHighlightSections(False)
        left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        self.setDefaultAlignment(left)
        self.setMinimumSectionSize(24)
        self.setSectionsClickable(True)
        self.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)

    def paintSection(self, painter: QPainter, rect: QRect, logicalIndex: int) -> None:  # noqa: N803
        painter.save()
        super().paintSection(painter, rect, logicalIndex)
        painter.restore()
        if logicalIndex != self.sortIndicatorSection():
            return
        title = str(self.model().headerData(logicalIndex, self.orientation()) or "")
        side = self.fontMetrics().capHeight()
        left = rect.left() + 18 + self.fontMetrics().horizontalAdvance(title)
        box = QRectF(left, rect.center().y() - side / 2 + 1, side, side)
        up = self.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = "triangle" if up else "triangle_down"
        draw_shape(painter, shape, box, colour(self.palette(), "muted"))
