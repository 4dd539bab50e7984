"""What is to be done after the visit, by whom and by when; and the next visit."""

from datetime import date

from attrs import evolve

from iomdesk.visits.visit import VisitAction
from ui.visits.part_view import PartView
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import DateEdit, LineEdit
from ui.widgets.fields import Field
from ui.widgets.part_list import PartList, PartRow


class ActionRow(PartRow):
    def __init__(self, today: date) -> None:
        super().__init__()
        self._part = VisitAction(text="")
        self._text, self._owner, self._due = LineEdit(), LineEdit(), DateEdit(today)
        layout = ColumnsLayout(self, least=9)
        layout.addWidget(Field("What", self._text))
        layout.addWidget(Field("Who", self._owner, optional=True))
        self._due_field = Field("By", self._due, optional=True)
        layout.addWidget(self._due_field)
        for editor in (self._text, self._owner):
            editor.edited.connect(self.edited)
        self._due.edited.connect(self.edited)
        self._due.editingFinished.connect(self._say_problem)
        self.setFocusProxy(self._text)

    def value(self) -> VisitAction:
        due_on = self._part.due_on if self._due.problem() else self._due.value()
        owner = self._owner.value() or None
        return evolve(self._part, text=self._text.value(), owner=owner, due_on=due_on)

    def set_value(self, part: VisitAction) -> None:
        self._part = part
        self._text.set_value(part.text)
        self._owner.set_value(part.owner or "")
        if not self._due.hasFocus():
            self._due.set_value(part.due_on)

    def _say_problem(self) -> None:
        self._due_field.set_problem(self._due.problem())


class ActionsView(PartView):
    def build(self) -> None:
        today = self.viewmodel.today
        self.rows = PartList(lambda: ActionRow(today), "Add an action", "action")
        self.next_on = DateEdit(today)
        self.add_card(self.rows)
        due = "Sooner than the plan asks, if it must be; otherwise leave this empty."
        self.add_card(Field("Next visit on", self.next_on, due, optional=True))
        self.rows.edited.connect(self._typed)
        self.next_on.edited.connect(self._typed)

    def draw(self) -> None:
        super().draw()
        self.rows.set_values(self.viewmodel.visit.actions)
        if not self.next_on.hasFocus():
            self.next_on.set_value(self.viewmodel.visit.next_visit_on)

    def _typed(self) -> None:
        visit = self.viewmodel.visit
        held = visit.next_visit_on
        next_on = held if self.next_on.problem() else self.next_on.value()
        actions = self.rows.values()
        self.viewmodel.edit(evolve(visit, actions=actions, next_visit_on=next_on))
