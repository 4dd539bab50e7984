"""The list of screens down the left side, with a count where work waits."""

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPaintEvent, QPen, QShortcutEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QSizePolicy, QVBoxLayout, QWidget

from ui.shown import Place
from ui.theme import colour
from ui.widgets.badge import badge_inks
from ui.widgets.card import scrolling
from ui.widgets.icons import picture
from ui.widgets.shapes import draw_shape

__all__ = ["Navigation", "NavigationButton", "Place"]

_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignVCenter
_WIDEST = 8
"""In heights of a line: longer words wrap."""
_MOST = 999
_ARROWS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}


class Navigation(QFrame):
    """Arrow keys move along the list, Enter goes there; one place takes the Tab key."""

    chosen = Signal(str)

    def __init__(
        self,
        places: tuple[Place, ...],
        name: str = "Screens",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        inner = QWidget()
        inner.setProperty("arrows", "true")
        self._area = scrolling(inner)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self._area)
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(8, 12, 8, 12)
        layout.setSpacing(2)
        self._buttons: dict[str, NavigationButton] = {}
        for place in (p for p in places if not p.at_bottom):
            layout.addWidget(self._button(place))
        layout.addStretch(1)
        for place in (p for p in places if p.at_bottom):
            layout.addWidget(self._button(place))
        self.set_current(places[0].key)

    def sizeHint(self) -> QSize:
        wide = max(button.sizeHint().width() for button in self._buttons.values())
        return QSize(wide + 17, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(self.sizeHint().width(), 80)

    def set_current(self, key: str) -> None:
        for other, button in self._buttons.items():
            button.set_current(current=other == key)

    def set_count(self, key: str, count: int) -> None:
        self._buttons[key].set_count(count)

    def set_shown(self, key: str, *, shown: bool) -> None:
        self._buttons[key].setVisible(shown)

    def set_note(self, key: str, note: str) -> None:
        """Put a short *note* at the right of a place; "done" is drawn as a tick."""
        self._buttons[key].set_note(note)

    def _move(self, step: int) -> None:
        buttons = [b for b in self._buttons.values() if not b.isHidden()]
        here = [button.hasFocus() for button in buttons].index(True)
        to = buttons[(here + step) % len(buttons)]
        to.setFocus(Qt.FocusReason.TabFocusReason)
        self._area.ensureWidgetVisible(to)

    def _button(self, place: Place) -> "NavigationButton":
        button = NavigationButton(place)
        button.pressed_for.connect(self.chosen)
        button.moved.connect(self._move)
        self._buttons[place.key] = button
        return button


class NavigationButton(QAbstractButton):
    pressed_for = Signal(str)
    moved = Signal(int)

    def __init__(self, place: Place) -> None:
        super().__init__()
        self._place = place
        self._count = 0
        self._note = ""
        self._current = False
        self.setText(place.words)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        if place.shortcut:
            self.setShortcut(place.shortcut)
            self.setToolTip(f"{place.words} ({place.shortcut})")
        self.clicked.connect(self._tell)
        self._name()

    def event(self, event: QEvent) -> bool:
        # A button answers its key a tenth of a second late, to be seen going down.
        if isinstance(event, QShortcutEvent) and not event.isAmbiguous():
            self.click()
            return True
        return super().event(event)

    def set_current(self, *, current: bool) -> None:
        self._current = current
        policy = Qt.FocusPolicy.StrongFocus if current else Qt.FocusPolicy.ClickFocus
        self.setFocusPolicy(policy)
        self._name()

    def set_count(self, count: int) -> None:
        self._count = count
        self._name()

    def set_note(self, note: str) -> None:
        self._note = note
        self._name()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() in _ARROWS:
            self.moved.emit(_ARROWS[Qt.Key(event.key())])
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        words = self._words_size()
        wide = self._left() + words.width() + self._right_width() + 12
        return QSize(wide, words.height() + 21)

    def minimumSizeHint(self) -> QSize:
        # The list may need a scroll bar's width of it.
        return self.sizeHint() - QSize(12, 0)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_ground(painter)
        ink = colour(self.palette(), "text" if self._current else "muted")
        if self._place.picture:
            side = self._picture_side()
            top = (self.height() - side) // 2
            painter.drawPixmap(12, top, picture(self._place.picture, ink, side))
        painter.setPen(ink)
        room = self.rect().adjusted(self._left(), 0, -12, 0)
        if self._words_size().height() > self.fontMetrics().height():
            room.setRight(room.right() - self._right_width())
        painter.drawText(room, _WRAP, self.text())
        self._paint_right(painter)
        painter.end()

    def _words_size(self) -> QSize:
        """Return the room for the words: long ones go on in a second line."""
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.text())
        if wide <= metrics.height() * _WIDEST:
            return QSize(wide, metrics.height())
        room = QRect(0, 0, metrics.height() * _WIDEST, metrics.height() * 4)
        return metrics.boundingRect(room, _WRAP, self.text()).size() + QSize(2, 0)

    def _right_width(self) -> int:
        metrics = self.fontMetrics()
        note = metrics.horizontalAdvance(self._note) + 16 if self._note else 0
        return max(metrics.height() + 24, note)

    def _paint_ground(self, painter: QPainter) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        if self._current:
            painter.setBrush(colour(self.palette(), "selection"))
            painter.drawRoundedRect(self.rect(), 6, 6)
        if self.hasFocus():
            painter.setPen(QPen(colour(self.palette(), "focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(self.rect()).adjusted(1.5, 1.5, -1.5, -1.5)
            painter.drawRoundedRect(ring, 6, 6)
        elif self.underMouse() and not self._current:
            painter.setPen(QPen(colour(self.palette(), "line"), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(
                QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6
            )

    def _paint_right(self, painter: QPainter) -> None:
        room = self.rect().adjusted(0, 0, -12, 0)
        if self._count:
            self._paint_count(painter, room)
        elif self._note == "done":
            side = self.fontMetrics().capHeight() * 1.1
            box = QRectF(
                room.right() - side, (self.height() - side) / 2, side * 1.1, side
            )
            draw_shape(painter, "check", box, colour(self.palette(), "accent"))
        elif self._note:
            painter.setPen(colour(self.palette(), "muted"))
            painter.setFont(self._small())
            where = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight
            painter.drawText(room, where, self._note)

    def _paint_count(self, painter: QPainter, room: QRect) -> None:
        painter.setFont(self._small())
        metrics = painter.fontMetrics()
        high = metrics.height() + 3
        said = str(self._count) if self._count <= _MOST else f"{_MOST}+"
        wide = max(high, metrics.horizontalAdvance(said) + 12)
        box = QRectF(room.right() + 1 - wide, (self.height() - high) / 2, wide, high)
        inks = badge_inks("high", self.palette())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(inks.ground)
        painter.drawRoundedRect(box, high / 2, high / 2)
        painter.setPen(inks.ink)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, said)

    def _small(self) -> QFont:
        font = self.font()
        font.setPixelSize(max(12, round(font.pixelSize() * 13 / 15)))
        return font

    def _left(self) -> int:
        return 12 + (self._picture_side() + 10 if self._place.picture else 0)

    def _picture_side(self) -> int:
        return round(self.fontMetrics().height() * 0.95)

    def _tell(self) -> None:
        self.pressed_for.emit(self._place.key)

    def _name(self) -> None:
        parts = [self._place.words]
        if self._count:
            parts.append(str(self._count))
        if self._note:
            parts.append(self._note)
        if self._current:
            parts.append("shown now")
        self.setAccessibleName(", ".join(parts))
        self.updateGeometry()
        self.update()
