"""The window as a journey goes through it: unlocked, walked through, locked."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.pages.screens import press, settle, words_in
from tests.ui.open_desks import PASSPHRASE
from ui.shell.desk_view import DeskView
from ui.unlock.unlock_view import UnlockView
from ui.window import Window


class WindowPage:
    def __init__(self, window: Window, qtbot: QtBot) -> None:
        self.window = window
        self._qtbot = qtbot
        window.show()
        self._come_forward()

    @property
    def desk(self) -> DeskView:
        assert self.window.desk, "the desk is locked"
        return self.window.desk

    @property
    def screen(self) -> QWidget:
        assert self.desk.page.shown, "no screen is shown"
        return self.desk.page.shown

    @property
    def gate(self) -> QWidget:
        gate = self.window.centralWidget()
        assert gate, "the window is empty"
        return gate

    @property
    def dialog(self) -> QDialog:
        settle()
        found = [d for d in self.window.findChildren(QDialog) if d.isVisible()]
        assert found, "no dialog is open"
        return found[-1]

    @property
    def words(self) -> list[str]:
        return words_in(self.window)

    def unlock(self, passphrase: str = PASSPHRASE) -> None:
        """Type the passphrase, press Enter, and wait for the desk."""
        gate = self.gate
        assert isinstance(gate, UnlockView)
        self._qtbot.waitUntil(lambda: self.window.unlocking.can_try)
        gate.passphrase.edit.setFocus()
        QTest.keyClicks(gate.passphrase.edit, passphrase)
        QTest.keyClick(gate.passphrase.edit, Qt.Key.Key_Return)
        self._qtbot.waitUntil(self._is_open)
        settle()

    def key(
        self,
        key: Qt.Key,
        modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.ControlModifier,
    ) -> None:
        """Press a key of the window, wherever the focus is."""
        QTest.keyClick(self.window.focusWidget() or self.window, key, modifier)
        settle()

    def press(self, words: str) -> None:
        press(self.window, words)

    def wait_for(self, words: str) -> None:
        """Wait until something in sight says *words*."""
        self._qtbot.waitUntil(lambda: any(words in said for said in self.words))

    def find(self, typed: str) -> None:
        """Ctrl+K, type, wait for the people found, Enter."""
        self.key(Qt.Key.Key_K)
        field = self.dialog.findChild(QLineEdit)
        assert field
        QTest.keyClicks(field, typed)
        self._qtbot.waitUntil(lambda: self._found(typed))
        QTest.keyClick(field, Qt.Key.Key_Return)
        self._come_forward()

    def _come_forward(self) -> None:
        # The offscreen platform leaves nothing in front when a dialog goes.
        self.window.activateWindow()
        self._qtbot.waitUntil(self.window.isActiveWindow)

    def _found(self, typed: str) -> bool:
        entries = getattr(self.dialog, "_entries", ())
        return any(typed.casefold() in entry.words.casefold() for entry in entries)

    def _is_open(self) -> bool:
        return self.window.centralWidget() is self.window.desk
