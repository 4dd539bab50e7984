"""What is typed or picked in a field; `edited` says that an officer changed it."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QSizePolicy,
    QStyledItemDelegate,
    QWidget,
)

from ui.theme import colour
from ui.widgets.shapes import draw_shape


class LineEdit(QLineEdit):
    """`went_down`: the Down key, which leads from a search to what it found."""

    edited = Signal()
    went_down = Signal()

    def __init__(self, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(hint)
        self.textEdited.connect(self.edited)

    def value(self) -> str:
        return self.text().strip()

    def set_value(self, words: str) -> None:
        if words != self.value():
            self.setText(words)

    def typed(self) -> str:
        return self.text()

    def show_typed(self, text: str) -> None:
        if text != self.text():
            self.setText(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        super().keyPressEvent(event)
        if event.key() == Qt.Key.Key_Down:
            self.went_down.emit()


class TextEdit(QPlainTextEdit):
    """Several lines; Tab leaves it. It is *lines* high and grows up to three times."""

    edited = Signal()

    def __init__(
        self, lines: int = 3, hint: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._lines = lines
        self._quiet = False
        self.setTabChangesFocus(True)
        self.setPlaceholderText(hint)
        self.textChanged.connect(self._changed)
        self.document().blockCountChanged.connect(self.updateGeometry)

    def value(self) -> str:
        return self.toPlainText().strip()

    def set_value(self, words: str) -> None:
        if words != self.value():
            self.show_typed(words)

    def typed(self) -> str:
        return self.toPlainText()

    def show_typed(self, text: str) -> None:
        if text != self.toPlainText():
            self._quiet = True
            self.setPlainText(text)
            self.moveCursor(QTextCursor.MoveOperation.End)
            self._quiet = False

    def sizeHint(self) -> QSize:
        held = self.document().size().height()
        lines = min(max(self._lines, round(held)), self._lines * 3)
        return QSize(320, self._height(lines))

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self._height(self._lines))

    def _height(self, lines: int) -> int:
        self.ensurePolished()
        return lines * self.fontMetrics().lineSpacing() + 24

    def _changed(self) -> None:
        if not self._quiet:
            self.edited.emit()


class Combo(QComboBox):
    """One of a list; keys are what is kept, words what is shown."""

    edited = Signal()

    def __init__(
        self,
        choices: Sequence[tuple[str, str]] = (),
        nothing: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._nothing = nothing
        # The list of the style's own delegate does not read the style sheet.
        self.setItemDelegate(QStyledItemDelegate(self))
        self.set_choices(choices)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.activated.connect(self.edited)

    def set_choices(self, choices: Sequence[tuple[str, str]]) -> None:
        kept = self.value()
        self.clear()
        if self._nothing:
            self.addItem(self._nothing, "")
        for key, words in choices:
            self.addItem(words, key)
        self.set_value(kept)

    def value(self) -> str:
        return str(self.currentData() or "")

    def set_value(self, key: str) -> None:
        self.setCurrentIndex(max(0, self.findData(key)))

    def typed(self) -> str:
        return self.value()

    def show_typed(self, text: str) -> None:
        if text != self.value():
            self.set_value(text)

    def minimumSizeHint(self) -> QSize:
        least = super().minimumSizeHint()
        wide = min(least.width(), self.fontMetrics().height() * 8)
        return QSize(wide, least.height())

    def wheelEvent(self, event: QWheelEvent) -> None:
        # Scrolling a page must not change an answer that passes under the pointer.
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        side = self.fontMetrics().capHeight()
        box = QRectF(self.width() - side - 14, (self.height() - side) / 2, side, side)
        draw_shape(painter, "chevron", box, colour(self.palette(), "muted"))
        painter.end()
