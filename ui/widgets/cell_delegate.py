"""Draws the cells of a table: one role asked for, everything drawn twice kept."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPalette, QPen, QPixmap
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.cells import CELL, Cell
from ui.theme import ROLES
from ui.widgets.badge import CHIP, badge_size, paint_badge

Index = QModelIndex | QPersistentModelIndex
PAD = 12
_KEPT_AT_MOST = 20_000
_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
_SELECTED = QStyle.StateFlag.State_Selected
_INK = {"small": "muted", "muted": "muted", "danger": "danger"}


class CellDelegate(QStyledItemDelegate):
    """One for a table; `dress` it again when font or palette change."""

    two_lines = False

    def dress(self, font: QFont, palette: QPalette) -> None:
        """Take what every cell needs from *font* and *palette* once."""
        self._palette = palette
        self._inks = {token: palette.color(role) for token, role in ROLES.items()}
        self._fonts = _fonts(font)
        self._metrics = {name: QFontMetrics(f) for name, f in self._fonts.items()}
        self._fitted: dict[tuple[str, str, int], tuple[str, int]] = {}
        self._pictures: dict[tuple[str, str, bool], QPixmap] = {}

    def row_height(self) -> int:
        body, small = self._metrics["body"].height(), self._metrics["small"].height()
        return body + (small + 8 if self.two_lines else 21)

    def width_of(self, chars: int) -> int:
        # Running words are narrower than the mean of the alphabet.
        mean = self._metrics["body"].averageCharWidth() * 0.87
        return round(mean * chars) + 2 * PAD

    def action_box(self, room: QRect, words: str) -> QRect:
        """Return where in *room* the button is drawn, for a mouse to hit."""
        size = self._action_size(words)
        top = room.top() + (room.height() - size.height()) // 2
        return QRect(room.left(), top, min(size.width(), room.width()), size.height())

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(80, self.row_height())

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: Index
    ) -> None:
        box = option.rect
        selected = bool(option.state & _SELECTED)
        if selected:
            painter.fillRect(box, self._inks["selection"])
        painter.fillRect(box.left(), box.bottom(), box.width(), 1, self._inks["line"])
        cell = index.data(CELL)
        room = box.adjusted(PAD, 0, -PAD, -1)
        if isinstance(cell, str):
            self._write(painter, room, "body", cell)
        elif cell:
            self._paint_cell(painter, room, cell, selected=selected)

    def _paint_cell(
        self, painter: QPainter, room: QRect, cell: Cell, *, selected: bool
    ) -> None:
        if cell.action:
            self._paint_kept(painter, room, "action", cell.action, selected=selected)
            return
        if cell.below:
            room = self._paint_below(painter, room, cell.below)
        if cell.badge:
            self._paint_kept(painter, room, cell.badge, cell.badge_words)
        if cell.strong:
            used = self._write(painter, room, "strong", cell.strong)
            room.setLeft(room.left() + used)
        if cell.text:
            used = self._write(painter, room, cell.look, cell.text, right=cell.right)
            room.setLeft(room.left() + used + 8)
        for chip in cell.chips:
            self._paint_kept(painter, room, CHIP, chip)

    def _paint_below(self, painter: QPainter, room: QRect, words: str) -> QRect:
        """Write the second line; return the room of the first."""
        body, small = self._metrics["body"].height(), self._metrics["small"].height()
        top = room.top() + (room.height() - body - small) // 2
        second = QRect(room.left(), top + body, room.width(), small)
        self._write(painter, second, "small", words)
        return QRect(room.left(), top, room.width(), body)

    def _write(
        self,
        painter: QPainter,
        room: QRect,
        look: str,
        words: str,
        *,
        right: bool = False,
    ) -> int:
        shown, wide = self._fit(look, words, room.width())
        painter.setFont(self._fonts[look])
        painter.setPen(self._inks[_INK.get(look, "text")])
        painter.drawText(room, _RIGHT if right else _LEFT, shown)
        return wide

    def _fit(self, look: str, words: str, room: int) -> tuple[str, int]:
        """Return *words* as they fit into *room*, and how wide they are then."""
        key = (look, words, room)
        if found := self._fitted.get(key):
            return found
        if len(self._fitted) > _KEPT_AT_MOST:
            self._fitted.clear()
        metrics = self._metrics[look]
        wide = metrics.horizontalAdvance(words)
        if wide > room:
            words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room)
            wide = max(0, room)
        self._fitted[key] = (words, wide)
        return words, wide

    def _paint_kept(
        self,
        painter: QPainter,
        room: QRect,
        kind: str,
        words: str,
        *,
        selected: bool = False,
    ) -> None:
        """Draw a badge or button from the picture of it, for most rows share a few."""
        picture = self._pictures.get((kind, words, selected))
        sharpness = painter.device().devicePixelRatio()
        if picture is None or picture.devicePixelRatio() != sharpness:
            picture = self._drawn(kind, words, sharpness, primary=selected)
            self._pictures[kind, words, selected] = picture
        size = picture.deviceIndependentSize().toSize()
        wide = min(size.width(), room.width())
        top = room.top() + (room.height() - size.height()) // 2
        if wide == size.width():
            painter.drawPixmap(room.left(), top, picture)
        elif wide > 0 and kind != "action":
            painter.setFont(self._fonts["badge"])
            box = QRect(room.left(), top, wide, size.height())
            paint_badge(painter, box, kind, self._palette, words)
        room.setLeft(room.left() + wide + 5)

    def _drawn(
        self, kind: str, words: str, sharpness: float, *, primary: bool
    ) -> QPixmap:
        size = self._action_size(words)
        if kind != "action":
            size = badge_size(self._metrics["badge"], kind, words)
        picture = QPixmap(size * sharpness)
        picture.setDevicePixelRatio(sharpness)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        box = QRect(0, 0, size.width(), size.height())
        if kind == "action":
            self._draw_action(painter, box, words, primary=primary)
        else:
            painter.setFont(self._fonts["badge"])
            paint_badge(painter, box, kind, self._palette, words)
        painter.end()
        return picture

    def _draw_action(
        self, painter: QPainter, box: QRect, words: str, *, primary: bool
    ) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._inks["accent" if primary else "border"], 1))
        painter.setBrush(self._inks["accent" if primary else "surface"])
        frame = QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.drawRoundedRect(frame, 6, 6)
        painter.setFont(self._fonts["strong"])
        painter.setPen(self._inks["on_accent" if primary else "text"])
        painter.drawText(frame, Qt.AlignmentFlag.AlignCenter, words)

    def _action_size(self, words: str) -> QSize:
        metrics = self._metrics["strong"]
        return QSize(metrics.horizontalAdvance(words) + 28, metrics.height() + 14)


def _fonts(font: QFont) -> dict[str, QFont]:
    """Return the looks of *font*, all with digits that line up."""
    plain = QFont(font)
    plain.setFeature(QFont.Tag("tnum"), 1)
    strong = QFont(plain)
    strong.setWeight(QFont.Weight.DemiBold)
    small = QFont(plain)
    small.setPixelSize(round(plain.pixelSize() * 13 / 15))
    badge = QFont(small)
    badge.setWeight(QFont.Weight.DemiBold)
    looks = {"body": plain, "muted": plain, "strong": strong, "danger": strong}
    return {**looks, "small": small, "badge": badge}
