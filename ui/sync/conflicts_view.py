"""The conflicts on the screen, one card each."""

from PySide6.QtWidgets import QWidget

from ui.sync.conflicts_viewmodel import ConflictsViewModel
from ui.sync.dispute_view import DisputeView
from ui.widgets.card import scrolling
from ui.widgets.empty_state import EmptyState
from ui.widgets.pages import bare_layout, page_layout
from ui.widgets.text import prose, set_prose, text

_WORDS = (
    "Two people changed the same field before either had seen the other's change. Both"
    " values are kept until a person settles which is right; the higher risk is shown"
    " meanwhile. What you settle goes to every desk that holds the case."
)


class ConflictsView(QWidget):
    def __init__(self, viewmodel: ConflictsViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.cards: dict[str, DisputeView] = {}
        page = QWidget()
        layout = page_layout(page)
        self._heading = text("Conflicts", "title", wrap=True)
        self._words = prose(_WORDS, "muted")
        self._empty = EmptyState(
            "Nothing to settle",
            "When two people change one field while apart, both values stand here.",
            "Look at sync",
        )
        self._empty.pressed.connect(viewmodel.show_sync)
        self._more = text("", "muted", wrap=True)
        layout.addWidget(self._heading)
        layout.addWidget(self._words)
        layout.addWidget(self._empty)
        holder = QWidget()
        self._room = bare_layout(holder, gap=14)
        layout.addWidget(holder)
        layout.addWidget(self._more)
        layout.addStretch(1)
        bare_layout(self).addWidget(scrolling(page))
        viewmodel.changed.connect(self._draw)
        viewmodel.load()
        self._draw()

    def _draw(self) -> None:
        shown = self._viewmodel
        wanted = {found.id: found for found in shown.disputes}
        for gone in self.cards.keys() - wanted.keys():
            card = self.cards.pop(gone)
            card.hide()
            card.deleteLater()
        for at, found in enumerate(shown.disputes):
            if found.id not in self.cards:
                self.cards[found.id] = DisputeView(shown, found)
                self._room.insertWidget(at, self.cards[found.id])
            self.cards[found.id].draw()
        self._heading.setText(f"Conflicts to settle: {shown.in_all:,}")
        set_prose(self._words, _WORDS)
        self._words.setVisible(bool(wanted))
        self._empty.setVisible(shown.is_loaded and not wanted)
        more = shown.in_all - len(wanted)
        self._more.setText(f"{more:,} more follow as these are settled.")
        self._more.setVisible(more > 0)
