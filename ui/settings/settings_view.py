"""Settings on the screen: the officer's own first, then what the force has set."""

from PySide6.QtWidgets import QGridLayout, QWidget

from iomdesk.assessments.languages import LANGUAGES
from ui.settings.keys_view import PassphraseCard, SheetCard
from ui.settings.keys_viewmodel import KeysViewModel
from ui.settings.safety_view import BackupCard, CheckCard
from ui.settings.safety_viewmodel import SafetyViewModel
from ui.settings.settings_viewmodel import (
    MINUTES,
    TEXT_SIZES,
    THEMES,
    SettingsViewModel,
)
from ui.widgets.card import Card, scrolling
from ui.widgets.choice import Choice, Option
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import Combo
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, column, empty, page_layout
from ui.widgets.text import prose, text

_FORCE = "These hold for everybody. An officer reads them here; the force changes them."

_ENGLISH = "An instrument without wording in that language is shown in English."


class SettingsView(QWidget):
    def __init__(
        self, viewmodel: SettingsViewModel, keys: KeysViewModel, safety: SafetyViewModel
    ) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        page = QWidget()
        layout = page_layout(page)
        layout.addWidget(text("Settings", "title", wrap=True))
        holder = QWidget()
        columns = ColumnsLayout(holder, least=21)
        self.passphrase, self.sheet = PassphraseCard(keys), SheetCard(keys)
        self.backups, self.check = BackupCard(safety), CheckCard(safety)
        columns.addWidget(
            column(
                (self._look_card(), self._words_card(), self._lock_card(), self.sheet)
            )
        )
        columns.addWidget(column((self.passphrase, self.backups, self.check)))
        layout.addWidget(holder)
        layout.addWidget(self._force_card())
        layout.addStretch(1)
        bare_layout(self).addWidget(scrolling(page))
        viewmodel.changed.connect(self._draw)
        viewmodel.load()
        safety.load()
        self._draw()

    def begins_at(self) -> QWidget:
        return self.theme

    def _look_card(self) -> Card:
        card = Card("Look")
        self.theme = Combo(THEMES)
        self.theme.edited.connect(self._choose_theme)
        sizes = [Option(key=str(size), words=f"{size} %") for size in TEXT_SIZES]
        self.text_size = Choice(sizes, "Text size")
        self.text_size.edited.connect(self._choose_size)
        card.body.addWidget(Field("Colours", self.theme))
        card.body.addWidget(Field("Text size", self.text_size))
        return card

    def _lock_card(self) -> Card:
        card = Card("Locking")
        choices = [Option(key=str(m), words=_minutes(m)) for m in MINUTES]
        self.minutes = Choice(choices, "Lock when nobody is there for")
        self.minutes.edited.connect(self._choose_minutes)
        card.body.addWidget(Field("Lock when nobody is there for", self.minutes))
        words = "Sleep, a closed lid and a locked session lock the desk at once."
        card.body.addWidget(text(words, "small", wrap=True))
        return card

    def _words_card(self) -> Card:
        card = Card("Assessments")
        choices = [Option(key=code, words=name) for code, name in LANGUAGES.items()]
        self.language = Choice(choices, "Wording of questions")
        self.language.edited.connect(self._choose_language)
        card.body.addWidget(Field("Wording of questions", self.language))
        card.body.addWidget(text(_ENGLISH, "small", wrap=True))
        return card

    def _force_card(self) -> Card:
        card = Card("Set by the force")
        card.body.addWidget(prose(_FORCE, "muted"))
        self._set = QGridLayout()
        self._set.setHorizontalSpacing(24)
        self._set.setVerticalSpacing(8)
        self._set.setColumnStretch(2, 1)
        card.body.addLayout(self._set)
        return card

    def _choose_theme(self) -> None:
        self._viewmodel.choose_theme(self.theme.value())

    def _choose_size(self) -> None:
        if size := self.text_size.value():
            # The style is read again while this button is still being pressed.
            self._viewmodel.choose_text_size(int(size))

    def _choose_minutes(self) -> None:
        if minutes := self.minutes.value():
            self._viewmodel.choose_minutes(int(minutes))

    def _choose_language(self) -> None:
        if language := self.language.value():
            self._viewmodel.choose_language(language)

    def _draw(self) -> None:
        shown = self._viewmodel
        self.theme.set_value(shown.look.theme)
        self.text_size.set_value(str(shown.look.text_size))
        self.minutes.set_value(str(shown.minutes))
        self.language.set_value(shown.language)
        self._draw_set()

    def _draw_set(self) -> None:
        empty(self._set)
        for at, line in enumerate(self._viewmodel.set_values):
            self._set.addWidget(text(line.what, wrap=True), at, 0)
            self._set.addWidget(text(line.value, "strong", wrap=True), at, 1)
            self._set.addWidget(text(line.source, "small", wrap=True), at, 2)


def _minutes(minutes: int) -> str:
    return "1 minute" if minutes == 1 else f"{minutes} minutes"
