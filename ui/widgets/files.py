"""Choosing files: by Qt's own dialog, which no list of recent files hears of."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QFileDialog, QWidget

_DOCUMENTS = QStandardPaths.StandardLocation.DocumentsLocation
_LAST = "last_folder"
"""Kept on the window itself: what was gone to is forgotten with it."""


def file_chooser(parent: QWidget, heading: str) -> QFileDialog:
    """Return a dialog to be opened; the system's own would remember what was chosen.

    It begins in the officer's documents, and later where it was left in this window.
    """
    whole = _whole(parent)
    start = str(whole.property(_LAST) or _documents())
    chooser = QFileDialog(parent, heading, start)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    chooser.accepted.connect(partial(_remember, chooser, whole))
    return chooser


def _remember(chooser: QFileDialog, whole: QWidget) -> None:
    whole.setProperty(_LAST, chooser.directory().absolutePath())


def _documents() -> str:
    documents = QStandardPaths.writableLocation(_DOCUMENTS)
    return documents if Path(documents).is_dir() else str(Path.home())


def _whole(widget: QWidget) -> QWidget:
    """Return the window below which *widget* lies, dialogs between them passed by."""
    while parent := widget.parentWidget():
        widget = parent
    return widget
