"""The program with a window: what is made once, and how it starts and ends."""

import logging
import sys
import threading
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QObject, QTimer
from PySide6.QtWidgets import QApplication

from ui import theme
from ui.errors import CrashHandler
from ui.look import Looks
from ui.outside import Outside
from ui.session import Session
from ui.window import Window

NEEDED_NEXT = ("ui.shell.desk_view", "ui.today.screens")
"""Loaded while the officer types the passphrase, none of it before."""

_AFTER_PAINT = 30


class Program(QObject):
    """One officer's store, one window, and what watches over both."""

    def __init__(self, app: QApplication, outside: Outside, folder: Path) -> None:
        super().__init__(app)
        self._app = app
        self.crash = CrashHandler(fault_log(folder), self)
        self._outside = outside
        self.looks = Looks(folder, self)
        self.looks.changed.connect(self._dress)
        app.styleHints().colorSchemeChanged.connect(self._dress)
        self._dress()
        self.session = Session(outside, folder, self.looks, self.crash.report, self)
        self.window = Window(self.session, app)
        self.crash.crashed.connect(self.window.tell)
        self.crash.refused.connect(self.window.tell)
        self.window.left.connect(self._leave)
        self.session.shut.connect(self._quit_if_left)

    def start(self) -> None:
        """Show the way in; all else waits until it is painted."""
        self.window.start()
        self.window.show()
        QTimer.singleShot(_AFTER_PAINT, self._watch)

    def _watch(self) -> None:
        from ui.autolock import AutoLock  # noqa: PLC0415  the bus is asked
        from ui.power import power_events  # noqa: PLC0415  after the paint

        self.window.set_guard(AutoLock(self._app, power_events(self)))
        threading.Thread(target=self._load, name="loading", daemon=True).start()

    def _load(self) -> None:
        self._outside.warm_up()
        for name in NEEDED_NEXT:
            import_module(name)

    def _dress(self) -> None:
        theme.apply(self._app, self.looks.look.theme, self.looks.look.scale)

    def _leave(self) -> None:
        self.window.hide()
        self.session.lock()
        self._quit_if_left()

    def _quit_if_left(self) -> None:
        if not self.window.isVisible() and not self.session.is_busy:
            self._app.quit()


def run(outside: Outside, folder: Path | None) -> int:
    """Open the window on the store in *folder*, or on the officer's own."""
    app = QApplication(sys.argv[:1])
    app.setApplicationName("IOM Desk")
    app.setQuitOnLastWindowClosed(False)
    program = Program(app, outside, folder or default_folder())
    program.crash.install()
    program.start()
    code = app.exec()
    program.session.wait_until_shut()
    return code


def default_folder() -> Path:
    """Return the place of the officer's own store: local, never roaming."""
    from platformdirs import user_data_path  # noqa: PLC0415  only where none was named

    return user_data_path("iomdesk", appauthor=False, roaming=False) / "store"


def fault_log(folder: Path) -> logging.Logger:
    """Return the log of faults: types and places, never what was in hand."""
    log = logging.getLogger("iomdesk.faults")
    log.propagate = False
    if folder.is_dir() and not log.handlers:
        log.addHandler(logging.FileHandler(folder / "faults.log", delay=True))
    return log
