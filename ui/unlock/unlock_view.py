"""The unlock screen: one field."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.unlock.gate_view import GateView
from ui.unlock.passphrase_view import PassphraseField
from ui.unlock.unlock_viewmodel import UnlockViewModel
from ui.widgets.buttons import Button
from ui.widgets.progress import bar
from ui.widgets.text import text


class UnlockView(GateView):
    """`forgotten` asks for the way back in."""

    forgotten = Signal()

    def __init__(
        self, viewmodel: UnlockViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__("Unlock", parent)
        self._viewmodel = viewmodel
        self._build()
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _build(self) -> None:
        self.passphrase = PassphraseField("Passphrase")
        self.passphrase.edit.returnPressed.connect(self._unlock)
        self.attempts = text("", "small", wrap=True)
        self.waiting = text("", "small", wrap=True)
        self._bar = bar("Checking the passphrase", total=0)
        self.button = Button("Unlock", "primary")
        self.button.clicked.connect(self._unlock)
        self.forgot = Button("Forgotten passphrase", "link")
        self.forgot.clicked.connect(self.forgotten)
        for widget in (self.passphrase, self.attempts, self.button, self._bar):
            self.body.addWidget(widget)
        self.body.addWidget(self.waiting)
        self.body.addWidget(self.forgot)

    def begins_at(self) -> QWidget:
        return self.passphrase

    def _unlock(self) -> None:
        self._viewmodel.unlock(self.passphrase.passphrase())

    def _draw(self) -> None:
        shown = self._viewmodel
        self.passphrase.set_problem(shown.problem)
        self.attempts.setText(shown.attempt_words)
        self.attempts.setVisible(bool(shown.attempt_words))
        self.waiting.setText(shown.waiting_words)
        self.waiting.setVisible(bool(shown.waiting_words))
        self._bar.setVisible(bool(shown.waiting_words))
        self.passphrase.edit.setReadOnly(shown.is_checking)
        self.button.setEnabled(shown.can_try)
        if shown.problem and not shown.is_checking:
            self.passphrase.edit.selectAll()
