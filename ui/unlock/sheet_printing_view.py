"""Print the recovery sheet: what the code is for, and the code."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.text import text

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

_SHEET = """OFFICIAL-SENSITIVE

IOM Desk recovery sheet

Store of {officer}

{code}

This code sets a new passphrase: choose “Forgotten passphrase” on the unlock screen \
and type it. Keep this sheet locked away, never with the laptop. A new sheet makes \
this one useless."""


class SheetPrinting(QWidget):
    """The button that prints the sheet, and what came of it right below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._officer = self._code = ""
        self.button = Button("Print the sheet…")
        self.button.clicked.connect(self._print)
        self._said = text("", "small-strong", wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._said)
        self.setFocusProxy(self.button)
        self.say("")

    def set_sheet(self, officer: str, code: str) -> None:
        """Say whose sheet it is; another code takes back what was said of the last."""
        if code != self._code:
            self.say("")
        self._officer, self._code = officer, code

    def say(self, words: str) -> None:
        self._said.setText(words)
        self._said.setVisible(bool(words))
        self.button.setAccessibleDescription(words)

    def _print(self) -> None:
        from ui.widgets.printers import ask_for_printer  # noqa: PLC0415  seldom used

        self.say("")
        ask_for_printer(self, self._send, self.say)

    def _send(self, printer: "QPrinter") -> None:
        from ui.printing import print_text  # noqa: PLC0415

        print_text(sheet_words(self._officer, self._code), printer)
        name = printer.printerName() or printer.outputFileName()
        self.say(
            f"The sheet is sent to {name}. See that it came out before you go on; if it"
            " did not, write the code down."
        )


def sheet_words(officer: str, code: str) -> str:
    """Return what stands on the sheet."""
    return _SHEET.format(officer=officer, code=code)
