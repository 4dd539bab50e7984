"""How a step of the agreed plan went: its state, when, and why where that is owed."""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.forms.filled import Filled
from iomdesk.plans.form import step_form
from iomdesk.plans.parts import Step, StepStatus
from iomdesk.plans.plan import step_fault
from iomdesk.reasons import Reason
from iomdesk.records.codec import to_document
from ui.forms.dialog_view import FormDialog
from ui.forms.form_input import FormInput


class StepDialog(FormDialog):
    """`agreed` brings the state, the reason and the day it was done."""

    agreed = Signal(StepStatus, str, object)

    def __init__(self, step: Step, today: date, parent: QWidget) -> None:
        self._step = FormInput(Step, step_form(), today)
        now = to_document(step)
        begun = {"done_on": today.isoformat(), **now}
        self._step.begin(Filled(opened=now, document=begun))
        super().__init__("How the step went", self._step, "Report", parent, step.text)

    def refuses(self) -> Sequence[Reason]:
        step, on = self._step.record, self._done_on()
        wrong = step_fault(step.status, on, step.why)
        done = step.status is StepStatus.COMPLETED
        path = ("done_on",) if done else ("why",)
        return (Reason(text=wrong, path=path),) if wrong else ()

    def give(self) -> None:
        step = self._step.record
        self.agreed.emit(step.status, step.why or "", self._done_on())

    def _done_on(self) -> date | None:
        step = self._step.record
        return step.done_on if step.status is StepStatus.COMPLETED else None
