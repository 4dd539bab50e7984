"""An agreed plan as it stands: steps are reported on, the content never changes."""

from functools import partial

from PySide6.QtWidgets import QWidget

from iomdesk.documents.printed import Printed
from iomdesk.plans.document import plan_document
from iomdesk.plans.loading import words
from iomdesk.plans.parts import Step, StepStatus
from iomdesk.plans.plan import all_steps, is_done, newest_agreed, newest_draft
from iomdesk.records.ids import PartId
from ui.cases.facts import person_facts
from ui.plans.plan_viewmodel import PlanViewModel
from ui.plans.step_view import StepDialog
from ui.plans.versions_view import VersionsPage
from ui.saying import due_words
from ui.widgets.buttons import Button
from ui.widgets.card import Card, scrolling
from ui.widgets.document_blocks import DocumentBlocks
from ui.widgets.pages import bare_layout, empty, flowing, page_layout
from ui.widgets.person_header import PersonHeader
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text

_SAID_BY_HEADER = 2
"""Badges and fields of the person: the screen has them in its header."""


class ReadPlanView(QWidget):
    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.preview = Button("Preview", "primary", picture="print")
        self.revise = Button("Write the next version")
        self.back = Button("Back", picture="chevron-left")
        self.preview.clicked.connect(viewmodel.preview)
        self.revise.clicked.connect(self._revise)
        self.back.clicked.connect(viewmodel.back)
        self.header = PersonHeader((self.preview, self.revise, self.back))
        page = QWidget()
        self._page = page_layout(page)
        layout = bare_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(scrolling(page), 1)
        viewmodel.changed.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        held, plan = self.viewmodel.held, self.viewmodel.plan
        if held is None or plan is None or plan.agreed_at is None:
            return
        facts = person_facts(held.case, self.viewmodel.today, disputed=held.disputed)
        self.header.show_person(facts)
        newest = newest_agreed(held.plans)
        in_force = newest is None or newest.id == plan.id
        self.revise.setVisible(in_force and newest_draft(held.plans) is None)
        empty(self._page)
        if in_force:
            self._page.addWidget(self._steps())
        printed = Printed(
            by=self.viewmodel.desk.officer.name, at=self.viewmodel.desk.now
        )
        document = plan_document(
            held.case, plan, printed, plans=held.plans, assessments=(), visits=()
        )
        blocks = DocumentBlocks()
        blocks.show_blocks(document.blocks[_SAID_BY_HEADER:])
        self._page.addWidget(blocks)
        self._page.addWidget(VersionsPage(self.viewmodel))
        self._page.addStretch(1)

    def _steps(self) -> Card:
        """Return the steps that are open, each with a way to report on it."""
        card = Card("Steps to report on")
        plan = self.viewmodel.plan
        steps = all_steps(plan) if plan else {}
        for key, step in steps.items():
            if is_done(step):
                continue
            card.body.addWidget(self._step(key, step))
        if not steps:
            card.body.addWidget(text("This version has no step.", "muted"))
        elif all(is_done(step) for step in steps.values()):
            card.body.addWidget(text("Every step is done.", "muted"))
        return card

    def _step(self, key: PartId, step: Step) -> QWidget:
        late = step.due_on is not None and step.due_on < self.viewmodel.today
        due = due_words(step.due_on, self.viewmodel.today) if step.due_on else ""
        state = words()["step_status"][step.status].lower()
        said = f"{step.owner or 'nobody named'} · {state}"
        facts = [
            text(step.text, wrap=True),
            text(said, "small", wrap=True),
            text(due, "danger-small" if late else "small"),
        ]
        done, other = Button("Done"), Button("Say more…")
        done.setAccessibleName(f"Done: {step.text}")
        other.setAccessibleName(f"Say how it went: {step.text}")
        done.clicked.connect(partial(self._report, key, StepStatus.COMPLETED))
        other.clicked.connect(partial(self._ask_step, key, step))
        row = QWidget()
        SidesLayout(flowing(facts, gap=12), flowing([done, other]), row)
        return row

    def _report(self, key: PartId, status: StepStatus) -> None:
        self.viewmodel.report(key, status)

    def _ask_step(self, key: PartId, step: Step) -> None:
        dialog = StepDialog(step, self.viewmodel.today, self)
        dialog.agreed.connect(partial(self.viewmodel.report, key))
        dialog.open()

    def _revise(self) -> None:
        self.viewmodel.revise()
