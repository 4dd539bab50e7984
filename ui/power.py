"""What the machine tells: it is going to sleep, the session was locked."""

import sys

from PySide6.QtCore import SLOT, QObject, Slot
from PySide6.QtGui import QGuiApplication, QWindow

from ui.power_events import PowerEvents

_LOGIN = "org.freedesktop.login1"


class LogindEvents(PowerEvents):
    """Linux: systemd's login service says both over the system bus."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        # Loaded here: a desk on another system has no bus to ask.
        from PySide6.QtDBus import QDBusConnection  # noqa: PLC0415

        self._bus = QDBusConnection.systemBus()

    def listen(self) -> bool:
        """Ask to be told; return whether there is anybody to ask."""
        if not self._bus.isConnected():
            return False
        manager, session = f"{_LOGIN}.Manager", f"{_LOGIN}.Session"
        path = "/org/freedesktop/login1"
        sleep, lock = SLOT("_sleep(bool)"), SLOT("_lock()")
        # PySide's stub asks for bytes, which PySide itself refuses.
        told = self._bus.connect(  # type: ignore[call-overload]
            _LOGIN, path, manager, "PrepareForSleep", self, sleep
        )
        return bool(
            told and self._bus.connect(_LOGIN, "", session, "Lock", self, lock)  # type: ignore[call-overload]
        )

    @Slot(bool)
    def _sleep(self, going: bool) -> None:  # noqa: FBT001
        if going:
            self.sleeping.emit()

    @Slot()
    def _lock(self) -> None:
        self.session_locked.emit()


def power_events(
    app: QGuiApplication, window: QWindow | None, parent: QObject | None = None
) -> PowerEvents:
    """Return what this machine can tell, and have it tell; *window* is on screen."""
    if sys.platform == "linux":
        events = LogindEvents(parent)
        events.listen()
        return events
    if sys.platform == "win32":
        from ui.power_windows import WindowsEvents  # noqa: PLC0415

        told = WindowsEvents(parent)
        if window is not None:
            told.listen(app, window)
        return told
    return PowerEvents(parent)
