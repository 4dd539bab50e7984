"""The kit's tests run in one dressed application."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from ui import theme

HERE = Path(__file__).parent


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    theme.apply(qapp, "light", 1.0)
    return qapp


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # The offscreen platform says so of least sizes, raising and grabbing.
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.qt_log_ignore("This plugin does not support"))
