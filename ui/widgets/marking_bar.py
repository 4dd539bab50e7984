"""The classification across the top of every window."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QWidget

from ui.widgets.text import text


class MarkingBar(QFrame):
    def __init__(
        self, marking: str = "OFFICIAL-SENSITIVE", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(8, 2, 8, 2)
        self._words = text(marking, "body", wrap=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self._words)
        self.set_marking(marking)

    def set_marking(self, marking: str) -> None:
        self._words.setText(marking)
        self.setAccessibleName(f"Marking: {marking}")
