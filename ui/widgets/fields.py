"""A field: label, help, editor, and what is wrong with it beside it."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QLabel, QSizePolicy, QVBoxLayout, QWidget

from iomdesk.bank import NoCard
from iomdesk.bank_guard import bank_words, suspected
from ui.widgets.choice import Choice
from ui.widgets.editors import LineEdit, TextEdit
from ui.widgets.no_card import KEY, NoCardMenu, NoCardSaid, pass_up
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import set_look, text

_NARROW = QSizePolicy.Policy.Maximum


class Field(QWidget):
    """The label is the editor's buddy and its name; problems are read out with it."""

    def __init__(
        self,
        label: str,
        editor: QWidget,
        help_words: str = "",
        *,
        optional: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.editor = editor
        self._help_words = help_words
        self._said = self._bank = ""
        self._no_cards: set[str] = set()
        shown = f"{label} (optional)" if optional else label
        self._label = text(shown, "strong", wrap=True)
        self._label.setBuddy(editor)
        self._help = text(help_words, "small", wrap=True)
        self._problem = text("", "danger-small", wrap=True)
        self._note: QLabel | None = None
        self._lay_out()
        editor.setAccessibleName(label)
        self.setFocusProxy(editor)
        if isinstance(editor, LineEdit | TextEdit):
            editor.edited.connect(self._watch)
            self._let_say_what_it_is()
        self.set_problem("")

    def set_problem(self, words: str) -> None:
        """Say beside the field what is wrong; "" takes it back."""
        self._said = words
        words = words or self._bank
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        said = " ".join(part for part in (words, self._help_words) if part)
        self.editor.setAccessibleDescription(said)
        if not isinstance(self.editor, Choice):
            set_look(self.editor, "problem", "true" if words else "false")

    def set_note(self, words: str) -> None:
        """Say below the editor what else is known of its value; "" takes it back."""
        if self._note is None and words and (layout := self.layout()):
            self._note = text("", "small", wrap=True)
            layout.addWidget(self._note)
        if self._note:
            self._note.setText(words)
            self._note.setVisible(bool(words))

    def note(self) -> str:
        return self._note.text() if self._note else ""

    def problem(self) -> str:
        return self._problem.text()

    def holds_bank_details(self) -> bool:
        """Say whether what was typed must be taken out before it can be saved."""
        return bool(self._bank)

    def set_help(self, words: str) -> None:
        self._help_words = words
        self._help.setText(words)
        self._help.setVisible(bool(words))
        self.set_problem(self._said)

    def _watch(self) -> None:
        """Say at once that a card or account number may not stay."""
        if isinstance(self.editor, LineEdit | TextEdit):
            self._bank = bank_words(self.editor.value(), self._no_cards)
            self.set_problem(self._said)

    def _let_say_what_it_is(self) -> None:
        """Let two keys say that a number is no card: one asks, one answers."""
        key = QShortcut(KEY, self)
        key.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        key.activated.connect(self._ask_what_it_is)

    def _ask_what_it_is(self) -> None:
        if self._bank:
            menu = NoCardMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.said.connect(self._take_for)
            menu.ask(self.editor)

    def _take_for(self, what: NoCard) -> None:
        if isinstance(self.editor, LineEdit | TextEdit):
            digits = tuple(suspected(self.editor.value()))
            self._no_cards.update(digits)
            pass_up(NoCardSaid(digits, what), self)
            self._watch()

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._label)
        layout.addWidget(self._help)
        layout.addWidget(self._problem)
        narrow = self.editor.sizePolicy().horizontalPolicy() is _NARROW
        place = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag(0)
        layout.addWidget(self.editor, 0, place)
        self._help.setVisible(bool(self._help_words))


class QuestionRow(QWidget):
    """A question at the left, its answers at the right, last time's answer under it."""

    def __init__(
        self,
        question: str,
        choice: Choice,
        last_time: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.choice = choice
        choice.setAccessibleName(question)
        self._last = text(last_time, "small", wrap=True)
        self._problem = text("", "danger-small", wrap=True)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(text(question, wrap=True))
        words.addWidget(self._last)
        words.addWidget(self._problem)
        SidesLayout(words, choice, self)
        self._last.setVisible(bool(last_time))
        self.setFocusProxy(choice)
        self.set_problem("")

    def problem(self) -> str:
        return self._problem.text()

    def set_problem(self, words: str) -> None:
        self._problem.setText(words)
        self._problem.setVisible(bool(words))
        self.choice.setAccessibleDescription(words)
