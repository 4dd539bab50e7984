"""Print the recovery sheet: what the code is for, and the code."""

from functools import partial

from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QWidget


def print_sheet(parent: QWidget, officer: str, code: str) -> None:
    """Ask for a printer and print; nothing is written to a file of ours."""
    from PySide6.QtPrintSupport import (  # noqa: PLC0415  loads CUPS, seldom used
        QPrintDialog,
        QPrinter,
    )

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    dialog = QPrintDialog(printer, parent)
    document = sheet_document(officer, code)
    document.setParent(dialog)
    dialog.accepted.connect(partial(document.print_, printer))
    dialog.setModal(True)
    dialog.show()


def sheet_document(officer: str, code: str) -> QTextDocument:
    document = QTextDocument()
    document.setPlainText(
        "OFFICIAL-SENSITIVE\n\n"
        "IOM Desk recovery sheet\n\n"
        f"Store of {officer}\n\n"
        f"{code}\n\n"
        "This code sets a new passphrase: choose “Forgotten passphrase” on the unlock"
        " screen and type it. Keep this sheet locked away, never with the laptop. A new"
        " sheet makes this one useless."
    )
    font = document.defaultFont()
    font.setPointSize(14)
    document.setDefaultFont(font)
    return document
