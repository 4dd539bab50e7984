"""A question in the way: it says what will happen, and its buttons are verbs."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from ui.widgets.buttons import Button, Kind
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.kept_keys import KeptKeys
from ui.widgets.reveal import reveal
from ui.widgets.stops import first_field, first_stop
from ui.widgets.text import prose, text

_LINES_WIDE = 28


class Dialog(QDialog):
    """Add to `body`; opened with `open()`, never with a loop of its own.

    The keys begin in its first field, else on its first button: the one that goes back.
    """

    def __init__(self, heading: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(heading)
        self.setAccessibleName(heading)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._primary: Button | None = None
        self._keys = KeptKeys(self, self._begins_at)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 20, 24, 20)
        layout.setSpacing(16)
        layout.addWidget(text(heading, "title", wrap=True))
        self.body = QVBoxLayout()
        self.body.setSpacing(12)
        layout.addLayout(self.body)
        self.buttons = QHBoxLayout()
        self.buttons.setSpacing(8)
        self.buttons.addStretch(1)
        layout.addLayout(self.buttons)

    def showEvent(self, event: QShowEvent) -> None:
        wide = self.fontMetrics().height() * _LINES_WIDE
        if parent := self.parentWidget():
            wide = min(wide, parent.window().width())
        layout = self.layout()
        high = layout.totalHeightForWidth(wide) if layout else 0
        self.resize(wide, max(high, self.minimumSizeHint().height()))
        if self.focusWidget() is None and (to := self._begins_at()):
            reveal(to)
        super().showEvent(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Have Enter press the blue button, and Esc ask before typed text is lost."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            if self._primary and self._primary.isVisible():
                self._primary.click()
        elif event.key() == Qt.Key.Key_Escape and self._has_typed():
            self._ask_to_leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask as Esc does; locking closes at once, and is no event of the frame."""
        if event.spontaneous() and self._has_typed():
            event.ignore()
            self._ask_to_leave()
        else:
            super().closeEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001
        return self._keys.is_going() or super().focusNextPrevChild(forward)

    def _begins_at(self) -> QWidget | None:
        return first_field(self) or first_stop(self)

    def _has_typed(self) -> bool:
        """Say whether the officer typed words here that closing would lose."""
        lines = (e for e in self.findChildren(QLineEdit) if e.isModified())
        texts = (
            e for e in self.findChildren(QPlainTextEdit) if e.document().isModified()
        )
        return any(e.text() for e in lines) or any(e.toPlainText() for e in texts)

    def _ask_to_leave(self) -> None:
        question = Confirm(
            "Throw away what you typed?",
            "What you typed here is not kept yet.",
            "Throw it away",
            self,
            kind="danger",
        )
        question.accepted.connect(self.reject)
        question.open()

    def accept(self) -> None:
        """Close, unless a field holds what will be refused: its words stay here."""
        for field in self.findChildren(Field):
            if field.holds_bank_details():
                reveal(field)
                return
        super().accept()

    def add_button(self, words: str, kind: Kind, then: Callable[[], object]) -> Button:
        button = Button(words, kind)
        button.clicked.connect(then)
        self.buttons.addWidget(button)
        if kind == "primary":
            self._primary = button
        return button


class Confirm(Dialog):
    """`accepted` says yes. With *typed*, that word must be written before the verb."""

    def __init__(
        self,
        heading: str,
        words: str,
        verb: str,
        parent: QWidget,
        *,
        stay: str = "Go back",
        kind: Kind = "primary",
        typed: str = "",
    ) -> None:
        super().__init__(heading, parent)
        self._typed = typed
        self.body.addWidget(prose(words))
        self._field = LineEdit()
        self._field.textChanged.connect(self._allow)
        if typed:
            self.body.addWidget(Field(f"Type {typed} to go on", self._field))
        self.stay = self.add_button(stay, "secondary", self.reject)
        self.go_on = self.add_button(verb, kind, self.accept)
        self._allow()

    def _allow(self) -> None:
        self.go_on.setEnabled(
            not self._typed or self._field.value().casefold() == self._typed.casefold()
        )
