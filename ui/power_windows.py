"""Windows: sleep and session lock, as messages that come to a window."""

import ctypes
import sys
from ctypes import wintypes

from PySide6.QtCore import QAbstractNativeEventFilter, QByteArray, QObject
from PySide6.QtGui import QGuiApplication, QWindow

from ui.power_events import PowerEvents

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
WTS_SESSION_LOCK = 0x7
NOTIFY_FOR_THIS_SESSION = 0


class WindowsEvents(PowerEvents):
    """Call `listen` once the first window is up: the messages are sent to a window."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._filter = _Messages(self)

    def listen(self, app: QGuiApplication, window: QWindow) -> bool:
        app.installNativeEventFilter(self._filter)
        if sys.platform != "win32":
            return False
        told = ctypes.windll.wtsapi32.WTSRegisterSessionNotification
        return bool(told(wintypes.HWND(window.winId()), NOTIFY_FOR_THIS_SESSION))

    def take(self, message: int, parameter: int) -> None:
        """Read one message of the window."""
        if (message, parameter) == (WM_POWERBROADCAST, PBT_APMSUSPEND):
            self.sleeping.emit()
        elif (message, parameter) == (WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK):
            self.session_locked.emit()


class _Messages(QAbstractNativeEventFilter):
    def __init__(self, events: WindowsEvents) -> None:
        super().__init__()
        self._events = events

    def nativeEventFilter(
        self, _kind: QByteArray | bytes | bytearray | memoryview, message: int
    ) -> tuple[bool, int]:
        told = wintypes.MSG.from_address(int(message))
        self._events.take(told.message, told.wParam)
        return False, 0
