"""Second step: the passphrase, typed twice, with advice on its length."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.unlock.first_run_viewmodel import AGAIN, NEW, FirstRunViewModel
from ui.unlock.passphrase_view import PassphraseField
from ui.unlock.passphrases import advice
from ui.widgets.buttons import Button
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.progress import bar
from ui.widgets.reveal import reveal
from ui.widgets.text import prose, text

_WORDS = (
    "It opens the store each time. Nobody can look it up, so choose one that you will"
    " still know after a leave."
)
_MAKING = (
    "Making the store. How long a guess takes on this laptop is measured first, which"
    " can take ten seconds."
)


class PassphraseStep(QWidget):
    def __init__(self, viewmodel: FirstRunViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.new = PassphraseField("Passphrase")
        self.new.edit.textChanged.connect(self._advise)
        self.again = PassphraseField("The same again")
        self.new.edit.returnPressed.connect(partial(reveal, self.again))
        self.again.edit.returnPressed.connect(self._make)
        self.make = Button("Make the store", "primary")
        self.make.clicked.connect(self._make)
        self.back = Button("Back")
        self.back.clicked.connect(viewmodel.back)
        self._waiting = text(_MAKING, "small", wrap=True)
        self._bar = bar("Making the store", total=0)
        layout = bare_layout(self, gap=14)
        for widget in (prose(_WORDS), self.new, self.again, self._bar, self._waiting):
            layout.addWidget(widget)
        layout.addWidget(flowing((self.make, self.back)))
        self.setFocusProxy(self.new)
        self._advise()
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _advise(self) -> None:
        self.new.set_help(advice(self.new.passphrase(), self._viewmodel.shortest))

    def _make(self) -> None:
        self._viewmodel.make(self.new.passphrase(), self.again.passphrase())

    def _draw(self) -> None:
        shown = self._viewmodel
        self.new.set_problem(shown.problems.get(NEW, ""))
        self.again.set_problem(shown.problems.get(AGAIN, ""))
        for widget in (self._waiting, self._bar):
            widget.setVisible(shown.is_working)
        for button in (self.make, self.back):
            button.setEnabled(not shown.is_working)
        if shown.step not in {"who", "passphrase"}:
            self.new.forget()
            self.again.forget()
