"""Records that say what matters and hide the rest."""

from datetime import date
from typing import Any

from iomdesk.cases.case import Case, Person, Reference, ReferenceType
from iomdesk.records.ids import CaseId, PartId, new_id


def a_case(
    *,
    surname: str = "Dooley",
    forename: str = "Wendell",
    born_on: date | None = date(2001, 2, 14),
    crn: str | None = None,
    case_id: str | None = None,
    **parts: Any,
) -> Case:
    references = (
        {PartId("crn"): Reference(type=ReferenceType.CRN, value=crn)} if crn else {}
    )
    return Case(
        id=CaseId(case_id or new_id()),
        person=Person(surname=surname, forename=forename, born_on=born_on),
        references=references,
        **parts,
    )
