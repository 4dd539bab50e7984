"""One of a few answers as large buttons; digits pick, Delete takes the answer back."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QSizePolicy, QWidget

from ui.shown import Option
from ui.theme import colour, is_outlined
from ui.widgets.badge import badge_inks
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.shapes import draw_shape

__all__ = ["Choice", "Option", "OptionButton"]

_DIGITS = 9
_LARGE = 48
_UNEVEN = 2


class Choice(QWidget):
    """Nothing is picked until a person picks; the arrow keys walk along the answers.

    `passed` says that a digit picked, or that Enter was pressed on what is picked:
    whoever fills in a form by keyboard is done here.
    """

    edited = Signal()
    passed = Signal()

    def __init__(
        self,
        options: Sequence[Option],
        name: str = "",
        parent: QWidget | None = None,
        *,
        compact: bool = False,
    ) -> None:
        super().__init__(parent)
        self._compact = compact
        self._group = QButtonGroup(self)
        self._buttons: dict[str, OptionButton] = {}
        layout = FlowLayout(self, gap=8 if compact else 12)
        for number, option in enumerate(options, 1):
            button = OptionButton(option, number if number <= _DIGITS else 0)
            button.installEventFilter(self)
            button.clicked.connect(self.edited)
            self._group.addButton(button)
            self._buttons[option.key] = button
            layout.addWidget(button)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.setAccessibleName(name)
        self.setFocusProxy(next(iter(self._buttons.values())))

    def setAccessibleName(self, name: str) -> None:
        """Name every answer with its question, as a screen reader meets them."""
        super().setAccessibleName(name)
        for button in self._buttons.values():
            said = f"{name}: {button.text()}" if name else button.text()
            button.setAccessibleName(said)

    def equal_width(self) -> int:
        """Return the width that all answers share, 0 where each has its own."""
        if self._compact:
            return 0
        widths = [button.natural_width() for button in self._buttons.values()]
        return max(widths) if max(widths) <= _UNEVEN * min(widths) else 0

    def value(self) -> str:
        """Return the key of the answer, "" while there is none."""
        return next((k for k, b in self._buttons.items() if b.isChecked()), "")

    def set_value(self, key: str) -> None:
        self._group.setExclusive(False)
        for other, button in self._buttons.items():
            button.setChecked(other == key)
        self._group.setExclusive(True)
        button = self._buttons.get(key) or next(iter(self._buttons.values()))
        self.setFocusProxy(button)

    def typed(self) -> str:
        return self.value()

    def show_typed(self, text: str) -> None:
        if text != self.value():
            self.set_value(text)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.FocusIn, QEvent.Type.FocusOut}:
            for button in self._buttons.values():
                button.update()
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            return self._key(event)
        return super().eventFilter(watched, event)

    def has_focus_inside(self) -> bool:
        return any(button.hasFocus() for button in self._buttons.values())

    def _key(self, event: QKeyEvent) -> bool:
        if event.key() in {Qt.Key.Key_Delete, Qt.Key.Key_Backspace}:
            self.set_value("")
            self.edited.emit()
            return True
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            return self._enter()
        number = event.key() - Qt.Key.Key_0
        buttons = list(self._buttons.values())
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if held or not 1 <= number <= len(buttons):
            return False
        buttons[number - 1].setFocus(Qt.FocusReason.ShortcutFocusReason)
        buttons[number - 1].click()
        self.passed.emit()
        return True

    def _enter(self) -> bool:
        """Pick the answer with the keys; Enter on a picked one goes on to the form."""
        picked = next(b for b in self._buttons.values() if b.hasFocus())
        if picked.isChecked():
            self.passed.emit()
            return False
        picked.click()
        return True


class OptionButton(QRadioButton):
    """A radio button to all but the eye, which sees a large button."""

    def __init__(self, option: Option, number: int) -> None:
        super().__init__(option.words)
        self._tone = option.tone
        self._number = number
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        asked = self.parentWidget()
        equal = asked.equal_width() if isinstance(asked, Choice) else 0
        return QSize(equal or self.natural_width(), self._height())

    def natural_width(self) -> int:
        self.ensurePolished()
        wide = self.fontMetrics().horizontalAdvance(self.text()) + 2 * self._sign() + 32
        return max(wide, self._height() * 2)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, _at: object) -> bool:
        return True

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink, ground, line = self._inks()
        thick = 3 if self.hasFocus() else 2 if self.height() >= _LARGE else 1
        pen = colour(self.palette(), "focus") if self.hasFocus() else line
        painter.setPen(QPen(pen, thick))
        painter.setBrush(ground)
        inset = thick / 2
        box = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter.drawRoundedRect(box, 8, 8)
        self._paint_words(painter, ink)
        painter.end()

    def _paint_words(self, painter: QPainter, ink: QColor) -> None:
        metrics = self.fontMetrics()
        sign = self._sign()
        wide = metrics.horizontalAdvance(self.text())
        left = (self.width() - wide) / 2
        if self.isChecked():
            shape = "cross" if self._tone == "bad" else "check"
            top = (self.height() - sign) / 2
            draw_shape(painter, shape, QRectF(left - sign - 8, top, sign, sign), ink)
        painter.setPen(ink)
        room = QRectF(left, 0, wide + 2, self.height())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, self.text())
        asked = self.parentWidget()
        shown = isinstance(asked, Choice) and asked.has_focus_inside()
        if shown and self._number and not self.isChecked():
            self._paint_number(painter, QRectF(left + wide + 4, 0, 16, self.height()))

    def _paint_number(self, painter: QPainter, room: QRectF) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(12, round(font.pixelSize() * 0.72)))
        painter.setFont(font)
        painter.setPen(colour(self.palette(), "muted"))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, str(self._number))

    def _inks(self) -> tuple[QColor, QColor, QColor]:
        of = self.palette()
        if not self.isChecked():
            line = "accent" if self.underMouse() else "border"
            return colour(of, "text"), colour(of, "surface"), colour(of, line)
        if is_outlined(of):
            return colour(of, "text"), colour(of, "selection"), colour(of, "text")
        if self._tone == "bad":
            inks = badge_inks("high", of)
            return inks.ink, inks.ground, inks.strongest
        accent = colour(of, "accent")
        return colour(of, "on_accent"), accent, accent

    def _height(self) -> int:
        return max(self.fontMetrics().height() + 16, self.minimumHeight())

    def _sign(self) -> int:
        return QFontMetrics(self.font()).capHeight() + 2
