"""Lock when nobody is there: after idle minutes, on sleep, on request; and blank."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QWindow

from ui.power_events import PowerEvents

DEFAULT_MINUTES = 5
BLANK_KEY = Qt.Key.Key_F12
_LOOK_EVERY_MS = 5_000
_PRESENCE = {
    QEvent.Type.KeyPress,
    QEvent.Type.MouseButtonPress,
    QEvent.Type.MouseMove,
    QEvent.Type.Wheel,
    QEvent.Type.TouchBegin,
    QEvent.Type.TouchUpdate,
    QEvent.Type.TabletPress,
    QEvent.Type.TabletMove,
}


class AutoLock(QObject):
    """Watches the windows themselves, not every event of every widget.

    The clock is read, not a timer trusted: a timer stands still while a laptop sleeps.
    """

    lock_now = Signal()
    blank_now = Signal()

    def __init__(
        self,
        app: QGuiApplication,
        power: PowerEvents,
        seconds: Callable[[], float] = time.time,
    ) -> None:
        super().__init__(app)
        self._seconds = seconds
        self._limit = DEFAULT_MINUTES * 60.0
        self._last = seconds()
        self._watching = False
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_EVERY_MS)
        self._timer.timeout.connect(self.look)
        app.focusWindowChanged.connect(self._watch)
        power.sleeping.connect(self._lock)
        power.session_locked.connect(self._lock)

    def set_minutes(self, minutes: float) -> None:
        self._limit = minutes * 60

    def start(self) -> None:
        """Begin to count, from now: the store was unlocked."""
        self._last = self._seconds()
        self._watching = True
        self._timer.start()

    def stop(self) -> None:
        """Count no more: the store is locked already."""
        self._watching = False
        self._timer.stop()

    def look(self) -> None:
        """Lock if the time is up, or if the clock was set back meanwhile."""
        if self._is_over():
            self._lock()

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind not in _PRESENCE:
            return False
        if self._watching and self._is_over():
            self._lock()
            return True
        self._last = self._seconds()
        if isinstance(event, QKeyEvent) and _is_blank(event):
            self.blank_now.emit()
            return True
        return False

    def _is_over(self) -> bool:
        passed = self._seconds() - self._last
        return passed >= self._limit or passed < -self._limit

    def _watch(self, window: QWindow | None) -> None:
        if window is not None:
            window.removeEventFilter(self)
            window.installEventFilter(self)

    def _lock(self) -> None:
        if self._watching:
            self.stop()
            self.lock_now.emit()


def _is_blank(event: QKeyEvent) -> bool:
    return event.key() == BLANK_KEY and not event.isAutoRepeat()
