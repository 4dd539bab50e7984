"""Who came, and who was there: a row for each."""

from attrs import evolve

from iomdesk.visits.visit import Attendee, Present
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.part_list import PartRow
from ui.widgets.tick_box import TickBox


class AttendeeRow(PartRow):
    def __init__(self) -> None:
        super().__init__()
        self._part = Attendee(name="")
        self._name, self._agency = LineEdit(), LineEdit()
        layout = ColumnsLayout(self, least=8)
        layout.addWidget(Field("Name", self._name))
        layout.addWidget(Field("From", self._agency, optional=True))
        for editor in (self._name, self._agency):
            editor.edited.connect(self.edited)
        self.setFocusProxy(self._name)

    def value(self) -> Attendee:
        agency = self._agency.value() or None
        return evolve(self._part, name=self._name.value(), agency=agency)

    def set_value(self, part: Attendee) -> None:
        self._part = part
        self._name.set_value(part.name)
        self._agency.set_value(part.agency or "")


class PresentRow(PartRow):
    def __init__(self) -> None:
        super().__init__()
        self._part = Present()
        self._name, self._relationship = LineEdit(), LineEdit()
        self._child = TickBox("A child")
        self._age = LineEdit()
        layout = ColumnsLayout(self, least=6)
        layout.addWidget(Field("Name", self._name, optional=True))
        layout.addWidget(Field("Who they are", self._relationship))
        layout.addWidget(Field("Age", self._age, optional=True))
        layout.addWidget(self._child)
        for editor in (self._name, self._relationship, self._age, self._child):
            editor.edited.connect(self.edited)
        self.setFocusProxy(self._name)

    def value(self) -> Present:
        return evolve(
            self._part,
            name=self._name.value() or None,
            relationship=self._relationship.value() or None,
            child=self._child.value(),
            age=self._age.value() or None,
        )

    def set_value(self, part: Present) -> None:
        self._part = part
        self._name.set_value(part.name or "")
        self._relationship.set_value(part.relationship or "")
        self._child.set_value(part.child)
        self._age.set_value(part.age or "")
