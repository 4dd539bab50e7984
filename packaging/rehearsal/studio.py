"""A window for pictures: work is done at once, and what it shows is kept as PNG."""

import sys
from collections.abc import Iterator
from contextlib import nullcontext
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QMessageLogContext,
    QTimer,
    QtMsgType,
    qInstallMessageHandler,
)

from ui import theme
from ui.app import application
from ui.look import Look, Looks
from ui.open_store import OpenStore
from ui.outside import Outside
from ui.places import Place
from ui.session import Held, Session
from ui.tasks import Job, Tasks
from ui.unlock.first_run_viewmodel import STEPS
from ui.window import Window

SIZE = (1366, 768)
_SETTLED = 60
"""Milliseconds in which a screen lays itself out and what it queued is done."""

_LOOKS = 20
"""A page of a document may come later than its screen; a blinking cursor never ends."""

_CODE = "7K3M-Q0PZ-41VD-8XRA-2NWE-5HTC-9BJG"


class AtOnce(Tasks):
    """Tasks done on the thread that asks: nothing to wait for."""

    def _put(self, _lane: object, job: Job) -> None:
        if not self._closed:
            job.attempt()
            self.settle(job)


def _tell(_kind: QtMsgType, _where: QMessageLogContext, words: str | None) -> None:
    """Pass Qt's remarks on; the offscreen plugin has one for every window."""
    if words and not words.startswith("This plugin does not support"):
        print(words, file=sys.stderr)


class Studio:
    """One window in one look."""

    def __init__(self, outside: Outside, store: OpenStore, look: Look) -> None:
        qInstallMessageHandler(_tell)
        self._app = application()
        self.store = store
        looks = Looks(store.folder)
        looks.look = look
        theme.apply(self._app, look.theme, look.scale)
        theme.load_other_faces()
        self._session = Session(
            outside, store.folder, looks, _fly, self._app, make_tasks=AtOnce
        )
        self._window = Window(self._session, self._app)
        self._window.resize(*SIZE)

    def gates(self) -> Iterator[str]:
        """Show one screen before the desk after the other; yield its name."""
        self._window.start()
        self._window.show()
        yield "unlock"
        self._window.show_recovery()
        yield "recovery"
        steps = self._window.show_first_run()
        for number, step in enumerate(STEPS, 1):
            steps.show(step, name="DC 4471 Marsh", code=_CODE)
            yield f"first-run-{number}"
        self._window.start()

    def go(self, place: Place) -> None:
        """Show the screen of *place*."""
        if self._window.desk is None:
            held = Held(store=self.store, hold=nullcontext())
            self._session.adopt(held)
        if self._window.desk is not None:
            self._window.desk.visit(place)

    def overlays(self) -> Iterator[str]:
        """Show what lies over a screen; yield its name."""
        self._window.blank()
        yield "blank"
        self._window.blank()
        self._window.start()
        yield "locked"

    def close(self) -> None:
        self._window.hide()
        self._window.deleteLater()
        self._settle()

    def keep(self, path: Path) -> Path:
        """Save what is shown once two looks at it are the same."""
        before = None
        for _ in range(_LOOKS):
            self._settle()
            now = self._window.grab().toImage()
            if now == before:
                break
            before = now
        now.save(str(path))
        return path

    def _settle(self) -> None:
        QTimer.singleShot(_SETTLED, QCoreApplication.exit)
        QCoreApplication.exec()


def _fly(fault: BaseException) -> None:
    raise fault
