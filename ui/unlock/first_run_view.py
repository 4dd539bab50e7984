"""The first run, one step at a time in one card."""

from PySide6.QtWidgets import QWidget

from ui.unlock.begin_view import BeginStep
from ui.unlock.first_run_viewmodel import FirstRunViewModel, Step
from ui.unlock.gate_view import GateView
from ui.unlock.new_passphrase_view import PassphraseStep
from ui.unlock.sheet_view import SheetStep
from ui.unlock.who_view import WhoStep
from ui.widgets.reveal import reveal
from ui.widgets.text import text

_HEADINGS = {
    Step.WHO: "Who are you?",
    Step.PASSPHRASE: "Choose a passphrase",
    Step.SHEET: "Keep a way back in",
    Step.BEGIN: "The store is ready",
}


class FirstRunView(GateView):
    def __init__(
        self, viewmodel: FirstRunViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__(_HEADINGS[Step.WHO], parent)
        self._viewmodel = viewmodel
        self._step_words = text("", "small", wrap=True)
        self.body.insertWidget(0, self._step_words)
        self.who = WhoStep(viewmodel)
        self.passphrase = PassphraseStep(viewmodel)
        self.sheet = SheetStep(viewmodel)
        self.begin = BeginStep(viewmodel)
        self._steps: dict[Step, QWidget] = {
            Step.WHO: self.who,
            Step.PASSPHRASE: self.passphrase,
            Step.SHEET: self.sheet,
            Step.BEGIN: self.begin,
        }
        for step in self._steps.values():
            self.body.addWidget(step)
        self._shown: Step | None = None
        self._told = text("", "danger-small", wrap=True)
        self.body.addWidget(self._told)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def begins_at(self) -> QWidget:
        return self._steps[self._viewmodel.step]

    def _draw(self) -> None:
        self._told.setText(self._viewmodel.told)
        self._told.setVisible(bool(self._viewmodel.told))
        step = self._viewmodel.step
        if step is self._shown:
            return
        self._shown = step
        self._step_words.setText(self._viewmodel.step_words)
        self.heading.setText(_HEADINGS[step])
        self.setAccessibleName(_HEADINGS[step])
        for other, page in self._steps.items():
            page.setVisible(other is step)
        reveal(self._steps[step])
