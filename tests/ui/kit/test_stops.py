"""Where the keys begin, found without harm to what stands around."""

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid, ownedByPython

from tests.pages.screens import settle
from ui.widgets.stops import first_stop
from ui.widgets.text import text


def test_the_first_field_that_takes_the_keys_is_found(qtbot: QtBot) -> None:
    screen = QWidget()
    qtbot.addWidget(screen)
    hidden, shown = QLineEdit(screen), QLineEdit(screen)
    hidden.hide()

    assert first_stop(screen) is shown


def test_a_look_at_a_screen_without_fields_leaves_the_frame_alive(
    qtbot: QtBot,
) -> None:
    frame = QWidget()
    qtbot.addWidget(frame)
    screen = QWidget(frame)
    label = text("Saved on this laptop")
    label.setParent(frame)

    assert first_stop(screen) is None
    screen.setParent(None)
    screen.deleteLater()
    settle()

    assert isValid(label)
    assert not ownedByPython(label)
    label.setVisible(True)
