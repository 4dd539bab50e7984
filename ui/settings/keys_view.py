"""The cards for the passphrase and the recovery sheet."""

from ui.settings.keys_viewmodel import AGAIN, FOR_SHEET, NEW, PRESENT, KeysViewModel
from ui.unlock.passphrase_view import PassphraseField
from ui.unlock.passphrases import advice
from ui.unlock.sheet_printing_view import SheetPrinting
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.pages import flowing
from ui.widgets.progress import bar
from ui.widgets.text import prose, text

_SHEET = (
    "The sheet sets a new passphrase if yours is forgotten. A new one makes the one"
    " before useless: make one if yours was lost or seen."
)
_CODE = "This code is shown only now. Print it, and keep it away from the laptop."


class PassphraseCard(Card):
    def __init__(self, viewmodel: KeysViewModel) -> None:
        super().__init__("Passphrase")
        self._viewmodel = viewmodel
        self.told = Banner()
        self.present = PassphraseField("Present passphrase")
        self.new = PassphraseField("New passphrase")
        self.again = PassphraseField("The new one again")
        self.new.edit.textChanged.connect(self._advise)
        self.change = Button("Change the passphrase")
        self.change.clicked.connect(self._change)
        self._bar = bar("Changing the passphrase", total=0)
        for widget in (self.told, self.present, self.new, self.again, self._bar):
            self.body.addWidget(widget)
        self.body.addWidget(flowing((self.change,)))
        viewmodel.changed.connect(self._draw)
        viewmodel.told.connect(self._tell)
        self._advise()
        self._draw()

    def _advise(self) -> None:
        words = advice(self.new.passphrase(), self._viewmodel.shortest)
        self.new.set_help(words)

    def _change(self) -> None:
        self.told.hide()
        self._viewmodel.change_passphrase(
            self.present.passphrase(), self.new.passphrase(), self.again.passphrase()
        )

    def _tell(self, words: str) -> None:
        for field in (self.present, self.new, self.again):
            field.forget()
        self.told.say(words)

    def _draw(self) -> None:
        shown = self._viewmodel
        fields = {PRESENT: self.present, NEW: self.new, AGAIN: self.again}
        for name, field in fields.items():
            field.set_problem(shown.problems.get(name, ""))
        self._bar.setVisible(shown.busy)
        self.change.setEnabled(not shown.busy)


class SheetCard(Card):
    def __init__(self, viewmodel: KeysViewModel) -> None:
        super().__init__("Recovery sheet")
        self._viewmodel = viewmodel
        self.passphrase = PassphraseField("Passphrase, to make a new sheet")
        self.make = Button("Make a new sheet")
        self.make.clicked.connect(self._make)
        self.code = text("", "heading", wrap=True)
        self._code_words = text(_CODE, "small", wrap=True)
        self.print = SheetPrinting()
        self.done = Button("I have it: hide the code")
        self.done.clicked.connect(viewmodel.forget)
        self.body.addWidget(prose(_SHEET, "muted"))
        self.body.addWidget(self.passphrase)
        self.body.addWidget(self.code)
        self.body.addWidget(self._code_words)
        self.body.addWidget(self.print)
        self.body.addWidget(flowing((self.make, self.done)))
        self.body.addStretch(1)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _make(self) -> None:
        self._viewmodel.make_sheet(self.passphrase.passphrase())

    def _draw(self) -> None:
        shown = self._viewmodel
        has_code = bool(shown.code)
        self.passphrase.set_problem(shown.problems.get(FOR_SHEET, ""))
        self.passphrase.setVisible(not has_code)
        if has_code:
            self.passphrase.forget()
        self.code.setText(shown.code)
        self.print.set_sheet(shown.officer, shown.code)
        for widget in (self.code, self._code_words, self.print, self.done):
            widget.setVisible(has_code)
        self.make.setVisible(not has_code)
        self.make.setEnabled(not shown.busy)
