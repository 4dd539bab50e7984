"""What sources sent, word for word; what has no field of ours is named."""

import json
from collections.abc import Sequence

from PySide6.QtWidgets import QFrame, QPlainTextEdit

from iomdesk.cases.received import Received
from iomdesk.read_codes import path_as_words
from ui.saying import counted
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.text import text

_MOST = 12
_LINES = 12


class ReceivedCard(Card):
    """Each answer by its path; pressing it shows the words as they came."""

    def __init__(self, received: Sequence[Received]) -> None:
        super().__init__("Received as it came")
        words = "Kept word for word beside the case; nothing was dropped in silence."
        self.body.addWidget(text(words, "small", wrap=True))
        for one in received:
            self.body.addWidget(ReceivedEntry(one))


class ReceivedEntry(QFrame):
    def __init__(self, one: Received) -> None:
        super().__init__()
        self.setProperty("box", "edge")
        self._one = one
        self._layout = bare_layout(self, gap=4)
        self._layout.setContentsMargins(12, 0, 0, 0)
        self._layout.addWidget(text(f"{one.source}: {one.path}", "strong", wrap=True))
        if one.unplaced:
            self._layout.addWidget(text(_unplaced(one), "small", wrap=True))
        self.shown: QPlainTextEdit | None = None
        self.toggle = Button("Show what came")
        self.toggle.setAccessibleName(f"Show what came: {one.path}")
        self.toggle.clicked.connect(self._toggle)
        self._layout.addWidget(flowing([self.toggle]))

    def _toggle(self) -> None:
        if self.shown is None:
            self.shown = QPlainTextEdit(_pretty(self._one.body))
            self.shown.setReadOnly(True)
            self.shown.setTabChangesFocus(True)
            self.shown.setAccessibleName(f"What came: {self._one.path}")
            self.shown.setMinimumHeight(self.fontMetrics().height() * _LINES)
            self._layout.addWidget(self.shown)
        else:
            self.shown.setVisible(self.shown.isHidden())
        hidden = self.shown.isHidden()
        self.toggle.setText("Show what came" if hidden else "Hide what came")


def _unplaced(one: Received) -> str:
    """Return the parts that have no field here: “3 values with no field: …”."""
    named = "; ".join(path_as_words(path) for path in one.unplaced[:_MOST])
    rest = len(one.unplaced) - _MOST
    more = f" and {rest} more" if rest > 0 else ""
    return f"{counted(len(one.unplaced), 'value')} with no field here: {named}{more}"


def _pretty(body: str) -> str:
    """Return JSON laid out to be read; anything else as it came."""
    try:
        return json.dumps(json.loads(body), ensure_ascii=False, indent=2)
    except ValueError:
        return body
