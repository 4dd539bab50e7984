"""The program itself, as it starts; it tells when it is painted.

Without a word it goes the officer's own way to the unlock screen; given a store and its
key in hexadecimal, to Today.
"""

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import iomdesk.__main__ as iomdesk

if TYPE_CHECKING:
    from ui.app import Program

outside = iomdesk.outside


def outside_of_a_watched_program() -> Any:
    """Return what the window needs; called when the window's modules are loaded."""
    from ui.app import Program

    program: Any = Program
    program.start = open_store if sys.argv[1:] else show_unlock
    return outside()


def show_unlock(program: "Program") -> None:
    from tests.bench.children.telling import Teller

    program.window.start()
    field: Any = program.window.centralWidget()
    program.teller = Teller(field.passphrase.edit)  # type: ignore[attr-defined]
    program.window.show()


def open_store(program: "Program") -> None:
    from db.files import lock
    from db.store import EncryptedStore, Options
    from iomdesk.kinds.shipped import SHIPPED
    from ui.session import Held

    folder, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])
    hold = lock(folder / "lock")
    hold.__enter__()
    program.session.adopt(
        Held(store=EncryptedStore(folder, key, Options(kinds=SHIPPED)), hold=hold)
    )
    desk: Any = program.window.desk
    desk._desk.waiting.changed.connect(lambda: watch(program, desk.page.shown))
    program.window.show()


def watch(program: "Program", today: Any) -> None:
    """Tell once the rows are painted that were read with the list itself."""
    from tests.bench.children.telling import Teller

    if not hasattr(program, "teller"):
        program.teller = Teller(today.table.view.viewport())  # type: ignore[attr-defined]


iomdesk.outside = outside_of_a_watched_program
iomdesk.main([])
