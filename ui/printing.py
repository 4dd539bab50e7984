"""Printing: what is in memory goes to a printer of the system, page by page."""

import os
import stat
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QRect, QSizeF, Qt

from iomdesk.errors import InputRefused
from iomdesk.resources import resource_toml

if TYPE_CHECKING:
    from PySide6.QtGui import QPainter
    from PySide6.QtPdf import QPdfDocument
    from PySide6.QtPrintSupport import QPrinter

_SHARPEST = 300
"""Dots per inch at which pages are drawn: more is not seen, and takes its square."""

_REFUSED = (
    "The printer did not take it. See that it is on and can be reached, then print"
    " again."
)


def print_pdf(content: bytes, printer: "QPrinter") -> None:
    """Print the pages of a PDF that is in memory: long work, for a pool.

    InputRefused where the printer does not take it.
    """
    from PySide6.QtGui import QPainter  # noqa: PLC0415
    from PySide6.QtPdf import QPdfDocument  # noqa: PLC0415  seldom used

    held, document = QBuffer(), QPdfDocument()
    held.setData(QByteArray(content))
    held.open(QIODevice.OpenModeFlag.ReadOnly)
    document.load(held)
    spool_in_memory()
    printer.setFullPage(True)
    painter = QPainter()
    if not document.pageCount() or not painter.begin(printer):
        raise InputRefused(_REFUSED)
    try:
        for page in range(document.pageCount()):
            if page and not printer.newPage():
                raise InputRefused(_REFUSED)
            _print_page(document, page, painter, printer)
    finally:
        painter.end()
    document.close()


def print_text(words: str, printer: "QPrinter") -> None:
    """Print plain *words*, large enough to be typed from."""
    from PySide6.QtGui import QTextDocument  # noqa: PLC0415

    document = QTextDocument()
    document.setPlainText(words)
    font = document.defaultFont()
    font.setPointSize(14)
    document.setDefaultFont(font)
    spool_in_memory()
    document.print_(printer)


def writes_a_file(printer: "QPrinter") -> bool:
    """Say whether what is printed ends in a file on this laptop."""
    from PySide6.QtPrintSupport import QPrinterInfo  # noqa: PLC0415

    if printer.outputFileName():
        return True
    info = QPrinterInfo(printer)
    said = (info.printerName(), info.description(), info.makeAndModel())
    marks = resource_toml("documents/printers.toml")["into_files"]
    return any(mark in words.casefold() for words in said for mark in marks)


def spool_in_memory() -> None:
    """Have what is on its way to the print service kept in memory, not on the disk.

    Qt hands every job to CUPS in a temporary file, which is plain.
    """
    if room := _memory_folder():
        os.environ["TMPDIR"] = str(room)


def _memory_folder() -> Path | None:
    """Return the officer's own folder in memory, where this system has one."""
    if sys.platform == "win32":
        return None
    said = os.environ.get("XDG_RUNTIME_DIR")
    for folder in (Path(said) if said else None, Path("/dev/shm")):  # noqa: S108
        if folder and folder.is_dir() and os.access(folder, os.W_OK):
            held = folder.stat()
            own = held.st_uid == os.getuid() and not held.st_mode & 0o077
            if own or held.st_mode & stat.S_ISVTX:
                return folder
    return None


def _print_page(
    document: "QPdfDocument", page: int, painter: "QPainter", printer: "QPrinter"
) -> None:
    """Draw a page as large as the paper takes it, its shape kept."""
    paper = printer.pageLayout().fullRectPixels(printer.resolution())
    size = document.pagePointSize(page)
    fitted = size.scaled(QSizeF(paper.size()), Qt.AspectRatioMode.KeepAspectRatio)
    sharp = min(1.0, _SHARPEST / printer.resolution())
    image = document.render(page, (fitted * sharp).toSize())
    if image.isNull():
        raise InputRefused(_REFUSED)
    place = QRect(paper.topLeft(), fitted.toSize())
    place.moveCenter(paper.center())
    painter.drawImage(place, image)
