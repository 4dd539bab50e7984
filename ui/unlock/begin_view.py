"""Last step: people from a file, a hub, or an empty desk."""

from functools import partial

from PySide6.QtWidgets import QWidget

from ui.unlock.first_run_viewmodel import FirstRunViewModel
from ui.widgets.buttons import Button
from ui.widgets.pages import bare_layout
from ui.widgets.text import prose, text

IMPORT, HUB, EMPTY = "import", "hub", "empty"


class BeginStep(QWidget):
    def __init__(self, viewmodel: FirstRunViewModel) -> None:
        super().__init__()
        self.import_people = Button("Import people from a file", "primary")
        self.join = Button("Join a hub with a code")
        self.start_empty = Button("Start empty")
        layout = bare_layout(self, gap=8)
        layout.addWidget(prose("Where do your people come from?"))
        for button, how, words in (
            (self.import_people, IMPORT, "A caseload list (CSV) or probation's files."),
            (self.join, HUB, "Your team's hub sends the cases that you were granted."),
            (self.start_empty, EMPTY, "You can do either later."),
        ):
            button.clicked.connect(partial(viewmodel.begin, how))
            layout.addSpacing(6)
            layout.addWidget(button)
            layout.addWidget(text(words, "small", wrap=True))
        self.setFocusProxy(self.import_people)
