"""The program at its unlock screen; the passphrase is given once all is loaded.

Writes how long it took until Today was painted, and what the derivation of the key
alone takes, in milliseconds.
"""

import sys
import threading
import time
from pathlib import Path
from statistics import median
from typing import Any

from PySide6.QtCore import QTimer

import iomdesk.__main__ as iomdesk
from db.keys import open_with_passphrase
from tests.bench.children.telling import Teller
from ui.app import Program, application

folder, passphrase = Path(sys.argv[1]), sys.argv[2]
app = application()
program = Program(app, iomdesk._outside(), folder)


def derivation() -> float:
    vault = iomdesk._vault(folder)
    taken = []
    for _ in range(3):
        began = time.perf_counter()
        open_with_passphrase(vault.slots(), passphrase, vault.floor)
        taken.append((time.perf_counter() - began) * 1000)
    return median(taken)


def unlock() -> None:
    """Give the passphrase as soon as what follows it is loaded."""
    if any(thread.name == "loading" for thread in threading.enumerate()):
        QTimer.singleShot(50, unlock)
        return
    program.session.opened.connect(watch)
    global began  # noqa: PLW0603
    began = time.perf_counter()
    program.window.unlocking.unlock(passphrase)


def watch(_desk: object) -> None:
    desk: Any = program.window.desk
    desk._desk.waiting.changed.connect(lambda: paint(desk.page.shown))


def paint(today: Any) -> None:
    if not hasattr(program, "teller"):
        view = today.table.view.viewport()
        program.teller = Teller(view, say)  # type: ignore[attr-defined]


def say() -> None:
    took = (time.perf_counter() - began) * 1000
    sys.stdout.write(f"{took} {derivation()}\n")
    sys.stdout.flush()


began = 0.0
program.start()
QTimer.singleShot(500, unlock)
app.exec()
