"""Which printer: asked with the system's own list, and warned where it is a file."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QWidget

from ui.printing import writes_a_file

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Then = Callable[["QPrinter"], object]
Told = Callable[[str], object]

JOB = "IOM Desk"
"""What a queue calls every job of ours: its lists are read by others."""

NO_PRINTER = (
    "No printer is set up on this laptop, or its print service does not answer. Ask"
    " your IT desk for a printer."
)
_TO_FILE = "Print into a file on this laptop?"
_TO_FILE_WORDS = (
    "“{name}” does not print on paper: it writes a plain file on this laptop. Anybody"
    " who has the file can read it, and locking this laptop does not protect it."
)


def ask_for_printer(parent: QWidget, then: Then, told: Told) -> None:
    """Ask for a printer and go on with it; *told* hears why there is none.

    No file is offered: a plain copy is saved by the way that logs for whom it is.
    """
    from PySide6.QtPrintSupport import (  # noqa: PLC0415  loads CUPS, seldom used
        QAbstractPrintDialog,
        QPrintDialog,
        QPrinter,
        QPrinterInfo,
    )

    if not QPrinterInfo.availablePrinterNames():
        told(NO_PRINTER)
        return
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(JOB)
    # Danger: the dialog keeps a bare pointer to the printer. Let it go before the
    # dialog and the program dies. What hears `accepted` holds it.
    dialog = QPrintDialog(printer, parent)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    for option in (
        QAbstractPrintDialog.PrintDialogOption.PrintToFile,
        QAbstractPrintDialog.PrintDialogOption.PrintPageRange,
    ):
        dialog.setOption(option, on=False)
    dialog.finished.connect(partial(_chosen, printer, parent, then))
    dialog.setModal(True)
    dialog.show()


def _chosen(printer: "QPrinter", parent: QWidget, then: Then, answer: int) -> None:
    if answer != QDialog.DialogCode.Accepted:
        return
    if not writes_a_file(printer):
        then(printer)
        return
    from ui.widgets.dialog import Confirm  # noqa: PLC0415  hardly ever

    name = printer.printerName() or printer.outputFileName()
    words = _TO_FILE_WORDS.format(name=name)
    question = Confirm(_TO_FILE, words, "Write the file", parent, kind="danger")
    question.accepted.connect(partial(then, printer))
    question.open()
