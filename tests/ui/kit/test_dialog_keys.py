"""In a dialog Enter presses the blue button, and Esc throws nothing typed away."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.pages.screens import press, settle
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.dialog import Confirm, Dialog
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.tick_box import TickBox

pytestmark = pytest.mark.usefixtures("app")


class Asking(Dialog):
    """One field of every kind."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__("Add a thing", parent)
        self.words, self.note, self.tick = LineEdit(), TextEdit(2), TickBox("So it is")
        self.level = Choice([Option(key="a", words="A"), Option(key="b", words="B")])
        self.kind = Combo([("x", "X")])
        for label, editor in (
            ("Words", self.words),
            ("Note", self.note),
            ("Level", self.level),
            ("Kind", self.kind),
        ):
            self.body.addWidget(Field(label, editor))
        self.body.addWidget(self.tick)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Add it", "primary", self.accept)


@pytest.fixture
def asking(qtbot: QtBot) -> Iterator[Asking]:
    below = QWidget()
    qtbot.addWidget(below)
    below.resize(900, 700)
    below.show()
    made = Asking(below)
    made.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, on=False)
    made.open()
    qtbot.waitUntil(made.isActiveWindow)
    yield made
    below.close()


def test_a_dialog_begins_in_its_first_field(asking: Asking) -> None:
    assert asking.focusWidget() is asking.words


@pytest.mark.parametrize("field", ["words", "tick", "kind"])
def test_enter_presses_the_blue_button(asking: Asking, field: str) -> None:
    editor = getattr(asking, field)
    editor.setFocus()
    QTest.keyClick(editor, Qt.Key.Key_Return)

    assert asking.result() == Dialog.DialogCode.Accepted


def test_enter_picks_an_answer_and_then_presses_the_blue_button(asking: Asking) -> None:
    asking.level.setFocus()
    button = asking.focusWidget()
    assert button
    QTest.keyClick(button, Qt.Key.Key_Return)
    assert asking.level.value() == "a"
    assert asking.isVisible()
    QTest.keyClick(button, Qt.Key.Key_Return)

    assert asking.result() == Dialog.DialogCode.Accepted


def test_a_digit_picks_and_does_no_more(asking: Asking) -> None:
    asking.level.setFocus()
    button = asking.focusWidget()
    assert button
    QTest.keyClick(button, Qt.Key.Key_2)

    assert asking.level.value() == "b"
    assert asking.isVisible()


def test_enter_in_a_note_is_a_new_line_and_ctrl_enter_goes_on(asking: Asking) -> None:
    QTest.keyClicks(asking.note, "one")
    QTest.keyClick(asking.note, Qt.Key.Key_Return)
    assert asking.isVisible()
    assert asking.note.toPlainText() == "one\n"
    held = Qt.KeyboardModifier.ControlModifier
    QTest.keyClick(asking.note, Qt.Key.Key_Return, held)

    assert asking.result() == Dialog.DialogCode.Accepted


def test_enter_on_go_back_goes_back(asking: Asking) -> None:
    press(asking, "Go back")

    assert asking.result() == Dialog.DialogCode.Rejected
    assert not asking.isVisible()


def test_a_blue_button_that_is_dead_is_not_pressed(asking: Asking) -> None:
    asking.go_on.setEnabled(False)
    QTest.keyClick(asking.words, Qt.Key.Key_Return)

    assert asking.isVisible()


def test_esc_closes_where_nothing_was_typed(asking: Asking) -> None:
    asking.words.set_value("from the store")
    QTest.keyClick(asking.words, Qt.Key.Key_Escape)

    assert not asking.isVisible()


@pytest.mark.parametrize("field", ["words", "note"])
def test_esc_asks_before_it_throws_typed_words_away(asking: Asking, field: str) -> None:
    QTest.keyClicks(getattr(asking, field), "typed")
    QTest.keyClick(getattr(asking, field), Qt.Key.Key_Escape)
    settle()
    assert asking.isVisible()
    question = asking.findChild(Confirm)
    assert question
    assert question.focusWidget() is question.stay
    press(question, "Go back")
    assert asking.isVisible()
    QTest.keyClick(getattr(asking, field), Qt.Key.Key_Escape)
    press(asking.findChildren(Confirm)[-1], "Throw it away")

    assert not asking.isVisible()


def test_locking_closes_a_dialog_without_a_question(asking: Asking) -> None:
    QTest.keyClicks(asking.words, "typed")
    asking.reject()

    assert not asking.isVisible()
