"""A field for a passphrase: hidden until shown, and it tells when Caps Lock is on.

Like `ui.widgets.fields.Field`, but with nothing that the unlock screen does not use.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.text import set_look, text

CAPS_LOCK = "Caps Lock is on."
_SECRET = (
    Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseEdit(QLineEdit):
    """`caps_lock` tells what the last letter typed gave away about Caps Lock."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.set_shown(shown=False)

    def set_shown(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        # A keyboard that is told of hidden words hides them, or takes no accents.
        hidden = Qt.InputMethodHint.ImhHiddenText
        self.setInputMethodHints(_SECRET if shown else _SECRET | hidden)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        shift = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        if event.key() == Qt.Key.Key_CapsLock:
            self.caps_lock.emit(False)
        elif event.text().isalpha():
            self.caps_lock.emit(event.text().isupper() is not shift)
        super().keyPressEvent(event)


class PassphraseField(QWidget):
    """Label, help, field, a button that shows what was typed, and the warning."""

    def __init__(
        self, label: str, help_words: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.edit = PassphraseEdit()
        self.edit.setAccessibleName(label)
        self._help = text("", "small", wrap=True)
        self._problem = text("", "danger-small", wrap=True)
        self._caps = text(CAPS_LOCK, "danger-small", wrap=True)
        self._caps.hide()
        self._show = Button("Show")
        self._show.setCheckable(True)
        self._show.setAccessibleName(f"Show: {label.lower()}")
        self._show.toggled.connect(self._toggle)
        self.edit.caps_lock.connect(self._caps.setVisible)
        self._lay_out(text(label, "strong", wrap=True))
        self.setFocusProxy(self.edit)
        self.set_help(help_words)
        self.set_problem("")

    def passphrase(self) -> str:
        """Return what was typed, spaces at the ends included."""
        return self.edit.text()

    def forget(self) -> None:
        """Empty the field and what it could undo."""
        self.edit.setText("")
        self._show.setChecked(False)

    def set_help(self, words: str) -> None:
        self._help.setText(words)
        self._help.setVisible(bool(words))
        self._describe()

    def set_problem(self, words: str) -> None:
        """Say beside the field what is wrong; "" takes it back."""
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        set_look(self.edit, "problem", "true" if words else "false")
        self._describe()

    def problem(self) -> str:
        return self._problem.text()

    def _describe(self) -> None:
        said = (self._problem.text(), self._help.text())
        self.edit.setAccessibleDescription(" ".join(part for part in said if part))

    def _lay_out(self, label: QLabel) -> None:
        label.setBuddy(self.edit)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.edit, 1)
        row.addWidget(self._show)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (label, self._help, self._problem):
            layout.addWidget(widget)
        layout.addLayout(row)
        layout.addWidget(self._caps)

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001
        self.edit.set_shown(shown=shown)
        self._show.setText("Hide" if shown else "Show")
