"""A person as an input file says them."""

import json
from collections.abc import Mapping

from iomdesk.cases.case import Contact, Reference, ReferenceType
from iomdesk.cases.finding import plain_reference
from iomdesk.cases.whole import WholeCase
from iomdesk.errors import InputRefused
from iomdesk.records.codec import Document, Json, from_input
from iomdesk.records.ids import CaseId, PartId, made_id, new_id
from iomdesk.records.json_schema import json_schema
from iomdesk.resources import resource_text

OURS = ("id", "opened_at", "closed_on", "closed_why", "questions", "said")
"""Fields of a case that a file does not set: the program does."""


def said_case(said: Json) -> WholeCase:
    """Return *said* as a case, or say which field cannot be taken."""
    if not isinstance(said, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    for name in OURS:
        if name in said:
            raise InputRefused(f"“{name}” is set by the program, not by a file.", name)
    case = from_input(WholeCase, {**said, "id": "new"})
    if not case.person.surname.strip() and not case.references:
        raise InputRefused("Give a surname or a reference.", "person.surname")
    return from_input(WholeCase, {**said, "id": case_id_of(case.references)})


def case_id_of(references: Mapping[PartId, Reference]) -> CaseId:
    """Return the id that every desk gives to who has these references, or a new one."""
    order = list(ReferenceType)
    strongest = min(
        references.values(),
        key=lambda r: (order.index(r.type), plain_reference(r.value, r.type)),
        default=None,
    )
    if strongest is None:
        return CaseId(new_id())
    plain = plain_reference(strongest.value, strongest.type)
    return CaseId(made_id("case", strongest.type, plain))


def case_schema() -> Document:
    """Return the JSON Schema of an input file for a person."""
    return json_schema(WholeCase, without=OURS) | {"title": "case"}


def contact_schema() -> Document:
    """Return the JSON Schema of an input file for somebody around a person."""
    return json_schema(Contact) | {"title": "contact"}


def example_contact() -> Document:
    """Return an input file that describes somebody around a person."""
    return {"name": "Maureen Dooley", "relationship": "mother", "phone": "01632 960011"}


def example_case() -> Document:
    """Return an input file that describes a person."""
    example: Document = json.loads(resource_text("cases/example.json"))
    return example
