"""One signal that every screen may watch: something was committed."""

from PySide6.QtCore import QObject, Qt, Signal


class Feed(QObject):
    """`announce` may be called on any thread; `committed` comes on the GUI thread."""

    committed = Signal(object)
    _announced = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._announced.connect(self._pass_on, Qt.ConnectionType.QueuedConnection)

    def announce(self, commit: object) -> None:
        self._announced.emit(commit)

    def _pass_on(self, commit: object) -> None:
        self.committed.emit(commit)
