"""Underlined tabs: the arrow keys walk along them, the pages stand below.

Where they do not fit in a row, one picker stands for them all.
"""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QWidget

from ui.theme import colour
from ui.widgets.editors import Combo

_SIDE = 11
_INTO = {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space, Qt.Key.Key_Down}
_TABS = (_SIDE, 0, _SIDE, 1)
_PICKER = (24, 4, 24, 8)


class TabRow(QTabBar):
    """`entered`: a click, Enter, Space or Down on a tab goes on into its page."""

    entered = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self.tabAt(event.position().toPoint()) == self.currentIndex():
            self.entered.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _INTO:
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def tabSizeHint(self, index: int) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.tabText(index))
        return QSize(wide + 26, metrics.height() + 22)

    def wanted_width(self) -> int:
        return sum(self.tabSizeHint(index).width() for index in range(self.count()))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for index in range(self.count()):
            self._paint_tab(painter, index)
        painter.end()

    def _paint_tab(self, painter: QPainter, index: int) -> None:
        box = self.tabRect(index)
        current = index == self.currentIndex()
        painter.setPen(colour(self.palette(), "text" if current else "muted"))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self.tabText(index))
        if current:
            line = QRect(box.left() + 11, box.bottom() - 2, box.width() - 22, 3)
            painter.fillRect(line, colour(self.palette(), "accent"))
        if current and self.hasFocus():
            painter.setPen(QPen(colour(self.palette(), "focus"), 3))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ring = QRectF(box).adjusted(2.5, 4.5, -2.5, -5.5)
            painter.drawRoundedRect(ring, 5, 5)


class Tabs(QFrame):
    """A band of tabs; `chosen` says the key of the one that was picked.

    `entered` says that the officer goes on into its page: by a click, or Enter.
    """

    chosen = Signal(str)
    entered = Signal()

    def __init__(
        self,
        tabs: dict[str, str],
        name: str = "Parts of this screen",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._keys = list(tabs)
        self._row = TabRow(name)
        for words in tabs.values():
            self._row.addTab(words)
        self.picker = Combo(list(tabs.items()))
        self.picker.setAccessibleName(name)
        self.picker.hide()
        self._layout = QHBoxLayout(self)
        self._layout.addWidget(self._row, 1)
        self._layout.addWidget(self.picker)
        self._layout.addStretch()
        self._row.currentChanged.connect(self._tell)
        self._row.entered.connect(self.entered)
        self.picker.edited.connect(self._pick)
        self._arrange()

    def current(self) -> str:
        return self._keys[self._row.currentIndex()]

    def set_current(self, key: str) -> None:
        self._row.setCurrentIndex(self._keys.index(key))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        fits = self._row.wanted_width() <= self.width() - 2 * _SIDE
        had_keys = self._row.hasFocus() or self.picker.hasFocus()
        self._row.setVisible(fits)
        self.picker.setVisible(not fits)
        self._layout.setContentsMargins(*(_TABS if fits else _PICKER))
        self.setFocusProxy(self._row if fits else self.picker)
        if had_keys:
            self.setFocus()

    def _pick(self) -> None:
        self.set_current(self.picker.value())

    def _tell(self, index: int) -> None:
        self.picker.set_value(self._keys[index])
        self.chosen.emit(self._keys[index])
