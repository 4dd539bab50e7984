"""Change: goals in the person's own words, and the steps that lead there."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from attrs import evolve
from PySide6.QtWidgets import QWidget

from iomdesk.plans.parts import GoalStatus, Objective, Step, StepStatus
from ui.plans.words import GOALS, STEPS
from ui.widgets.card import edge
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import Combo, DateEdit, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout
from ui.widgets.part_list import PartList, PartRow


class StepRow(PartRow):
    def __init__(self, today: date) -> None:
        super().__init__()
        self._part = Step(text="")
        self.words, self.owner = LineEdit(), LineEdit()
        self.due, self.why = DateEdit(today), LineEdit()
        self.status = Combo([(s.value, words) for s, words in STEPS.items()])
        self._why = Field("Why", self.why)
        layout = bare_layout(self, gap=6)
        layout.addWidget(Field("Step", self.words))
        held = QWidget()
        across = ColumnsLayout(held, least=6, gap=8)
        across.addWidget(Field("Who", self.owner))
        across.addWidget(Field("State", self.status))
        across.addWidget(Field("By", self.due))
        layout.addWidget(held)
        layout.addWidget(self._why)
        for editor in (self.words, self.owner, self.status, self.why):
            editor.edited.connect(self.edited)
        self.due.edited.connect(self.edited)
        self._why.hide()
        self.setFocusProxy(self.words)

    def value(self) -> Step:
        status = StepStatus(self.status.value() or StepStatus.NOT_STARTED)
        held = self._part.done_on
        return evolve(
            self._part,
            text=self.words.value(),
            owner=self.owner.value() or None,
            due_on=self._part.due_on if self.due.problem() else self.due.value(),
            status=status,
            why=self.why.value() or None,
            done_on=held if status is StepStatus.COMPLETED else None,
        )

    def set_value(self, part: Step) -> None:
        self._part = part
        self.words.set_value(part.text)
        self.owner.set_value(part.owner or "")
        if not self.due.hasFocus():
            self.due.set_value(part.due_on)
        self.status.set_value(part.status)
        self.why.set_value(part.why or "")
        self._why.setVisible(part.status in _WANT_WHY)


class GoalRow(PartRow):
    def __init__(self, pathways: Sequence[tuple[str, str]], today: date) -> None:
        super().__init__()
        self._part = Objective(pathway="", text="")
        self.pathway, self.words = Combo(pathways, nothing="Pathway"), TextEdit(2)
        self.target, self.why = DateEdit(today), LineEdit()
        self.status = Combo([(s.value, words) for s, words in GOALS.items()])
        self.steps = PartList(partial(StepRow, today), "Add a step", "step", "")
        self._why = Field("Why it was removed", self.why)
        self._lay_out()
        for editor in (self.pathway, self.words, self.status, self.why, self.steps):
            editor.edited.connect(self.edited)
        self.target.edited.connect(self.edited)
        self.setFocusProxy(self.words)

    def _lay_out(self) -> None:
        layout = bare_layout(self, gap=6)
        layout.addWidget(Field("Goal, in the person's own words", self.words))
        held = QWidget()
        across = ColumnsLayout(held, least=8, gap=8)
        across.addWidget(Field("Pathway", self.pathway))
        across.addWidget(Field("State", self.status))
        across.addWidget(Field("By", self.target, optional=True))
        layout.addWidget(held)
        layout.addWidget(self._why)
        branch = edge(now=True)
        if inside := branch.layout():
            inside.addWidget(self.steps)
        layout.addWidget(branch)

    def value(self) -> Objective:
        held = self._part.target_on
        steps = {
            key: evolve(step, rank=rank)
            for rank, (key, step) in enumerate(self.steps.values().items())
        }
        return evolve(
            self._part,
            pathway=self.pathway.value(),
            text=self.words.value(),
            target_on=held if self.target.problem() else self.target.value(),
            status=GoalStatus(self.status.value() or GoalStatus.ACTIVE),
            status_why=self.why.value() or None,
            steps=steps,
        )

    def set_value(self, part: Objective) -> None:
        self._part = part
        self.pathway.set_value(part.pathway)
        self.words.set_value(part.text)
        if not self.target.hasFocus():
            self.target.set_value(part.target_on)
        self.status.set_value(part.status)
        self.why.set_value(part.status_why or "")
        self._why.setVisible(part.status is GoalStatus.REMOVED)
        order = sorted(part.steps, key=lambda k: (part.steps[k].rank, k))
        self.steps.set_values({key: part.steps[key] for key in order})


_WANT_WHY = (StepStatus.CANNOT_BE_DONE_YET, StepStatus.NO_LONGER_NEEDED)
