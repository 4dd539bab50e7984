"""How a step of the agreed plan went: its state, when, and why where that is owed."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.plans.parts import Step, StepStatus
from iomdesk.plans.plan import step_fault
from ui.plans.words import STEPS
from ui.shown import Option
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.editors import DateEdit, LineEdit
from ui.widgets.fields import Field
from ui.widgets.text import prose


class StepDialog(Dialog):
    """`agreed` brings the state, the reason and the day it was done."""

    agreed = Signal(StepStatus, str, object)

    def __init__(self, step: Step, today: date, parent: QWidget) -> None:
        super().__init__("How the step went", parent)
        self.status = Choice([Option(key=s.value, words=w) for s, w in STEPS.items()])
        self.status.set_value(step.status.value)
        self.why, self.on = LineEdit(), DateEdit(today)
        self.why.set_value(step.why or "")
        self.on.set_value(step.done_on or today)
        self._why = Field("Why", self.why, optional=True)
        self._done = Field("Done on", self.on)
        self.body.addWidget(prose(step.text))
        self.body.addWidget(Field("State", self.status))
        self.body.addWidget(self._done)
        self.body.addWidget(self._why)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Report", "primary", self._agree)
        self.status.edited.connect(self._draw)
        self._draw()

    def _draw(self) -> None:
        self._done.setVisible(self.status.value() == StepStatus.COMPLETED)
        self.go_on.setEnabled(bool(self.status.value()))

    def _agree(self) -> None:
        status, why = StepStatus(self.status.value()), self.why.value()
        on = self.on.value() if status is StepStatus.COMPLETED else None
        if wrong := step_fault(status, on, why):
            field = self._done if status is StepStatus.COMPLETED else self._why
            field.set_problem(wrong)
            return
        self.accept()
        self.agreed.emit(status, why, on)
