"""What a machine may tell of itself."""

from PySide6.QtCore import QObject, Signal


class PowerEvents(QObject):
    """Two signals; on a machine that tells nothing they never come."""

    sleeping = Signal()
    session_locked = Signal()
