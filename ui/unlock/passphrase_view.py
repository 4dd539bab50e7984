"""A field for a passphrase: hidden until shown, and it tells when Caps Lock is on."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.text import text

CAPS_LOCK = "Caps Lock is on."
_SECRET = (
    Qt.InputMethodHint.ImhHiddenText
    | Qt.InputMethodHint.ImhSensitiveData
    | Qt.InputMethodHint.ImhNoPredictiveText
    | Qt.InputMethodHint.ImhNoAutoUppercase
)


class PassphraseEdit(LineEdit):
    """`caps_lock` tells what the last letter typed gave away about Caps Lock."""

    caps_lock = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.set_shown(shown=False)

    def passphrase(self) -> str:
        """Return what was typed, spaces at the ends included."""
        return self.text()

    def set_shown(self, *, shown: bool) -> None:
        mode = QLineEdit.EchoMode
        self.setEchoMode(mode.Normal if shown else mode.Password)
        self.setInputMethodHints(_SECRET)

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
        self.field = Field(label, self.edit, help_words)
        self._show = Button("Show")
        self._show.setCheckable(True)
        self._show.setAccessibleName(f"Show: {label.lower()}")
        self._show.toggled.connect(self._toggle)
        self._caps = text(CAPS_LOCK, "danger-small", wrap=True)
        self._caps.hide()
        self.edit.caps_lock.connect(self._caps.setVisible)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self._show, 0, Qt.AlignmentFlag.AlignBottom)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self._caps)
        self.setFocusProxy(self.edit)

    def passphrase(self) -> str:
        return self.edit.passphrase()

    def forget(self) -> None:
        """Empty the field and what it could undo."""
        self.edit.setText("")
        self._show.setChecked(False)

    def set_problem(self, words: str) -> None:
        self.field.set_problem(words)

    def _toggle(self, shown: bool) -> None:  # noqa: FBT001
        self.edit.set_shown(shown=shown)
        self._show.setText("Hide" if shown else "Show")
