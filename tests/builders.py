"""Records that say what matters and hide the rest."""

from datetime import date
from typing import Any

from attrs import evolve, fields

from iomdesk.cases.case import Case, Person, Reference, ReferenceType
from iomdesk.cases.whole import WholeCase, filed, whole
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


def a_whole_case(**parts: Any) -> WholeCase:
    """Return a person with what stands beside the case: sentences, scores …"""
    case = a_case(**{k: v for k, v in parts.items() if k not in BESIDE})
    beside = {k: v for k, v in parts.items() if k in BESIDE}
    return evolve(whole(case), **beside)


def records_of(person: WholeCase) -> list[Any]:
    """Return the records that a person makes who is not held yet."""
    return list(filed(person, lambda _kind, _id: None))


BESIDE = {f.name for f in fields(WholeCase)} - {f.name for f in fields(Case)}
