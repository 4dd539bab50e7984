"""The frame of the open desk: navigation, the screen, the strip along the bottom."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.open_desk import OpenDesk
from ui.places import Place
from ui.shell.commands import GOING, KEYS
from ui.shell.field_mark_view import FieldMark
from ui.shell.page_view import PageView
from ui.shell.screens import Flushing, WholeWindow, make_screen, navigation_key
from ui.shell.shell_viewmodel import ShellViewModel
from ui.widgets.find_button import FindButton
from ui.widgets.marking_bar import MarkingBar
from ui.widgets.navigation import Navigation
from ui.widgets.navigation import Place as Entry
from ui.widgets.no_card import NoCardSaid
from ui.widgets.status_strip import StatusStrip

_BOTTOM = {"help", "settings"}
_PICTURES = {
    "today": "today",
    "people": "people",
    "conflicts": "warning",
    "sync": "sync",
    "settings": "settings",
    "help": "help",
}
MISSING_WORD = "MISSING"


class ShellView(QWidget):
    """`chosen` carries the entry of the navigation that was pressed."""

    chosen = Signal(str)
    search_asked = Signal()

    def __init__(self, viewmodel: ShellViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._current = ""
        self.navigation = Navigation(entries())
        self.navigation.chosen.connect(self.chosen)
        self.page = PageView()
        self.page.missing_pressed.connect(self._ask_about_missing)
        self.strip = StatusStrip()
        self.strip.set_hint("F12 blank · Ctrl+L lock")
        self._lay_out()
        viewmodel.changed.connect(self._draw)
        self._draw()

    def go(self, desk: OpenDesk, place: Place, mark: FieldMark | None = None) -> None:
        """Show the screen of *place*; what was typed on the one before is kept."""
        self.flush()
        screen = make_screen(desk, place)
        if not isinstance(screen, QWidget):
            raise TypeError(f"{type(place).__name__} has no screen")
        for button in screen.findChildren(FindButton):
            button.clicked.connect(self.search_asked)
        self.navigation.setHidden(isinstance(screen, WholeWindow))
        self.page.show_screen(screen, mark)
        self._current = navigation_key(place)
        self._draw()
        self.navigation.set_current(self._current)

    def flush(self) -> None:
        """Have the screen put what was typed on its way to the store."""
        if isinstance(self.page.shown, Flushing):
            self.page.shown.flush()

    def event(self, event: QEvent) -> bool:
        """Take what a field says of a number that is no card, whichever field it is."""
        if isinstance(event, NoCardSaid):
            self._viewmodel.take_for(event.digits, event.what)
            event.accept()
            return True
        return super().event(event)

    def tell(self, words: str) -> None:
        self.page.tell(words)

    def tell_done(self, words: str) -> None:
        self.page.tell_done(words)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.page, 1)
        right.addWidget(self.strip)
        across = QHBoxLayout()
        across.setSpacing(0)
        across.addWidget(self.navigation)
        across.addLayout(right, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(MarkingBar())
        layout.addLayout(across, 1)

    def _draw(self) -> None:
        shown = self._viewmodel
        self.navigation.set_count("today", shown.today_count)
        self.navigation.set_count("conflicts", shown.conflict_count)
        here = self._current == "conflicts"
        self.navigation.set_shown("conflicts", shown=here or shown.conflict_count > 0)
        self.strip.set_link(online=shown.is_online, words=shown.link_words)
        self.strip.set_synced(shown.synced_words)
        self.strip.set_unsent(shown.unsent)
        self.strip.set_saved(shown.saved_words)
        self.strip.set_officer(shown.officer_words)
        self._draw_banners()

    def _draw_banners(self) -> None:
        shown = self._viewmodel
        for banner, words, tone in (
            (self.page.missing, shown.missing_words, "danger"),
            (self.page.read_only, shown.read_only_words, "plain"),
        ):
            if not words:
                banner.hide()
            elif banner.accessibleName() != words or banner.isHidden():
                banner.say(words, "danger" if tone == "danger" else "plain")

    def _ask_about_missing(self) -> None:
        from ui.widgets.dialog import Confirm  # noqa: PLC0415  hardly ever

        question = Confirm(
            "Go on without the missing work?",
            f"{self._viewmodel.missing_words}\n\nIf you go on, the store counts from"
            " what is here, and this warning does not come back.",
            "Go on from what is here",
            self,
            kind="danger",
            typed=MISSING_WORD,
        )
        question.accepted.connect(self._viewmodel.accept_missing_work)
        question.open()


def entries() -> tuple[Entry, ...]:
    """Return the entries of the navigation, help and settings at the bottom."""
    going = [
        Entry(
            key=c.key,
            words=c.words,
            shortcut=c.shortcut,
            picture=_PICTURES[c.key],
            at_bottom=c.key in _BOTTOM,
        )
        for c in GOING
    ]
    help_entry = Entry(
        key="help", words="Help", shortcut=KEYS.shortcut, picture="help", at_bottom=True
    )
    return (*going[:-1], help_entry, going[-1])
