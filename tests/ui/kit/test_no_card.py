"""A number that looks like a card: told beside the field, answered in two keys."""

import time
from collections.abc import Callable

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from iomdesk.bank import NoCard
from ui.widgets.dialog import Dialog
from ui.widgets.editors import LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.no_card import NoCardSaid

pytestmark = pytest.mark.usefixtures("app")
NUMBER = "Seized: 4111 1111 1111 1111."
FRAME = 1 / 60


class Hearing(QWidget):
    """The window around a field, which hears what is said of numbers."""

    def __init__(self, field: Field) -> None:
        super().__init__()
        self.heard: dict[str, NoCard] = {}
        QVBoxLayout(self).addWidget(field)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, NoCardSaid):
            self.heard |= dict.fromkeys(event.digits, event.what)
            event.accept()
            return True
        return super().event(event)


def shown(field: Field, qtbot: QtBot) -> Hearing:
    window = Hearing(field)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    assert QTest.qWaitForWindowActive(window)
    field.setFocus()
    return window


def press(field: Field, key: Qt.Key, qtbot: QtBot) -> None:
    """Press Ctrl+B in the field, then *key* in the menu that it opens."""
    QTest.keyClick(field.editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: any(m.isVisible() for m in field.findChildren(QMenu)))
    (menu,) = field.findChildren(QMenu)
    QTest.keyClick(menu, key)


@pytest.mark.parametrize("make", [LineEdit, TextEdit])
@pytest.mark.parametrize(
    ("key", "what"),
    [
        (Qt.Key.Key_E, NoCard.EXHIBIT),
        (Qt.Key.Key_R, NoCard.REFERENCE),
        (Qt.Key.Key_D, NoCard.DEVICE),
        (Qt.Key.Key_O, NoCard.OTHER),
    ],
)
def test_two_keys_say_what_a_number_is(
    make: Callable[[], LineEdit | TextEdit], key: Qt.Key, what: NoCard, qtbot: QtBot
) -> None:
    editor = make()
    field = Field("Seen", editor)
    window = shown(field, qtbot)
    QTest.keyClicks(editor, NUMBER)
    assert "press Ctrl+B" in field.problem()

    press(field, key, qtbot)

    assert window.heard == {"4" + "1" * 15: what}
    assert field.problem() == ""
    assert editor.value() == NUMBER


def test_another_number_in_the_same_field_is_told_again(qtbot: QtBot) -> None:
    editor = LineEdit()
    field = Field("Seen", editor)
    window = shown(field, qtbot)
    QTest.keyClicks(editor, NUMBER)
    press(field, Qt.Key.Key_E, qtbot)

    QTest.keyClicks(editor, " And 5555 5555 5555 4444")

    assert "a card number" in field.problem()
    assert list(window.heard) == ["4" + "1" * 15]
    assert field.holds_bank_details()


def test_ctrl_b_asks_nothing_where_there_is_no_such_number(qtbot: QtBot) -> None:
    editor = LineEdit()
    field = Field("Seen", editor)
    window = shown(field, qtbot)

    QTest.keyClick(editor, Qt.Key.Key_B, Qt.KeyboardModifier.ControlModifier)

    assert window.findChildren(QMenu) == []


def test_a_dialog_closes_once_the_number_is_said_to_be_none(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.show()
    dialog = Dialog("Add an addendum", window)
    editor = LineEdit()
    field = Field("Addendum", editor)
    dialog.body.addWidget(field)
    dialog.open()
    dialog.activateWindow()
    assert QTest.qWaitForWindowActive(dialog)
    field.setFocus()
    editor.setText(NUMBER)
    editor.edited.emit()
    dialog.accept()
    assert dialog.isVisible()

    press(field, Qt.Key.Key_D, qtbot)
    dialog.accept()

    assert not dialog.isVisible()


@pytest.mark.parametrize("piece", ["1 ", "12 ", "1234 ", "07911 123456, ", "4111-"])
def test_a_pasted_hundred_thousand_letters_do_not_stop_the_window(piece: str) -> None:
    field = Field("Seen", TextEdit())
    text = piece * (100_000 // len(piece))
    assert isinstance(field.editor, TextEdit)
    field.editor.setPlainText(text)

    start = time.thread_time()
    field._watch()

    assert time.thread_time() - start < 4 * FRAME
    assert field.problem() == ""
