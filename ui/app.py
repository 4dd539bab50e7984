"""The program with a window: what is made once, and how it starts and ends."""

import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from iomdesk.own_store import own_store
from ui import theme
from ui.look import Looks
from ui.outside import Outside
from ui.session import Session
from ui.window import Window

if TYPE_CHECKING:
    from ui.collecting import Collector
    from ui.errors import CrashHandler

NEEDED_NEXT = ("ui.shell.desk_view", "ui.today.screens")
"""Loaded while the officer types the passphrase, none of it before."""

_AFTER_PAINT = 30


class Program(QObject):
    """One officer's store, one window, and what watches over both."""

    def __init__(self, app: QApplication, outside: Outside, folder: Path) -> None:
        super().__init__(app)
        self._app = app
        self._folder = folder
        self._crash: CrashHandler | None = None
        self._collector: Collector | None = None
        self._outside = outside
        self.looks = Looks(folder, self)
        self.looks.changed.connect(self._dress)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()
        self.session = Session(outside, folder, self.looks, self.report, self)
        self.window = Window(self.session, app)
        self.window.left.connect(self._leave)
        self.session.shut.connect(self._quit_if_left)

    def start(self) -> None:
        """Show the way in; all else waits until it is painted."""
        self.window.start()
        self.window.appear()
        QTimer.singleShot(_AFTER_PAINT, self._watch)

    def report(self, fault: BaseException) -> None:
        """Say that something of ours went wrong, and log where."""
        self.crash.report(fault)

    @property
    def crash(self) -> "CrashHandler":
        """Return what takes every fault that nothing else caught."""
        from ui.errors import CrashHandler  # noqa: PLC0415
        from ui.fault_log import fault_log  # noqa: PLC0415

        if self._crash is None:
            self._crash = CrashHandler(fault_log(self._folder), self)
            self._crash.crashed.connect(self.window.tell)
            self._crash.refused.connect(self.window.tell)
        return self._crash

    def _watch(self) -> None:
        """Go on with what the first paint did not have to wait for."""
        from ui.autolock import AutoLock  # noqa: PLC0415
        from ui.collecting import Collector  # noqa: PLC0415
        from ui.power import power_events  # noqa: PLC0415

        self.crash.install()
        theme.load_other_faces()
        self._collector = Collector(self)
        self._collector.start()
        from ui.widgets.own_icon import own_icon  # noqa: PLC0415

        self._app.setWindowIcon(own_icon())
        told = power_events(self._app, self.window.windowHandle(), self)
        self.window.set_guard(AutoLock(self._app, told))
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    def _load(self) -> None:
        self._outside.warm_up()
        for name in NEEDED_NEXT:
            import_module(name)

    def _dress(self) -> None:
        look = self.looks.look
        known = look.theme in theme.theme_names()
        name = look.theme if known else theme.SYSTEM
        theme.apply(self._app, name, look.scale)

    def _leave(self) -> None:
        self.window.hide()
        self.session.lock()
        self._quit_if_left()

    def _quit_if_left(self) -> None:
        if not self.window.isVisible() and not self.session.is_busy:
            self._app.quit()


def application() -> QApplication:
    """Return the one application of this process, made if need be."""
    made = QApplication.instance()
    if isinstance(made, QApplication):
        return made
    # Asked for in words: a style that is asked for by `setStyle` comes back wrapped.
    return QApplication([*sys.argv[:1], "-style", "Fusion"])


def run(outside: Outside, folder: Path | None) -> int:
    """Open the window on the store in *folder*, or on the officer's own."""
    app = application()
    app.setApplicationName("IOM Desk")
    app.setQuitOnLastWindowClosed(False)
    program = Program(app, outside, folder or own_store())
    program.start()
    code = app.exec()
    program.session.wait_until_shut()
    return code
