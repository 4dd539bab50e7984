"""The tabs that are one table: visits, assessments, plans."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iomdesk.assessments.assessment import Assessment
from iomdesk.plans.plan import Plan, newest_draft
from iomdesk.visits.visit import Visit
from ui.cases.instrument_menu_view import assess_button
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.rows import assessment_columns, plan_columns, visit_columns
from ui.cases.tab_view import TabPage
from ui.cells import RecordModel
from ui.places import AssessmentPlace, PlanPlace, VisitPlace
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.pages import page_layout
from ui.widgets.record_table import RecordTable


class VisitsTab(TabPage):
    def __init__(self, viewmodel: PersonViewModel, _held: Held) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.model = RecordModel[Visit](visit_columns(viewmodel.today))
        empty = EmptyState(
            "No visits yet",
            "Visits that you record, and those that come from the hub, stand here.",
            "Start a visit",
        )
        empty.pressed.connect(viewmodel.start_visit)
        self.table = RecordTable(self.model, "Visits", empty)
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        layout = page_layout(self)
        layout.addWidget(self.table, 1)

    def draw(self, held: Held) -> None:
        order = sorted(
            held.visits,
            key=lambda v: str(v.started_at or v.planned_for or ""),
            reverse=True,
        )
        self.model.set_rows(order)

    def _open(self, row: int) -> None:
        visit = self.model.row(row)
        self._viewmodel.go(VisitPlace(case_id=visit.case_id, visit_id=visit.id))


class AssessmentsTab(TabPage):
    def __init__(self, viewmodel: PersonViewModel, held: Held) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.model = RecordModel[Assessment](assessment_columns(held, viewmodel.today))
        empty = EmptyState(
            "No assessments yet",
            "What you assess here stands in this list, with its working.",
        )
        self.table = RecordTable(self.model, "Assessments", empty)
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        layout = page_layout(self)
        layout.addLayout(_across(assess_button(viewmodel, held)))
        layout.addWidget(self.table, 1)

    def draw(self, held: Held) -> None:
        order = sorted(held.assessments, key=lambda a: str(a.started_at), reverse=True)
        self.model.set_rows(order)

    def _open(self, row: int) -> None:
        one = self.model.row(row)
        place = AssessmentPlace(
            case_id=one.case_id, instrument=one.instrument, assessment_id=one.id
        )
        self._viewmodel.go(place)


class PlansTab(TabPage):
    def __init__(self, viewmodel: PersonViewModel, held: Held) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.model = RecordModel[Plan](plan_columns(held, viewmodel.today))
        empty = EmptyState(
            "No plan yet",
            "A plan says what holds the risk down and what changes; a supervisor"
            " agrees it.",
            "Write the plan",
        )
        empty.pressed.connect(viewmodel.open_plan)
        self.table = RecordTable(self.model, "Versions of the plan", empty)
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        self._write = Button("Write the plan", picture="pen")
        self._write.clicked.connect(viewmodel.open_plan)
        self._print = Button("Preview", picture="print")
        self._print.clicked.connect(self._preview)
        layout = page_layout(self)
        layout.addLayout(_across(self._write, self._print))
        layout.addWidget(self.table, 1)

    def draw(self, held: Held) -> None:
        order = sorted(held.plans, key=lambda p: (p.version, p.id), reverse=True)
        self.model.set_rows(order)
        for button in (self._write, self._print):
            button.setVisible(bool(order))
        drafting = newest_draft(held.plans)
        self._write.set_words("Go on with the draft" if drafting else "Open the plan")

    def _open(self, row: int) -> None:
        plan = self.model.row(row)
        self._viewmodel.go(PlanPlace(case_id=plan.case_id, plan_id=plan.id))

    def _preview(self) -> None:
        self._viewmodel.preview("plan")


def _across(*buttons: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for button in buttons:
        row.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
    row.addStretch(1)
    return row
