"""What would be here, and the button that puts it here."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.text import prose, set_prose, text


class EmptyState(QWidget):
    pressed = Signal()

    def __init__(
        self,
        heading: str,
        words: str = "",
        button: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._heading = text(heading, "heading", wrap=True)
        self._words = prose(words, "muted")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 32, 24, 32)
        layout.setSpacing(8)
        layout.addStretch(1)
        for label in (self._heading, self._words):
            label.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            layout.addWidget(label)
        self._words.setVisible(bool(words))
        if button:
            self.button = Button(button)
            self.button.clicked.connect(self.pressed)
            layout.addSpacing(8)
            layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)

    def set_words(self, heading: str, words: str) -> None:
        self._heading.setText(heading)
        set_prose(self._words, words)
        self._words.setVisible(bool(words))
