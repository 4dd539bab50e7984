"""The screen of a plan: a form while it is a draft, the record when it is agreed."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.desk import Desk
from ui.places import PlanPlace
from ui.plans.plan_view import PlanView
from ui.plans.plan_viewmodel import PlanViewModel
from ui.plans.read_view import ReadPlanView
from ui.widgets.empty_state import EmptyState
from ui.widgets.reveal import reveal
from ui.widgets.stops import first_stop


class PlanScreen(QWidget):
    def __init__(self, desk: Desk, place: PlanPlace) -> None:
        super().__init__()
        self._stack = QStackedLayout(self)
        self.form: PlanView | None = None
        self.record: ReadPlanView | None = None
        self.viewmodel = PlanViewModel(desk, place)
        self.viewmodel.opened.connect(self._show)
        self._show()

    def current_place(self) -> PlanPlace:
        """Return the version that is open: a new one has an id by now."""
        plan = self.viewmodel.plan
        if plan is None:
            return self.viewmodel.place
        return PlanPlace(case_id=plan.case_id, plan_id=plan.id)

    def begins_at(self) -> QWidget | None:
        """Return the first field of the form: what is typed goes where it is meant."""
        return self.form.first_field() if self.form else first_stop(self)

    def flush(self) -> None:
        """Keep at once what was typed: the screen is going, or the desk is locked."""
        self.viewmodel.drafting.flush()

    def _show(self) -> None:
        plan = self.viewmodel.plan
        self.form = self.record = None
        if plan is None:
            if self.viewmodel.refusal:
                words = self.viewmodel.refusal
                self._put(EmptyState("The plan cannot be opened", words))
        elif plan.agreed_at:
            self.record = ReadPlanView(self.viewmodel)
            self._put(self.record)
        else:
            self.form = PlanView(self.viewmodel)
            self._put(self.form)
        self._take_keys()

    def _take_keys(self) -> None:
        """Keep the keys on this screen when another version comes in place of one."""
        if self.isVisible() and (to := self.begins_at()):
            reveal(to)

    def _put(self, page: QWidget) -> None:
        while old := self._stack.currentWidget():
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stack.addWidget(page)
