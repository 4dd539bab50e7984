"""The open desk: goes from screen to screen and answers the keys of everywhere."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QAbstractButton

from iomdesk.records.ids import CaseId
from ui.open_desk import OpenDesk
from ui.places import PersonPlace, Place, TodayPlace, VisitPlace
from ui.shell import commands
from ui.shell.finder import Finder, case_of
from ui.shell.screens import AboutOne, Placed
from ui.shell.shell_view import ShellView
from ui.shell.shell_viewmodel import ShellViewModel
from ui.shell.stop import Stop
from ui.shell.trail import Trail

if TYPE_CHECKING:
    from ui.shell.find_view import FindView


class DeskView(ShellView):
    lock_asked = Signal()
    blank_asked = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        self._desk = desk
        self._place: Place = TodayPlace()
        self._trail: Trail[Stop] = Trail()
        self._finder = Finder(desk)
        self._shell = ShellViewModel(desk)
        super().__init__(self._shell)
        desk.went.connect(self.visit)
        desk.told.connect(self.tell_done)
        desk.warned.connect(self.tell)
        desk.visit_asked.connect(self._new_visit)
        self.chosen.connect(self._do)
        self.search_asked.connect(self._find)
        self._doings: dict[str, Callable[[], object]] = {
            commands.FIND.key: self._find,
            commands.NEW_VISIT.key: self._new_visit,
            commands.LOCK.key: self.lock_asked.emit,
            commands.BLANK.key: self.blank_asked.emit,
            commands.BACK.key: self.back,
            commands.FORWARD.key: self.forward,
            commands.KEYS.key: self._show_keys,
            commands.SYNC_NOW.key: desk.syncing.run,
            "help": self._show_keys,
        }
        self._shortcuts = [self._shortcut(c) for c in commands.OWN]

    def start(self, stop: Stop | None) -> None:
        """Begin where the officer was, or with Today."""
        self._shell.start()
        self._show(stop or Stop(place=TodayPlace()))

    def stop(self) -> Stop:
        screen = self.page.shown
        place = screen.current_place() if isinstance(screen, Placed) else self._place
        return Stop(place=place, mark=self.page.mark())

    def visit(self, place: Place) -> None:
        """Go to *place*, with the way back kept."""
        if place != self._place or self.page.shown is None:
            self._trail.leave(self.stop())
        self._show(Stop(place=place))

    def back(self) -> None:
        if before := self._trail.back(self.stop()):
            self._show(before)

    def forward(self) -> None:
        if after := self._trail.forward(self.stop()):
            self._show(after)

    def _show(self, stop: Stop) -> None:
        self._place = stop.place
        self.go(self._desk, stop.place, stop.mark)
        self._give_way()

    def _give_way(self) -> None:
        """Let the screen's own buttons have the keys that they say they have."""
        screen = self.page.shown
        buttons = screen.findChildren(QAbstractButton) if screen else []
        taken = {button.shortcut().toString() for button in buttons}
        for shortcut in self._shortcuts:
            shortcut.setEnabled(shortcut.key().toString() not in taken)

    def _do(self, key: str) -> None:
        case_id = case_of(key)
        if case_id:
            self.visit(PersonPlace(case_id=case_id))
        elif key in self._doings:
            self._doings[key]()
        elif place := commands.command(key).place:
            self.visit(place)

    def _find(self) -> None:
        search = self._search()
        search.chosen.connect(self._do)
        search.open()

    def _search(
        self, *, people_only: bool = False, near: tuple[str, str] | None = None
    ) -> "FindView":
        from ui.shell.find_view import FindView  # noqa: PLC0415  when first asked for

        return FindView(self._finder, self, people_only=people_only, near=near)

    def _new_visit(self) -> None:
        """Start a visit to whom this screen is about, or ask to whom."""
        if isinstance(self._place, PersonPlace):
            self._start_visit(self._place.case_id)
            return
        screen = self.page.shown
        near = screen.at_hand() if isinstance(screen, AboutOne) else None
        search = self._search(people_only=True, near=near)
        search.chosen.connect(self._visit_chosen)
        search.open()

    def _visit_chosen(self, key: str) -> None:
        if case_id := case_of(key):
            self._start_visit(case_id)

    def _start_visit(self, case_id: str) -> None:
        self.visit(VisitPlace(case_id=CaseId(case_id)))

    def _show_keys(self) -> None:
        from ui.shell.keys_view import KeysView  # noqa: PLC0415  when first asked for

        KeysView(self).open()

    def _shortcut(self, command: commands.Command) -> QShortcut:
        shortcut = QShortcut(QKeySequence(command.shortcut), self)
        shortcut.activated.connect(partial(self._do, command.key))
        return shortcut
