"""Saying what a number is that looks like a bank detail and is none: two keys."""

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication, QEvent, QPoint, Signal
from PySide6.QtWidgets import QMenu, QWidget

from iomdesk.bank import NoCard

KEY = "Ctrl+B"
_WORDS = {
    NoCard.EXHIBIT: "It is an &exhibit",
    NoCard.REFERENCE: "It is a &reference",
    NoCard.DEVICE: "It is a &device",
    NoCard.OTHER: "It is something &other, no card",
}


class NoCardSaid(QEvent):
    """Goes from a field up to whoever has the open store, and takes it there."""

    KIND = QEvent.Type(QEvent.registerEventType())

    def __init__(self, digits: Sequence[str], what: NoCard) -> None:
        super().__init__(self.KIND)
        self.digits = digits
        self.what = what


class NoCardMenu(QMenu):
    """`said` carries what the number is."""

    said = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__("What is this number?", parent)
        for what, words in _WORDS.items():
            self.addAction(words).setData(what)
        self.triggered.connect(lambda action: self.said.emit(action.data()))

    def ask(self, beside: QWidget) -> None:
        self.popup(beside.mapToGlobal(QPoint(0, beside.height())))


def pass_up(event: NoCardSaid, widget: QWidget) -> None:
    """Give *event* to the widgets around *widget* until one takes it."""
    event.ignore()
    above = widget.parentWidget()
    while above is not None and not event.isAccepted():
        QCoreApplication.sendEvent(above, event)
        above = above.parentWidget()
