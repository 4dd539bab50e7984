"""First step: who works with this store, and the force's file if there is one."""

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QWidget

from ui.unlock.first_run_viewmodel import FORCE, NAME, FirstRunViewModel
from ui.widgets.buttons import Button
from ui.widgets.card import rule
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.files import file_chooser
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.text import prose, set_prose, text

_WORDS = (
    "IOM Desk keeps your cases in an encrypted store on this laptop. It is yours alone:"
    " what you sign carries the name you give here."
)
_NO_FORCE = (
    "If your force gave you a file for IOM Desk, choose it now: it lets the force"
    " recover the store. Without one, a printed sheet does."
)


class WhoStep(QWidget):
    def __init__(self, viewmodel: FirstRunViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._name = LineEdit()
        self._name.returnPressed.connect(self._go_on)
        self.name = Field(
            "Your rank, number and name", self._name, "For example DC 4471 Marsh"
        )
        self._force_words = prose(_NO_FORCE, "muted")
        self._problem = text("", "danger-small", wrap=True)
        self.choose = Button("Choose the force's file…")
        self.choose.clicked.connect(self._choose)
        self.without = Button("Go on without the file", "quiet")
        self.without.clicked.connect(viewmodel.go_without_force)
        self.go_on = Button("Continue", "primary")
        self.go_on.clicked.connect(self._go_on)
        layout = bare_layout(self, gap=14)
        for widget in (prose(_WORDS), self.name, rule(), self._force_words):
            layout.addWidget(widget)
        layout.addWidget(self._problem)
        layout.addWidget(flowing((self.choose, self.without)))
        layout.addWidget(flowing((self.go_on,)))
        self.setFocusProxy(self.name)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _go_on(self) -> None:
        self._viewmodel.say_who(self._name.value())

    def _choose(self) -> None:
        chooser = file_chooser(self, "The force's file")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(["Force files (*.toml)", "All files (*)"])
        chooser.fileSelected.connect(self._chosen)
        chooser.open()

    def _chosen(self, name: str) -> None:
        self._viewmodel.choose_force(Path(name))

    def _draw(self) -> None:
        problems, force = self._viewmodel.problems, self._viewmodel.force
        self.name.set_problem(problems.get(NAME, ""))
        self._problem.setText(problems.get(FORCE, ""))
        self._problem.setVisible(FORCE in problems)
        self.without.setVisible(force is not None)
        words = _NO_FORCE
        if force:
            words = (
                f"{force.name or 'The force'} can recover this store. Compare this with"
                f" what your IT desk says: {force.digest}"
            )
        set_prose(self._force_words, words)
