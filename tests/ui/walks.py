"""Walk a screen in the looks that differ most, on the size of a field laptop."""

from collections.abc import Callable

from PySide6.QtCore import SIGNAL, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from tests.pages.screens import settle
from tests.ui.kit.walk import Problem, describe, walk
from ui import theme

LOOKS = (
    ("light", 1.0),
    ("dark", 1.0),
    ("night", 1.0),
    ("sunlight", 1.0),
    ("light", 2.0),
)
SIZE = (1190, 720)
"""What navigation and status leave of a window of 1366 by 768."""


def problems(
    app: QApplication, build: Callable[[], QWidget], size: tuple[int, int] = SIZE
) -> list[Problem]:
    """Return what keeps *build*'s screen from being used, in any of the looks."""
    found: list[Problem] = []
    for name, scale in LOOKS:
        theme.apply(app, name, scale)
        screen = build()
        screen.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
        screen.setAutoFillBackground(True)
        screen.resize(*size)
        screen.show()
        settle()
        found += walk(screen)
        screen.close()
        screen.deleteLater()
    theme.apply(app, "light", 1.0)
    return found


_HEARD = ("clicked(bool)", "clicked()", "toggled(bool)", "pressed()", "released()")


def dead_buttons(screen: QWidget) -> list[str]:
    """Return the buttons of *screen* that nothing listens to, in sight or not."""
    return [
        describe(button)
        for button in screen.findChildren(QAbstractButton)
        if not any(button.receivers(SIGNAL(signal)) for signal in _HEARD)
        and button.group() is None
        and button.accessibleName()
    ]
