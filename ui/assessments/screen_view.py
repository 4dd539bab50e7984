"""The screen of an assessment: the form while it is open, the record when completed."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from iomdesk.assessments.assessment import NotApplicable
from iomdesk.errors import UserError
from ui.assessments.assessment_view import AssessmentView
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.read_view import ReadAssessmentView
from ui.desk import Desk
from ui.places import AssessmentPlace
from ui.widgets.empty_state import EmptyState
from ui.widgets.stops import first_stop


class AssessmentScreen(QWidget):
    def __init__(self, desk: Desk, place: AssessmentPlace) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self.form: AssessmentView | None = None
        self.record: ReadAssessmentView | None = None
        self.viewmodel = AssessmentViewModel(desk, place)
        self.viewmodel.opened.connect(self._show)
        self._show()

    def current_place(self) -> AssessmentPlace:
        """Return the assessment that is open: a new one has an id by now."""
        held = self.viewmodel.assessment
        if held is None:
            return self.viewmodel.place
        return AssessmentPlace(
            case_id=held.case_id,
            instrument=held.instrument,
            assessment_id=held.id,
            visit_id=self.viewmodel.place.visit_id,
        )

    def begins_at(self) -> QWidget | None:
        return self.form.begins_at() if self.form else first_stop(self)

    def flush(self) -> None:
        """Keep at once what was typed: the screen is going, or the desk is locked."""
        self.viewmodel.drafting.flush()

    def _show(self) -> None:
        held = self.viewmodel.assessment
        self.form = self.record = None
        if held is None:
            if self.viewmodel.refusal:
                self._put(self._refused(self.viewmodel.refusal))
            return
        if held.completed_at:
            self.record = ReadAssessmentView(self.viewmodel)
            self._put(self.record)
        else:
            self.form = AssessmentView(self.viewmodel)
            self._put(self.form)

    def _refused(self, refusal: UserError) -> QWidget:
        """Say why there is no assessment to make, and lead back."""
        other = isinstance(refusal, NotApplicable)
        heading = "Not applicable" if other else "This assessment cannot be made"
        page = EmptyState(heading, str(refusal), "Back")
        page.pressed.connect(self.viewmodel.back)
        return page

    def _put(self, page: QWidget) -> None:
        while old := self._stack.currentWidget():
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stack.addWidget(page)
