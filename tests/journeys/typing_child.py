"""A process of its own: the window with a visit being typed, until it is killed."""

import sys
import time
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QPlainTextEdit

from iomdesk.clock import system_clock
from iomdesk.records.ids import CaseId
from iomdesk.visits.form import WORDS
from tests.ui.open_desks import PASSPHRASE, an_outside
from ui.app import Program, application
from ui.open_desk import OpenDesk
from ui.places import VisitPlace
from ui.visits.screen_view import VisitScreen

_EVERY = 40
"""Milliseconds between two keys: a quick typist."""


class Typist:
    """Types into “What was seen” and prints how far it is, and when."""

    def __init__(self, program: Program) -> None:
        self._program = program
        self._typed = 0
        self._timer = QTimer()
        self._timer.timeout.connect(self._type)

    def begin(self, desk: OpenDesk) -> None:
        case_id = CaseId(sys.argv[2])
        QTimer.singleShot(0, lambda: desk.go(VisitPlace(case_id=case_id)))
        self._timer.start(_EVERY)

    def _type(self) -> None:
        editor = self._editor()
        if editor is not None:
            QTest.keyClick(editor, Qt.Key.Key_A)
            self._typed += 1
            print(self._typed, time.monotonic(), flush=True)

    def _editor(self) -> QPlainTextEdit | None:
        desk = self._program.window.desk
        screen = desk.page.shown if desk else None
        if not isinstance(screen, VisitScreen) or screen.form is None:
            return None
        screen.form.viewmodel.choose_part(WORDS)
        seen = screen.form.pages[WORDS].editor("seen")
        return seen if isinstance(seen, QPlainTextEdit) else None


def main() -> None:
    app = application()
    program = Program(app, an_outside(system_clock), Path(sys.argv[1]))
    typist = Typist(program)
    program.session.opened.connect(typist.begin)
    program.start()
    program.window.unlocking.unlock(PASSPHRASE)
    app.exec()


if __name__ == "__main__":
    main()
