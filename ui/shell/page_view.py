"""The room for one screen at a time, and what must be known above it."""

from typing import Protocol, runtime_checkable

from PySide6.QtCore import QElapsedTimer, QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractScrollArea, QAbstractSlider, QWidget

from ui.shell.field_mark_view import FieldMark, mark_of, return_to
from ui.widgets.banner import Banner
from ui.widgets.card import scrolling
from ui.widgets.kept_keys import KeptKeys
from ui.widgets.pages import bare_layout
from ui.widgets.reveal import reveal
from ui.widgets.stops import first_stop

_LEAST, _LEAST_NARROW, _NARROW = 15, 26, 22
"""In heights of a line: how high a screen stays, and below which width it is more."""
_USED = {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress}
_LAID_OUT = {QEvent.Type.LayoutRequest, QEvent.Type.Show}

_LED_ON = 1500
"""Milliseconds in which what was done leads on to another screen."""
_BY = QAbstractSlider.SliderAction
_STEPS = {
    Qt.Key.Key_PageDown: _BY.SliderPageStepAdd,
    Qt.Key.Key_PageUp: _BY.SliderPageStepSub,
    Qt.Key.Key_Down: _BY.SliderSingleStepAdd,
    Qt.Key.Key_Up: _BY.SliderSingleStepSub,
    Qt.Key.Key_Home: _BY.SliderToMinimum,
    Qt.Key.Key_End: _BY.SliderToMaximum,
}


@runtime_checkable
class BeginsAt(Protocol):
    """A screen that says where the keys go first, None while it does not know.

    A focus proxy would say so too, but the Tab key jumps over all that lies before it.
    """

    def begins_at(self) -> QWidget | None: ...


class StayingBanner(Banner):
    """Cannot be closed: it stays until what it says is dealt with."""

    def __init__(self, button: str = "") -> None:
        super().__init__(button)
        self._close.hide()


class _Room(QWidget):
    """Room round a banner, gone while the banner is."""

    def __init__(self, banner: Banner) -> None:
        super().__init__()
        layout = bare_layout(self)
        layout.setContentsMargins(24, 10, 24, 0)
        layout.addWidget(banner)
        banner.installEventFilter(self)
        self.hide()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in {QEvent.Type.ShowToParent, QEvent.Type.HideToParent}:
            self.setVisible(event.type() is QEvent.Type.ShowToParent)
        return super().eventFilter(watched, event)


class _Whole(QWidget):
    """Holds a screen; in a low window it scrolls as a whole, before parts overlap."""

    def __init__(self) -> None:
        super().__init__()
        self._screen: QWidget | None = None

    def hold(self, screen: QWidget | None) -> None:
        self._screen = screen
        if screen:
            screen.setParent(self)
            screen.setGeometry(self.rect())
            screen.show()
        self.updateGeometry()

    def minimumSizeHint(self) -> QSize:
        wide = self._screen.minimumSizeHint().width() if self._screen else 0
        line = self.fontMetrics().height()
        narrow = self.width() < _NARROW * line
        return QSize(wide, (_LEAST_NARROW if narrow else _LEAST) * line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.updateGeometry()
        if self._screen:
            self._screen.setGeometry(self.rect())


class PageView(QWidget):
    """`missing_pressed`: the officer wants to deal with the work that is missing."""

    missing_pressed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.shown: QWidget | None = None
        self._mark: FieldMark | None = None
        self._begins = False
        self._keys = KeptKeys(self, self._beginning)
        self.missing = StayingBanner("Go on without it…")
        self.missing.pressed.connect(self.missing_pressed)
        self.read_only = StayingBanner()
        self.told = Banner()
        self._said_done = QElapsedTimer()
        layout = bare_layout(self)
        for banner in (self.missing, self.read_only, self.told):
            layout.addWidget(_Room(banner))
        self._whole = _Whole()
        layout.addWidget(scrolling(self._whole), 1)

    def show_screen(self, screen: QWidget, mark: FieldMark | None) -> None:
        """Put *screen* in place of the one before, the focus where *mark* says.

        What was done is said on the screen that it led to, and on no other.
        """
        if self._said_done.isValid() and self._said_done.hasExpired(_LED_ON):
            self._said_done.invalidate()
            self.told.hide()
        self.clear()
        self.shown = screen
        self._mark = mark
        self._whole.hold(screen)
        screen.installEventFilter(self)
        self._begins = True
        self._begin()
        self._return()

    def tell(self, words: str) -> None:
        """Say *words* until the officer closes them."""
        self._said_done.invalidate()
        self.told.say(words, "warning")

    def tell_done(self, words: str) -> None:
        """Say what was done, until the officer goes on to something else."""
        self._said_done.start()
        self.told.say(words, "done")

    def clear(self) -> None:
        if self.shown is not None:
            self.shown.removeEventFilter(self)
            self.shown.hide()
            self._whole.hold(None)
            self.shown.deleteLater()
            self.shown = None

    def mark(self) -> FieldMark | None:
        if self.shown is None:
            return None
        focused = self.window().focusWidget()
        return self._mark or mark_of(self.shown, focused)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        # What a screen shows may come later than the screen: try again as it grows,
        # until the officer goes somewhere else.
        if event.type() in _LAID_OUT:
            self._whole.updateGeometry()
            self._return()
            self._begin()
        elif event.type() in _USED:
            self._mark = None
            self._begins = False
        return False

    def _begin(self) -> None:
        """Give the screen the keys, or they fall to what stood next in the window."""
        screen = self.shown
        if not self._begins or screen is None:
            return
        if to := self._beginning():
            reveal(to)
            self._begins = not to.isVisible()

    def _beginning(self) -> QWidget | None:
        screen = self.shown
        if isinstance(screen, BeginsAt):
            return screen.begins_at()
        return first_stop(screen) if screen else None

    def focusNextPrevChild(self, forward: bool) -> bool:  # noqa: FBT001
        """Keep the keys on the screen when what had them goes."""
        return self._keys.is_going() or super().focusNextPrevChild(forward)

    def event(self, event: QEvent) -> bool:
        """Find the keys again after a dialog, behind which all may be drawn anew."""
        if event.type() is QEvent.Type.WindowDeactivate:
            self._keys.note()
        elif event.type() is QEvent.Type.WindowActivate:
            self._keys.come_back()
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Scroll the page in front by the keys that nothing on it took."""
        step = _STEPS.get(Qt.Key(event.key()))
        areas = [a for a in self.findChildren(QAbstractScrollArea) if _scrolls(a)]
        if step is None or not areas:
            super().keyPressEvent(event)
            return
        largest = max(areas, key=lambda a: a.width() * a.height())
        largest.verticalScrollBar().triggerAction(step)

    def _return(self) -> None:
        if self._mark and self.shown and return_to(self.shown, self._mark):
            self._mark = None
            self._begins = False


def _scrolls(area: QAbstractScrollArea) -> bool:
    return area.isVisible() and area.verticalScrollBar().maximum() > 0
