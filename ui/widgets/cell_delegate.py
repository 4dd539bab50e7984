"""Draws the cells of a table, asking the model for one role only."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPalette, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.cells import CELL, Cell
from ui.theme import ROLES
from ui.widgets.badge import CHIP, badge_size, paint_badge

Index = QModelIndex | QPersistentModelIndex
_PAD = 12
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_INK = {"small": "muted", "muted": "muted", "danger": "danger"}


class CellDelegate(QStyledItemDelegate):
    """One for a table; `dress` it again when font or palette change."""

    def dress(self, font: QFont, palette: QPalette) -> None:
        """Take what every cell needs from *font* and *palette* once."""
        self._palette = palette
        self._inks = {token: palette.color(role) for token, role in ROLES.items()}
        plain = QFont(font)
        plain.setFeature(QFont.Tag("tnum"), 1)
        strong = QFont(plain)
        strong.setWeight(QFont.Weight.DemiBold)
        small = QFont(plain)
        small.setPixelSize(round(plain.pixelSize() * 13 / 15))
        badge = QFont(small)
        badge.setWeight(QFont.Weight.DemiBold)
        self._fonts = {"body": plain, "strong": strong, "small": small, "badge": badge}
        self._fonts |= {"muted": plain, "danger": strong}
        self._metrics = {name: QFontMetrics(f) for name, f in self._fonts.items()}

    def row_height(self) -> int:
        return self._metrics["body"].height() + 21

    def width_of(self, chars: int) -> int:
        # Running words are narrower than the mean of the alphabet.
        mean = self._metrics["body"].averageCharWidth() * 0.87
        return round(mean * chars) + 2 * _PAD

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box: QRect = option.rect
        state: QStyle.StateFlag = option.state
        selected = bool(state & QStyle.StateFlag.State_Selected)
        if selected:
            painter.fillRect(box, self._inks["selection"])
        cell = index.data(CELL)
        room = box.adjusted(_PAD, 0, -_PAD, -1)
        if isinstance(cell, str):
            self._write(painter, room, "body", cell)
        elif cell:
            self._paint_cell(painter, room, cell, selected=selected)
        painter.setPen(self._inks["line"])
        painter.drawLine(box.bottomLeft(), box.bottomRight())

    def _paint_cell(
        self, painter: QPainter, room: QRect, cell: Cell, *, selected: bool
    ) -> None:
        if cell.action:
            self._paint_action(painter, room, cell.action, primary=selected)
            return
        if cell.badge:
            self._paint_badge(painter, room, cell.badge, cell.badge_words)
        if cell.strong:
            used = self._write(painter, room, "strong", cell.strong)
            room.setLeft(room.left() + used)
        if cell.text:
            used = self._write(painter, room, cell.look, cell.text, right=cell.right)
            room.setLeft(room.left() + used + 8)
        for chip in cell.chips:
            self._paint_badge(painter, room, CHIP, chip)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        look: str,
        words: str,
        *,
        right: bool = False,
    ) -> int:
        metrics = self._metrics[look]
        wide = metrics.horizontalAdvance(words)
        if wide > room.width():
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
            wide = room.width()
        painter.setFont(self._fonts[look])
        painter.setPen(self._inks[_INK.get(look, "text")])
        painter.drawText(room, _RIGHT if right else _LEFT, words)
        return wide

    def _paint_badge(
        self, painter: QPainter, room: QRect, kind: str, words: str
    ) -> None:
        painter.setFont(self._fonts["badge"])
        size = badge_size(self._metrics["badge"], kind, words)
        top = room.top() + (room.height() - size.height()) // 2
        wide = min(size.width(), room.width())
        box = QRect(room.left(), top, wide, size.height())
        paint_badge(painter, box, kind, self._palette, words)
        room.setLeft(room.left() + wide + 5)

    def _paint_action(
        self, painter: QPainter, room: QRect, words: str, *, primary: bool
    ) -> None:
        box = QRectF(self.action_box(room, words)).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._inks["accent" if primary else "border"], 1))
        painter.setBrush(self._inks["accent" if primary else "surface"])
        painter.drawRoundedRect(box, 6, 6)
        painter.setFont(self._fonts["strong"])
        painter.setPen(QColor(self._inks["on_accent" if primary else "text"]))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def action_box(self, room: QRect, words: str) -> QRect:
        """Return where in *room* the button is drawn, for a mouse to hit."""
        metrics = self._metrics["strong"]
        wide = min(metrics.horizontalAdvance(words) + 28, room.width())
        high = metrics.height() + 14
        top = room.top() + (room.height() - high) // 2
        return QRect(room.left(), top, wide, high)
