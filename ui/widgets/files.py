"""Choosing files: by Qt's own dialog, which no list of recent files hears of."""

from PySide6.QtWidgets import QFileDialog, QWidget


def file_chooser(parent: QWidget, heading: str) -> QFileDialog:
    """Return a dialog to be opened; the system's own would remember what was chosen."""
    chooser = QFileDialog(parent, heading)
    chooser.setOption(QFileDialog.Option.DontUseNativeDialog)
    return chooser
