"""A widget of the kit alone in a window."""

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

Show = Callable[[QWidget], None]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Return a function that shows a widget alone in an active window."""
    windows: list[QWidget] = []

    def show(widget: QWidget) -> None:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(widget)
        window.resize(700, 400)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)

    return show
