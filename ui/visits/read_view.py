"""A signed visit as it stands: nothing of it changes, addenda stand beneath."""

from PySide6.QtWidgets import QWidget

from ui.cases.facts import person_facts
from ui.desk import Desk
from ui.visits.opening_viewmodel import Start
from ui.visits.read_viewmodel import ReadVisitViewModel
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollPage
from ui.widgets.document_blocks import DocumentBlocks
from ui.widgets.editors import TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, page_layout
from ui.widgets.person_header import PersonHeader


class ReadVisitView(QWidget):
    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__()
        self.viewmodel = ReadVisitViewModel(desk, start)
        self._back = Button("Back", picture="chevron-left")
        self.preview = Button("Preview", "primary", picture="print")
        self.visor = Button("Entered on ViSOR")
        header = PersonHeader((self.preview, self.visor, self._back))
        header.show_person(person_facts(start.held.case, desk.today))
        self._area = ScrollPage()
        layout = bare_layout(self)
        layout.addWidget(header)
        layout.addWidget(self._area, 1)
        self._back.clicked.connect(self.viewmodel.back)
        self.preview.clicked.connect(self.viewmodel.preview)
        self.visor.clicked.connect(self.viewmodel.enter_on_visor)
        self.viewmodel.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self.visor.setVisible(self.viewmodel.not_on_visor)
        page = QWidget()
        layout = page_layout(page)
        blocks = DocumentBlocks()
        blocks.show_blocks(self.viewmodel.blocks)
        layout.addWidget(blocks)
        layout.addWidget(self._addendum())
        layout.addStretch(1)
        self._area.setWidget(page)
        page.setAutoFillBackground(False)

    def _addendum(self) -> Card:
        card = Card("Add something")
        self.words = TextEdit(3)
        words = "What is signed stays as it is; this stands beneath it with your name."
        card.body.addWidget(Field("Addendum", self.words, words))
        self.add = Button("Add beneath the signature")
        self.add.clicked.connect(self._add)
        card.body.addWidget(self.add)
        return card

    def _add(self) -> None:
        self.viewmodel.add(self.words.value())
