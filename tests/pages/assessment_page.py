"""An assessment as a journey answers it: digits for ratings, words for evidence."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from tests.pages.screens import press, settle, words_in
from tests.pages.visit_page import focus, type_into
from ui.assessments.assessment_view import AssessmentView
from ui.assessments.question_view import QuestionCard
from ui.assessments.screen_view import AssessmentScreen


class AssessmentPage:
    def __init__(self, screen: AssessmentScreen) -> None:
        self.screen = screen
        self.keys = 0

    @property
    def form(self) -> AssessmentView:
        assert self.screen.form, "the assessment is not open as a form"
        return self.screen.form

    @property
    def words(self) -> list[str]:
        return words_in(self.screen)

    def open(self, section: str) -> None:
        self.screen.viewmodel.choose_section(section)
        settle()

    def question(self, code: str) -> QuestionCard:
        card = self.form.card(code)
        assert card, f"{code} is on no page that was opened"
        assert not card.isHidden(), f"{code} is not asked"
        return card

    @property
    def at(self) -> str:
        """Return the question that has the keys."""
        held = self.screen.window().focusWidget()
        cards = self.screen.findChildren(QuestionCard)
        return next((c.item.code for c in cards if held and c.isAncestorOf(held)), "")

    def key(self, key: Qt.Key | str) -> None:
        """Press one key, wherever the keys go, and count it."""
        self.keys += 1
        if isinstance(key, str):
            QTest.keyClicks(focus(self.screen), key)
        else:
            QTest.keyClick(focus(self.screen), key)
        settle()

    def write(self, words: str) -> None:
        """Type words where the keys go."""
        QTest.keyClicks(focus(self.screen), words)
        settle()

    def rate(self, code: str, digit: str) -> None:
        self.question(code).setFocus()
        QTest.keyClicks(focus(self.screen), digit)
        settle()

    def back_up(self, code: str, words: str) -> None:
        evidence = self.question(code).evidence
        assert evidence, f"{code} takes no evidence"
        type_into(evidence, words)

    def type(self, code: str, words: str) -> None:
        editor = self.question(code).editor.widget
        assert isinstance(editor, QLineEdit | QPlainTextEdit)
        type_into(editor, words)

    def press(self, words: str) -> None:
        press(self.screen, words)
