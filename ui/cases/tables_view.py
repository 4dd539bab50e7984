"""The tabs that are one table: visits, assessments, plans."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iomdesk.plans.plan import Plan, newest_draft
from iomdesk.visits.visit import Visit
from ui.cases.instrument_menu_view import assess_button
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.recorded_view import RecordedDialog
from ui.cases.recording_view import RecordScoreDialog
from ui.cases.recording_viewmodel import RecordScoreViewModel
from ui.cases.rows import plan_columns, visit_columns
from ui.cases.score_rows import Listed, Recorded, listed, score_columns
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
        self.model = RecordModel[Listed](score_columns(held, viewmodel.today))
        empty = EmptyState(
            "No assessments yet",
            "What you assess here stands in this list, with its working, beside the"
            " scores that other tools gave.",
        )
        self.table = RecordTable(self.model, "Assessments", empty)
        self.table.opened.connect(self._open)
        self.table.acted.connect(self._open)
        self.record = Button("Record a score", picture="plus")
        self.record.clicked.connect(self._record)
        self.print = Button("Preview the scores", picture="print")
        self.print.clicked.connect(self._preview)
        layout = page_layout(self)
        assess = assess_button(viewmodel, held)
        layout.addLayout(_across(assess, self.record, self.print))
        layout.addWidget(self.table, 1)

    def draw(self, held: Held) -> None:
        rows = listed(held)
        self.model.set_rows(rows)
        self.print.setVisible(bool(rows))

    def _open(self, row: int) -> None:
        one = self.model.row(row)
        if isinstance(one, Recorded):
            self._read(one)
            return
        place = AssessmentPlace(
            case_id=one.assessment.case_id,
            instrument=one.assessment.instrument,
            assessment_id=one.assessment.id,
        )
        self._viewmodel.go(place)

    def _read(self, one: Recorded) -> None:
        dialog = RecordedDialog(one.line, self)
        dialog.withdrawn.connect(partial(self._viewmodel.withdraw_score, one.id))
        dialog.open()

    def _record(self) -> None:
        if held := self._viewmodel.held:
            form = RecordScoreViewModel(self._viewmodel.desk, held.case)
            form.setParent(self)
            RecordScoreDialog(form, self).open()

    def _preview(self) -> None:
        self._viewmodel.preview("scores")


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
