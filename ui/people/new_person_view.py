"""The form for a person taken on by hand."""

from functools import partial

from PySide6.QtWidgets import QWidget

from iomdesk.cases.case import ReferenceType
from ui.people.new_person_viewmodel import (
    REFERENCE,
    REFERENCES,
    SURNAME,
    NewPerson,
    NewPersonViewModel,
)
from ui.shell.tall_dialog_view import TallDialog
from ui.widgets.editors import Combo, LineEdit
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.read_edits import DateEdit
from ui.widgets.reveal import reveal

_BORN = "born"


class NewPersonView(TallDialog):
    def __init__(self, viewmodel: NewPersonViewModel, parent: QWidget) -> None:
        self._viewmodel = viewmodel
        self.surname, self.forename = LineEdit(), LineEdit()
        self.born_on = DateEdit(viewmodel.today)
        self.kind = Combo([(str(kind), words) for kind, words in REFERENCES])
        self.reference = LineEdit()
        self.address, self.town, self.postcode = LineEdit(), LineEdit(), LineEdit()
        self.summary = ErrorSummary()
        self._surname = Field("Surname", self.surname)
        self._born = Field(
            "Born on", self.born_on, "For example 14/02/2001", optional=True
        )
        super().__init__("Add a person", self._form(), parent, 32)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Add the person", "primary", self._add)
        viewmodel.forget()
        viewmodel.changed.connect(self._draw)
        viewmodel.taken.connect(self.accept)

    def _form(self) -> QWidget:
        form = QWidget()
        layout = bare_layout(form, gap=14)
        layout.addWidget(self.summary)
        layout.addWidget(self._surname)
        layout.addWidget(Field("Forenames", self.forename, optional=True))
        layout.addWidget(self._born)
        kind = Field("Kind of reference", self.kind)
        self._reference = Field("Reference", self.reference)
        layout.addWidget(flowing((kind, self._reference), gap=14))
        layout.addWidget(Field("Address", self.address, optional=True))
        town = Field("Town", self.town, optional=True)
        postcode = Field("Postcode", self.postcode, optional=True)
        layout.addWidget(flowing((town, postcode), gap=14))
        layout.addStretch(1)
        return form

    def _add(self) -> None:
        if problem := self.born_on.problem():
            self._show({_BORN: problem})
            return
        self._viewmodel.add(
            NewPerson(
                surname=self.surname.value(),
                forename=self.forename.value(),
                born_on=self.born_on.value(),
                reference_type=ReferenceType(self.kind.value()),
                reference=self.reference.value(),
                address=self.address.value(),
                town=self.town.value(),
                postcode=self.postcode.value(),
            )
        )

    def _draw(self) -> None:
        self._show(self._viewmodel.problems)

    def _show(self, problems: dict[str, str]) -> None:
        fields = {
            SURNAME: self._surname,
            _BORN: self._born,
            REFERENCE: self._reference,
        }
        for name, field in fields.items():
            field.set_problem(problems.get(name, ""))
        self.summary.show_problems(
            [
                (words, partial(reveal, fields.get(name, self._surname)))
                for name, words in problems.items()
            ]
        )
