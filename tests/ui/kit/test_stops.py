"""Where the keys begin, found without harm to what stands around."""

from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import ui
from ui.widgets.stops import first_stop


def test_the_first_field_that_takes_the_keys_is_found(qtbot: QtBot) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    hidden, shown = QLineEdit(screen), QLineEdit(screen)
    hidden.hide()

    assert first_stop(screen) is shown
    shown.setEnabled(False)
    assert first_stop(screen) is None


def test_nothing_walks_the_chain_of_focus() -> None:
    # PySide ties what the chain returns to whom it was asked of: a window crashed.
    walking = [
        path.name
        for path in Path(ui.__path__[0]).rglob("*.py")
        if "InFocusChain" in path.read_text(encoding="utf-8")
    ]

    assert walking == []
