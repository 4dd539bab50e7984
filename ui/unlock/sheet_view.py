"""Third step: the code of the recovery sheet, shown once."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from ui.unlock.first_run_viewmodel import CODE, FirstRunViewModel
from ui.unlock.sheet_printing_view import SheetPrinting
from ui.widgets.buttons import Button
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.text import prose, text

_WORDS = (
    "This code opens the store if you forget the passphrase. Nobody else has it, and it"
    " is shown only now. Print it or write it down, and keep it away from the laptop."
)


class SheetStep(QWidget):
    def __init__(self, viewmodel: FirstRunViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.code = text("", "heading", wrap=True)
        self.code.setAlignment(Qt.AlignmentFlag.AlignHCenter)
        self.print = SheetPrinting()
        self._end = LineEdit()
        self._end.returnPressed.connect(self._confirm)
        self.end = Field(
            "The last four characters of the code",
            self._end,
            "Type them from your sheet, to show that you have it.",
        )
        self.confirm = Button("I have the code", "primary")
        self.confirm.clicked.connect(self._confirm)
        layout = bare_layout(self, gap=14)
        layout.addWidget(prose(_WORDS))
        layout.addWidget(self.code)
        layout.addWidget(self.print)
        layout.addWidget(self.end)
        layout.addWidget(flowing((self.confirm,)))
        self.setFocusProxy(self.print)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _confirm(self) -> None:
        self._viewmodel.confirm_sheet(self._end.value())

    def _draw(self) -> None:
        self.code.setText(self._viewmodel.code)
        self.print.set_sheet(self._viewmodel.name, self._viewmodel.code)
        self.end.set_problem(self._viewmodel.problems.get(CODE, ""))
