"""Before and arrival: what kind of visit, who goes, who opened, who was there."""

from datetime import datetime

from attrs import evolve
from PySide6.QtWidgets import QWidget

from iomdesk.visits.loading import visit_reference
from ui.visits.part_view import PartView
from ui.visits.people_view import AttendeeRow, PresentRow
from ui.widgets.choice import Choice, Option
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.editors import Combo, LineEdit
from ui.widgets.fields import Field
from ui.widgets.part_list import PartList
from ui.widgets.time_edit import TimeEdit

YES_NO = (Option(key="yes", words="Yes"), Option(key="no", words="No"))


class BeforeView(PartView):
    def build(self) -> None:
        kinds = [(kind.code, kind.label) for kind in visit_reference().kinds]
        self.kind = Combo(kinds)
        self.announced = Choice(YES_NO)
        self.place = LineEdit()
        self.started = TimeEdit(self.viewmodel.today)
        self.expected = TimeEdit(self.viewmodel.today)
        self.officers = PartList(AttendeeRow, "Add somebody", "officer")
        times = _beside(
            Field("Kind of visit", self.kind),
            Field("Time in", self.started),
            Field("Expected out", self.expected, optional=True),
        )
        self.add_card(
            times, Field("Place", self.place), Field("Announced", self.announced)
        )
        self.add_card(self.officers, heading="Who goes")
        for editor in (self.kind, self.announced, self.place, self.officers):
            editor.edited.connect(self._typed)
        for time in (self.started, self.expected):
            time.edited.connect(self._typed)

    def draw(self) -> None:
        super().draw()
        visit = self.viewmodel.visit
        self.kind.set_value(visit.kind)
        self.announced.set_value(said(visit.announced))
        self.place.set_value(visit.place or "")
        self.started.set_value(visit.started_at)
        self.expected.set_value(visit.expected_end_at)
        self.officers.set_values(visit.officers)

    def field_for(self, path: tuple[str, ...]) -> QWidget:
        fields: dict[str, QWidget] = {
            "started_at": self.started,
            "officers": self.officers.add,
        }
        return fields.get(path[0]) or super().field_for(path)

    def _typed(self) -> None:
        visit = self.viewmodel.visit
        edited = evolve(
            visit,
            kind=self.kind.value(),
            announced=meant(self.announced.value()),
            place=self.place.value() or None,
            started_at=typed_time(self.started, visit.started_at),
            expected_end_at=typed_time(self.expected, visit.expected_end_at),
            officers=self.officers.values(),
        )
        self.viewmodel.edit(edited)


class ArrivalView(PartView):
    def build(self) -> None:
        self.answered = LineEdit("The person, a partner, nobody")
        self.alone = Choice(YES_NO)
        self.present = PartList(PresentRow, "Add somebody", "person")
        self.add_card(
            _beside(
                Field("Who answered the door", self.answered, optional=True),
                Field("Was the person seen alone", self.alone, optional=True),
            )
        )
        self.add_card(self.present, heading="Who was there")
        for editor in (self.answered, self.alone, self.present):
            editor.edited.connect(self._typed)

    def draw(self) -> None:
        super().draw()
        visit = self.viewmodel.visit
        self.answered.set_value(visit.answered_by or "")
        self.alone.set_value(said(visit.seen_alone))
        self.present.set_values(visit.present)

    def _typed(self) -> None:
        edited = evolve(
            self.viewmodel.visit,
            answered_by=self.answered.value() or None,
            seen_alone=meant(self.alone.value()),
            present=self.present.values(),
        )
        self.viewmodel.edit(edited)


def said(answer: bool | None) -> str:  # noqa: FBT001  it words a boolean
    return {True: "yes", False: "no", None: ""}[answer]


def meant(key: str) -> bool | None:
    return {"yes": True, "no": False}.get(key)


def typed_time(editor: TimeEdit, held: datetime | None) -> datetime | None:
    """Return what was typed; a time half typed leaves what is held.

    What is held to the second is not cut down to the minute that is shown.
    """
    typed = editor.value()
    shown = held.replace(second=0, microsecond=0) if held else None
    return held if editor.problem() or typed == shown else typed


def _beside(*fields: QWidget) -> QWidget:
    row = QWidget()
    layout = ColumnsLayout(row, least=12)
    for field in fields:
        layout.addWidget(field)
    return row
