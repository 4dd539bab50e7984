"""What stands in the way, at the top of a form, each with a link to its field."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from ui.widgets.buttons import Button
from ui.widgets.pages import empty
from ui.widgets.reveal import reveal
from ui.widgets.text import text

HEADING = "There is a problem"


class ErrorSummary(QFrame):
    """Takes the focus when there is something to say; hidden while there is not."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("box", "problems")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._links = QVBoxLayout()
        self._links.setSpacing(0)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(4)
        layout.addWidget(text(HEADING, "heading", wrap=True))
        layout.addLayout(self._links)
        self.hide()

    def show_problems(
        self, problems: Sequence[tuple[str, Callable[[], object]]]
    ) -> None:
        """Say each problem with what leads to its field; none hides the summary."""
        empty(self._links)
        for words, lead in problems:
            link = Button(words, "link")
            link.clicked.connect(lead)
            self._links.addWidget(link, 0, Qt.AlignmentFlag.AlignLeft)
        said = "; ".join(words for words, _ in problems)
        self.setAccessibleName(f"{HEADING}: {said}")
        self.setVisible(bool(problems))
        if problems:
            reveal(self)
