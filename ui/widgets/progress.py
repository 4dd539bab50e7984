"""How far long work has come, and a way to stop it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.text import text


class ProgressPanel(QFrame):
    """Hidden while nothing runs; `cancelled` asks the work to stop at its next step."""

    cancelled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "card")
        self._words = text("", "strong", wrap=True)
        self._bar = bar("Progress")
        self._count = text("", "small")
        self._stop = Button("Stop")
        self._stop.clicked.connect(self._cancel)
        left = QVBoxLayout()
        left.setSpacing(6)
        for widget in (self._words, self._bar, self._count):
            left.addWidget(widget)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(16)
        layout.addLayout(left, 1)
        layout.addWidget(self._stop, 0, Qt.AlignmentFlag.AlignVCenter)
        self.hide()

    def start(self, words: str) -> None:
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self._bar.setRange(0, 0)
        self._count.setText("")
        self._stop.setEnabled(True)
        self.show()

    def move_on(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        self._count.setText(f"{done:,} of {total:,}")

    def finish(self) -> None:
        self.hide()

    def _cancel(self) -> None:
        self._stop.setEnabled(False)
        self._count.setText("Stopping at the next safe place")
        self.cancelled.emit()


def bar(name: str, done: int = 0, total: int = 100) -> QProgressBar:
    """Return a thin bar, for steps done of steps planned."""
    made = QProgressBar()
    made.setAccessibleName(name)
    made.setTextVisible(False)
    made.setRange(0, total)
    made.setValue(done)
    made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return made
