"""The way back in when the passphrase is forgotten."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QWidget

from ui.unlock.gate_view import GateView
from ui.unlock.passphrase_view import PassphraseField
from ui.unlock.passphrases import advice
from ui.unlock.recovery_viewmodel import AGAIN, CODE, KEY, NEW, RecoveryViewModel
from ui.widgets.buttons import Button
from ui.widgets.editors import LineEdit
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.fields import Field
from ui.widgets.files import file_chooser
from ui.widgets.progress import bar
from ui.widgets.reveal import reveal
from ui.widgets.text import prose, text

_WORDS = (
    "Two things can open this store without the passphrase: the recovery sheet that was"
    " printed when it was made, or your force's recovery key."
)


class RecoveryView(GateView):
    left = Signal()

    def __init__(
        self, viewmodel: RecoveryViewModel, parent: QWidget | None = None
    ) -> None:
        super().__init__("Set a new passphrase", parent)
        self._viewmodel = viewmodel
        self._build()
        self._advise()
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _build(self) -> None:
        self.summary = ErrorSummary()
        self.code = Field(
            "Recovery code", LineEdit(), "From the sheet; small or capital letters."
        )
        self.key_words = text("", "strong", wrap=True)
        self.key_button = Button("Use the force's key file…", "link")
        self.key_button.clicked.connect(self._swap_way)
        self.new = PassphraseField("New passphrase")
        self.new.edit.textChanged.connect(self._advise)
        self.again = PassphraseField("The same again")
        self.again.edit.returnPressed.connect(self._recover)
        self._bar = bar("Setting the new passphrase", total=0)
        self.body.addWidget(prose(_WORDS))
        for widget in (self.summary, self.code, self.key_words, self.key_button):
            self.body.addWidget(widget)
        for field in (self.new, self.again, self._bar):
            self.body.addWidget(field)
        self.body.addLayout(self._buttons())

    def begins_at(self) -> QWidget:
        return self.code

    def _buttons(self) -> QHBoxLayout:
        self.go_on = Button("Set the passphrase and unlock", "primary")
        self.go_on.clicked.connect(self._recover)
        self.back = Button("Back to unlock")
        self.back.clicked.connect(self.left)
        row = QHBoxLayout()
        row.addWidget(self.go_on)
        row.addWidget(self.back)
        row.addStretch(1)
        return row

    def _swap_way(self) -> None:
        if self._viewmodel.by_key:
            self._viewmodel.choose_key(None)
            return
        chooser = file_chooser(self, "The force's key file")
        chooser.setFileMode(QFileDialog.FileMode.ExistingFile)
        chooser.setNameFilters(["Key files (*.pem *.key)", "All files (*)"])
        chooser.fileSelected.connect(self._chosen)
        chooser.open()

    def _chosen(self, name: str) -> None:
        self._viewmodel.choose_key(Path(name))

    def _advise(self) -> None:
        self.new.set_help(advice(self.new.passphrase(), self._viewmodel.shortest))

    def _recover(self) -> None:
        editor = self.code.editor
        code = editor.value() if isinstance(editor, LineEdit) else ""
        self._viewmodel.recover(code, self.new.passphrase(), self.again.passphrase())

    def _draw(self) -> None:
        shown = self._viewmodel
        self.code.setVisible(not shown.by_key)
        self.key_words.setVisible(shown.by_key)
        if shown.key_file:
            self.key_words.setText(f"Key file: {shown.key_file.name}")
        self.key_button.set_words(
            "Use the recovery sheet" if shown.by_key else "Use the force's key file…"
        )
        self._bar.setVisible(shown.is_working)
        self.go_on.setEnabled(not shown.is_working)
        self._draw_problems()

    def _draw_problems(self) -> None:
        fields: dict[str, Field | PassphraseField] = {
            CODE: self.code,
            NEW: self.new,
            AGAIN: self.again,
        }
        said = self._viewmodel.problems
        for name, field in fields.items():
            field.set_problem(said.get(name, ""))
        places = {**fields, KEY: self.key_button}
        self.summary.show_problems(
            [(words, partial(reveal, places[name])) for name, words in said.items()]
        )
