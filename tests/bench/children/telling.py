"""What the child processes of the benches share: telling that something is painted."""

import sys
from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


class Teller(QObject):
    """Tells once *widget* is painted and the event loop is idle."""

    def __init__(
        self, widget: QWidget, tell: Callable[[], object] | None = None
    ) -> None:
        super().__init__(widget)
        self._widget = widget
        self._tell = tell or say_painted
        widget.installEventFilter(self)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._tell)
        return False


def say_painted() -> None:
    """Write the line that the parent waits for; it looks and then ends this process."""
    sys.stdout.write("painted\n")
    sys.stdout.flush()
