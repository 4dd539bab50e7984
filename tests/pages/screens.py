"""What every page object does: read what is in sight, press by keyboard."""

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget

ROOM = {1.0: (1175, 680), 2.0: (1060, 620)}
"""What the frame of the window leaves a screen of 1366 x 768, by text size."""

_PATIENCE, _TURN = 500, 10
"""How often a window is looked at that is to be in front, and after how many ms."""

_SPOKEN = {"RiskBadge", "MarkerChip", "Chip"}


def settle() -> None:
    """Let what was asked of Qt happen: layouts, showing, news of commits."""
    QCoreApplication.sendPostedEvents()
    QCoreApplication.sendPostedEvents()


def come_forward(screen: QWidget) -> None:
    """Show *screen* with the keys: shortcuts work in the window in front only."""
    screen.show()
    screen.activateWindow()
    for _ in range(_PATIENCE):
        # Qt's own wait takes a dialog for active as soon as the window below it is.
        if screen.isActiveWindow():
            break
        QTest.qWait(_TURN)
    assert screen.isActiveWindow(), "the window never became active"
    settle()


def press(inside: QWidget, words: str) -> None:
    """Press the button with these words, by keyboard."""
    settle()
    for button in inside.findChildren(QAbstractButton):
        if words in (button.text(), button.accessibleName()) and button.isVisible():
            button.setFocus()
            QTest.keyClick(button, Qt.Key.Key_Space)
            settle()
            return
    raise AssertionError(f"there is no button “{words}”")


def words_in(inside: QWidget) -> list[str]:
    """Return what labels, links and badges say, those in sight only."""
    settle()
    said = []
    for widget in inside.findChildren(QWidget):
        if not widget.isVisible():
            continue
        if isinstance(widget, QLabel):
            said.append(widget.accessibleName() or widget.text())
        elif type(widget).__name__ in _SPOKEN or isinstance(widget, QAbstractButton):
            said.append(widget.accessibleName())
    return [words for words in said if words]
