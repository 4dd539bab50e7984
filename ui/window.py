"""The window: the way in, or the open desk; blanked and locked in one breath."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QApplication, QDialog, QMainWindow

from ui.session import Session
from ui.unlock.unlock_view import UnlockView
from ui.unlock.unlock_viewmodel import UnlockViewModel

if TYPE_CHECKING:
    from ui.autolock import AutoLock
    from ui.copied_here import CopiedHere
    from ui.open_desk import OpenDesk
    from ui.places import Place
    from ui.shell.desk_view import DeskView
    from ui.shell.stop import Stop
    from ui.unlock.first_run_viewmodel import FirstRunViewModel
    from ui.unlock.gate_view import GateView
    from ui.widgets.shield import Shield

TITLE = "IOM Desk"
_SIZE = (1366, 768)
_LEAST = (800, 560)
_FRAME = 40
"""Pixels that a desktop's own frame may take above and below."""


class Window(QMainWindow):
    """`left` says that the officer closed it."""

    left = Signal()

    def __init__(self, session: Session, app: QApplication) -> None:
        super().__init__()
        self._session = session
        self._app = app
        self._guard: AutoLock | None = None
        self._shield: Shield | None = None
        self._first_run: FirstRunViewModel | None = None
        self._stop: Stop | None = None
        self._copied: CopiedHere | None = None
        self.desk: DeskView | None = None
        self.unlocking = UnlockViewModel(session)
        self.setWindowTitle(TITLE)
        self.setMinimumSize(*_LEAST)
        self.resize(*_SIZE)
        session.opened.connect(self._open)

    def start(self) -> None:
        """Show the way in: unlock, or the first run where there is no store."""
        if self._session.has_store:
            self._show_unlock()
        else:
            self.show_first_run()

    def appear(self) -> None:
        """Show the window whole: it fills a screen that is not larger than it is."""
        room = self.screen().availableGeometry()
        if self.width() < room.width() and self.height() + _FRAME < room.height():
            self.show()
        else:
            self.showMaximized()

    def set_guard(self, guard: "AutoLock") -> None:
        """Have *guard* lock and blank; it counts while the desk is open."""
        self._guard = guard
        guard.lock_now.connect(self.lock)
        guard.blank_now.connect(self.blank)
        if self.desk is not None:
            guard.start()

    def lock(self) -> None:
        """Keep what was typed, blank, and let all of the desk go; no question."""
        if self.desk is None:
            return
        if self._guard is not None:
            self._guard.stop()
        self._stop = self.desk.stop()
        self.desk.flush()
        self._close_what_is_open()
        desk, self.desk = self.desk, None
        self._session.lock()
        self._show_unlock()
        desk.deleteLater()
        if self._copied is not None:
            self._copied.take_back()

    def blank(self) -> None:
        """Hide every window of ours until a key is pressed."""
        from ui.widgets.shield import Shield  # noqa: PLC0415  not before the paint

        if self._shield is None:
            self._shield = Shield(self._app)
        self._shield.toggle()

    def tell(self, words: str) -> None:
        if self._first_run is not None:
            self._first_run.tell(words)
        elif self.desk is not None:
            self.desk.tell(words)
        else:
            self.unlocking.tell(words)

    def closeEvent(self, event: QCloseEvent) -> None:
        self.lock()
        self.left.emit()
        event.accept()

    def _open(self, desk: "OpenDesk") -> None:
        from ui.copied_here import CopiedHere  # noqa: PLC0415
        from ui.shell.desk_view import DeskView  # noqa: PLC0415  the work, once open

        if self._copied is None:
            self._copied = CopiedHere(self._app, self)
        self.desk = DeskView(desk)
        self.desk.lock_asked.connect(self.lock)
        self.desk.blank_asked.connect(self.blank)
        desk.idle_changed.connect(self._set_idle)
        desk.syncing.revoked.connect(self._revoked)
        if self._guard is not None:
            self._guard.start()
        if self._first_run is None:
            self._show_desk()

    def _revoked(self, words: str) -> None:
        """Let all go and say why: nothing opens this store again."""
        self.lock()
        self.tell(words)

    def _show_desk(self) -> None:
        if self.desk is None:
            return
        self.setCentralWidget(self.desk)
        self.desk.start(self._stop)
        self._stop = None

    def _show_unlock(self) -> None:
        self._first_run = None
        view = UnlockView(self.unlocking)
        view.forgotten.connect(self.show_recovery)
        self._show(view)

    def show_first_run(self) -> "FirstRunViewModel":
        from ui.unlock.first_run_view import FirstRunView  # noqa: PLC0415  once a life
        from ui.unlock.first_run_viewmodel import FirstRunViewModel  # noqa: PLC0415

        self._first_run = FirstRunViewModel(self._session)
        self._first_run.began.connect(self._begin)
        self._show(FirstRunView(self._first_run))
        return self._first_run

    def show_recovery(self) -> None:
        from ui.unlock.recovery_view import RecoveryView  # noqa: PLC0415  seldom
        from ui.unlock.recovery_viewmodel import RecoveryViewModel  # noqa: PLC0415

        view = RecoveryView(RecoveryViewModel(self._session))
        view.left.connect(self._show_unlock)
        self._show(view)

    def _begin(self, how: str) -> None:
        from ui.places import ImportPlace, SyncPlace  # noqa: PLC0415  loads the work
        from ui.shell.stop import Stop  # noqa: PLC0415

        places: dict[str, Place] = {"import": ImportPlace(), "hub": SyncPlace()}
        self._first_run = None
        if how in places:
            self._stop = Stop(place=places[how])
        self._show_desk()

    def _show(self, view: "GateView") -> None:
        # What stood here before is deleted by Qt, with all that is in it.
        self.setCentralWidget(view)
        view.begins_at().setFocus()

    def _set_idle(self, minutes: int) -> None:
        if self._guard is not None:
            self._guard.set_minutes(minutes)

    def _close_what_is_open(self) -> None:
        if popup := self._app.activePopupWidget():
            popup.close()
        for dialog in self.findChildren(QDialog):
            dialog.reject()
