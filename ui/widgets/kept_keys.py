"""The keys stay where the officer works when what had them goes."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from ui.widgets.banner import Banner
from ui.widgets.reveal import reveal
from ui.widgets.stops import is_dangerous, stops_in

_TURNS = 5


class KeptKeys:
    """Says where the keys go inside *whole*; *begins* says where its work begins.

    Qt hands the keys of what is hidden, dimmed or deleted to whatever comes next in the
    window: the side bar, or a button that destroys. Here they go to what came in place
    of it, else to its nearest neighbour that does no harm, else to where work begins.
    """

    def __init__(self, whole: QWidget, begins: Callable[[], QWidget | None]) -> None:
        self._whole, self._begins = whole, begins
        self._lost: _Lost | None = None
        self._stand_in: QWidget | None = None

    def note(self) -> None:
        """Remember what has the keys: it may be gone when the window has them again."""
        held = self._whole.window().focusWidget()
        if held is not None and self._whole.isAncestorOf(held):
            self._lost = _Lost(held, self._whole)

    def come_back(self) -> None:
        """Find the keys again as the window gets them back, say after a dialog."""
        if self.is_going() and (to := self._begins()):
            # Or Qt gives them to the first thing in the window in this very moment.
            self._stand_in = to
            to.setFocus(Qt.FocusReason.OtherFocusReason)

    def is_going(self) -> bool:
        """Say whether what has the keys goes, and see that they are given back."""
        held = self._whole.window().focusWidget()
        if _can_work(held):
            return False
        self.note()
        if self._lost is not None:
            self._give_back_soon(_TURNS)
        return self._lost is not None

    def _give_back_soon(self, turns: int) -> None:
        # What comes in its place is shown some turns of the loop later.
        QTimer.singleShot(0, self._whole, partial(self._give_back, turns))

    def _give_back(self, turns: int) -> None:
        held, lost = self._whole.window().focusWidget(), self._lost
        if lost is None or (_can_work(held) and held is not self._stand_in):
            self._lost = self._stand_in = None
            return
        to = lost.same()
        if to is None and turns:
            self._give_back_soon(turns - 1)
            return
        self._lost = self._stand_in = None
        if to := to or lost.neighbour() or self._begins():
            reveal(to)


def _can_work(held: QWidget | None) -> bool:
    return held is not None and held.isVisible() and held.isEnabled()


class _Lost:
    """What had the keys: its name, where it stood, and what stood round it."""

    def __init__(self, held: QWidget, whole: QWidget) -> None:
        self._kind, self._name = type(held), held.accessibleName()
        self._whole = whole
        self._at = held.mapTo(whole, held.rect().center())
        self._around: list[QWidget] = []
        above = held.parentWidget()
        while above is not None and above is not whole:
            self._around.append(above)
            above = above.parentWidget()

    def same(self) -> QWidget | None:
        """Return what stands in its place and bears its name."""
        alike = (
            stop
            for stop in stops_in(self._whole)
            if type(stop) is self._kind and stop.accessibleName() == self._name
        )
        return min(alike, key=self._far, default=None) if self._name else None

    def neighbour(self) -> QWidget | None:
        """Return the nearest stop in what stood round it; a banner has no neighbour."""
        for around in self._around:
            if isValid(around) and isinstance(around, Banner):
                return None
            if isValid(around) and around.isVisible():
                near = [s for s in stops_in(around) if not is_dangerous(s)]
                if near:
                    return min(near, key=self._far)
        return None

    def _far(self, stop: QWidget) -> int:
        middle = stop.mapTo(self._whole, stop.rect().center())
        return QPoint(middle - self._at).manhattanLength()
