"""Visit mode as a journey goes through it: by keyboard, part by part."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from tests.pages.screens import press, settle, words_in
from ui.visits.part_view import PartView
from ui.visits.screen_view import VisitScreen
from ui.visits.visit_view import VisitView


class VisitPage:
    def __init__(self, screen: VisitScreen) -> None:
        self.screen = screen

    @property
    def form(self) -> VisitView:
        assert self.screen.form, "the visit is not open as a form"
        return self.screen.form

    @property
    def part(self) -> PartView:
        return self.form.pages[self.form.viewmodel.part]

    @property
    def words(self) -> list[str]:
        return words_in(self.screen)

    def open(self, part: str) -> None:
        self.form.viewmodel.choose_part(part)
        settle()

    def answer(self, code: str, digit: str) -> None:
        """Answer a line with a digit, as fingers do."""
        card = self.part.cards[code]
        card.row.setFocus()
        QTest.keyClicks(focus(self.screen), digit)
        settle()

    def note(self, code: str, words: str) -> None:
        type_into(self.part.cards[code].note, words)

    def write(self, *, seen: str = "", said: str = "", thought: str = "") -> None:
        self.open("words")
        for key, words in (("seen", seen), ("said", said), ("thought", thought)):
            type_into(self.part.editor(key), words)

    def finish(self, digit: str) -> None:
        """Leave, say how it ended, tick the statement and sign."""
        self.press("Leave and finish")
        self.part.editor("outcome").setFocus()
        QTest.keyClicks(focus(self.screen), digit)
        assert self.part.signature
        self.part.signature.pad.statement.click()
        self.press("Sign the visit")

    def press(self, words: str) -> None:
        press(self.screen, words)


def type_into(editor: QWidget, words: str) -> None:
    editor.setFocus()
    QTest.keyClicks(editor, words)
    settle()


def focus(inside: QWidget) -> QWidget:
    held = inside.window().focusWidget()
    assert held, "nothing has the keys"
    return held


def next_field(inside: QWidget) -> None:
    QTest.keyClick(focus(inside), Qt.Key.Key_Tab)
