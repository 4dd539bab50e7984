"""A dialog for what may be longer than the window: it scrolls, the buttons stay."""

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ui.widgets.card import scrolling
from ui.widgets.dialog import Dialog

_PART = 0.9


class TallDialog(Dialog):
    """*wide* is in heights of a line; what is longer than the window scrolls."""

    def __init__(
        self, heading: str, content: QWidget, parent: QWidget, wide: int
    ) -> None:
        super().__init__(heading, parent)
        self._content = content
        self._wide = wide
        self._over = parent
        self.body.addWidget(scrolling(content), 1)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        room = self._over.window().size() * _PART
        wide = min(self.fontMetrics().height() * self._wide, room.width())
        inner = wide - 60
        layout = self._content.layout()
        high = layout.totalHeightForWidth(inner) if layout else 0
        around = self.sizeHint().height() - self._content.sizeHint().height()
        self.resize(wide, min(max(high, 100) + max(around, 160), room.height()))
