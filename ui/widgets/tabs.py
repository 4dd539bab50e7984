"""Underlined tabs: the arrow keys walk along them, the pages stand below."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QFrame, QHBoxLayout, QTabBar, QWidget

from ui.theme import colour


class TabRow(QTabBar):
    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)

    def tabSizeHint(self, index: int) -> QSize:
        metrics = self.fontMetrics()
        wide = metrics.horizontalAdvance(self.tabText(index))
        return QSize(wide + 26, metrics.height() + 22)

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
    """A band of tabs; `chosen` says the key of the one that was picked."""

    chosen = Signal(str)

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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(11, 0, 11, 1)
        layout.addWidget(self._row, 1)
        self.setFocusProxy(self._row)
        self._row.currentChanged.connect(self._tell)

    def current(self) -> str:
        return self._keys[self._row.currentIndex()]

    def set_current(self, key: str) -> None:
        self._row.setCurrentIndex(self._keys.index(key))

    def set_words(self, key: str, words: str) -> None:
        self._row.setTabText(self._keys.index(key), words)

    def _tell(self, index: int) -> None:
        self.chosen.emit(self._keys[index])
