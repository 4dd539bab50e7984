"""A person taken on by hand."""

from datetime import date
from functools import partial

from attrs import frozen
from PySide6.QtCore import QObject, Signal

from iomdesk.cases.actions import open_case
from iomdesk.cases.case import Address, Case, Person, Reference, ReferenceType
from iomdesk.errors import InputRefused, UserError
from iomdesk.exchange.cell_faults import CellFault
from iomdesk.exchange.cells import reference
from iomdesk.records.ids import CaseId, PartId, new_id
from ui.desk import Desk
from ui.places import PersonPlace

REFERENCES = (
    (ReferenceType.CRN, "CRN"),
    (ReferenceType.PNC, "PNC ID"),
    (ReferenceType.NOMS, "Prison (NOMS) number"),
    (ReferenceType.CRO, "CRO number"),
    (ReferenceType.VISOR, "ViSOR reference"),
    (ReferenceType.LOCAL, "Local reference"),
)
SURNAME, REFERENCE = "person.surname", "references"


@frozen(kw_only=True)
class NewPerson:
    """What the form holds when it is sent."""

    surname: str
    forename: str = ""
    born_on: date | None = None
    reference_type: ReferenceType = ReferenceType.CRN
    reference: str = ""
    address: str = ""
    town: str = ""
    postcode: str = ""


class NewPersonViewModel(QObject):
    """`taken` says that the person is held now; *problems* is by field."""

    changed = Signal()
    taken = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self.problems: dict[str, str] = {}

    @property
    def today(self) -> date:
        return self._desk.today

    def add(self, said: NewPerson) -> None:
        if not said.surname and not said.reference:
            self._say({SURNAME: "Type a surname, or a reference further down."})
            return
        try:
            case = new_case(said)
        except CellFault as fault:
            self._say({REFERENCE: f"{_words(said.reference_type)}: {fault}"})
            return
        work = partial(self._desk.store.do, open_case, case)
        self._desk.tasks.run(work, self._added, self._refused, self)

    def forget(self) -> None:
        self._say({})

    def _added(self, case: Case) -> None:
        self._say({})
        self.taken.emit()
        self._desk.go(PersonPlace(case_id=case.id))

    def _refused(self, refusal: UserError) -> None:
        field = refusal.field if isinstance(refusal, InputRefused) else ""
        self._say({field: str(refusal)})

    def _say(self, problems: dict[str, str]) -> None:
        self.problems = problems
        self.changed.emit()


def new_case(said: NewPerson) -> Case:
    """Return the form as a case; its id is made when it is taken on.

    CellFault where the reference has not the shape of its kind: it would name nobody,
    or somebody else.
    """
    references = {}
    if said.reference:
        kind = said.reference_type
        value = reference(kind, said.reference)
        references[PartId(kind.value)] = Reference(type=kind, value=value)
    addresses = {}
    if said.address or said.town or said.postcode:
        lines = (said.address,) if said.address else ()
        address = Address(
            lines=lines,
            town=said.town or None,
            postcode=said.postcode or None,
            main=True,
        )
        addresses[PartId(new_id())] = address
    return Case(
        id=CaseId(new_id()),
        person=Person(
            surname=said.surname, forename=said.forename, born_on=said.born_on
        ),
        references=references,
        addresses=addresses,
    )


def _words(kind: ReferenceType) -> str:
    return dict(REFERENCES)[kind]
