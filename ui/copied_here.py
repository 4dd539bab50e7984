"""What this program put on the clipboard, so that locking takes back that alone."""

from hashlib import sha256

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QClipboard, QGuiApplication

_MODES = (QClipboard.Mode.Clipboard, QClipboard.Mode.Selection)


class CopiedHere(QObject):
    """Whatever is copied while a window of ours is in front was copied here.

    Not every platform says whose the clipboard is, so only a hash of it is kept.
    """

    def __init__(self, app: QGuiApplication, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._app = app
        self._clipboard = app.clipboard()
        self._ours: dict[QClipboard.Mode, bytes] = {}
        self._clipboard.changed.connect(self._changed)

    def take_back(self) -> None:
        """Clear what is still there of what was copied here."""
        for mode, print_of in list(self._ours.items()):
            if self._print_of(mode) == print_of:
                self._clipboard.clear(mode)
        self._ours.clear()

    def _changed(self, mode: QClipboard.Mode) -> None:
        in_front = self._app.applicationState() is Qt.ApplicationState.ApplicationActive
        if mode in _MODES and in_front:
            self._ours[mode] = self._print_of(mode)

    def _print_of(self, mode: QClipboard.Mode) -> bytes:
        return sha256(self._clipboard.text(mode).encode()).digest()
