"""The program at its unlock screen; the passphrase is given once all is loaded.

Writes how long it took until Today was painted, and what the derivation of the key
alone takes, in milliseconds; then both in those of a processor.
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
program = Program(app, iomdesk.outside(), folder)


def derivation() -> tuple[float, float]:
    vault = iomdesk._vault(folder)
    taken = []
    for _ in range(3):
        began = moment()
        open_with_passphrase(vault.slots(), passphrase, vault.floor)
        taken.append(since(began))
    return median(a for a, _ in taken), median(b for _, b in taken)


def moment() -> tuple[float, float]:
    return time.perf_counter(), time.process_time()


def since(began: tuple[float, float]) -> tuple[float, float]:
    now = moment()
    return (now[0] - began[0]) * 1000, (now[1] - began[1]) * 1000


def unlock() -> None:
    """Give the passphrase as soon as what follows it is loaded."""
    if any(thread.name == "loading" for thread in threading.enumerate()):
        QTimer.singleShot(50, unlock)
        return
    program.session.opened.connect(watch)
    global began  # noqa: PLW0603
    began = moment()
    program.window.unlocking.unlock(passphrase)


def watch(_desk: object) -> None:
    desk: Any = program.window.desk
    desk._desk.waiting.changed.connect(lambda: paint(desk.page.shown))


def paint(today: Any) -> None:
    if not hasattr(program, "teller"):
        view = today.table.view.viewport()
        program.teller = Teller(view, say)  # type: ignore[attr-defined]


def say() -> None:
    (whole, busy), (alone, busy_alone) = since(began), derivation()
    sys.stdout.write(f"{whole} {alone} {busy} {busy_alone}\n")
    sys.stdout.flush()


began = moment()
program.start()
QTimer.singleShot(500, unlock)
app.exec()
