"""Hides every window at once; a key or a touch shows them again."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from ui.theme import colour

WORDS = "Press any key to go on"


class Shield(QObject):
    """`up` covers all that is on the screen; `lifted` says that it is gone again."""

    lifted = Signal()

    def __init__(self, app: QApplication) -> None:
        super().__init__(app)
        self._app = app
        self._covers: list[Cover] = []
        self._words = WORDS
        self._focus: QWidget | None = None
        app.focusWindowChanged.connect(self._cover_new)

    def is_up(self) -> bool:
        return bool(self._covers)

    def toggle(self) -> None:
        (self.down if self.is_up() else self.up)()

    def up(self, words: str = WORDS) -> None:
        if self._covers:
            return
        self._focus = self._app.focusWidget()
        if popup := self._app.activePopupWidget():
            popup.close()
        self._words = words
        self._cover_all()

    def down(self) -> None:
        covers, self._covers = self._covers, []
        for cover in filter(isValid, covers):  # a dialog may have closed meanwhile
            cover.go()
        if self._focus and isValid(self._focus) and covers:
            self._focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus = None
        if covers:
            self.lifted.emit()

    def _cover_new(self) -> None:
        if self._covers:
            self._cover_all()

    def _cover_all(self) -> None:
        self._covers = list(filter(isValid, self._covers))
        covered = [cover.window() for cover in self._covers]
        for window in self._app.topLevelWidgets():
            if window.isVisible() and window not in covered:
                cover = Cover(window, self._words, self.down)
                self._covers.append(cover)
                cover.setFocus(Qt.FocusReason.OtherFocusReason)


class Cover(QWidget):
    """Lies over one window and takes every key, Tab and shortcuts among them."""

    def __init__(self, window: QWidget, words: str, lift: Callable[[], object]) -> None:
        super().__init__(window)
        self._words = words
        self._lift = lift
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName("The screen is blank. " + words)
        self.setGeometry(window.rect())
        window.installEventFilter(self)
        self.show()
        self.raise_()

    def go(self) -> None:
        self.hide()
        self.deleteLater()

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress:
            event.accept()
            self._lift()
            return True
        return super().event(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Resize and isinstance(watched, QWidget):
            self.setGeometry(watched.rect())
        return False

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept()
        self._lift()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.fillRect(self.rect(), colour(self.palette(), "window"))
        painter.setPen(colour(self.palette(), "muted"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._words)
        painter.end()
