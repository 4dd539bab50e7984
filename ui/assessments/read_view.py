"""A completed assessment as it stands, with its score, working and last time's."""

from PySide6.QtWidgets import QWidget

from iomdesk.assessments.document import assessment_document
from iomdesk.documents.printed import Printed
from iomdesk.plans.on_paper import assessment_wheel
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.cases.facts import person_facts
from ui.widgets.buttons import Button
from ui.widgets.card import scrolling
from ui.widgets.document_blocks import DocumentBlocks
from ui.widgets.pages import bare_layout, page_layout
from ui.widgets.person_header import PersonHeader

_SAID_BY_HEADER = 2
"""Badges and fields of the person: the screen has them in its header."""


class ReadAssessmentView(QWidget):
    def __init__(self, viewmodel: AssessmentViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.preview = Button("Preview", "primary", picture="print")
        self.again = Button("Assess again")
        self.back = Button("Back", picture="chevron-left")
        self.preview.clicked.connect(viewmodel.preview)
        self.again.clicked.connect(viewmodel.again)
        self.back.clicked.connect(viewmodel.back)
        self.header = PersonHeader((self.preview, self.again, self.back))
        page = QWidget()
        self._page = page_layout(page)
        layout = bare_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(scrolling(page), 1)
        self._draw()

    def _draw(self) -> None:
        held, done = self.viewmodel.held, self.viewmodel.assessment
        if held is None or done is None:
            return
        facts = person_facts(held.case, self.viewmodel.today, disputed=held.disputed)
        self.header.show_person(facts)
        printed = Printed(
            by=self.viewmodel.desk.officer.name,
            at=self.viewmodel.desk.now,
            language=held.language,
        )
        drawn = assessment_wheel(done, (*held.others, done))
        document = assessment_document(held.case, done, held.instrument, printed, drawn)
        blocks = DocumentBlocks()
        blocks.show_blocks(document.blocks[_SAID_BY_HEADER:])
        self._page.addWidget(blocks)
        self._page.addStretch(1)
