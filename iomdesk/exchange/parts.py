"""Keys of parts, made from what a part is: the same at every desk and source."""

import re

from attrs import evolve

from iomdesk.cases.case import Address, Cohort, Name, Reference
from iomdesk.cases.finding import plain_name, plain_reference
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

_COUNTED = re.compile(r"(\d+)\.0+")


def reference_part(reference: Reference) -> tuple[PartId, Reference]:
    """Return *reference* with its key; 1234567.0 of a spreadsheet is 1234567."""
    if counted := _COUNTED.fullmatch(reference.value):
        reference = evolve(reference, value=counted[1])
    plain = plain_reference(reference.value, reference.type)
    return part_id("reference", reference.type, plain), reference


def address_part(address: Address) -> tuple[PartId, Address]:
    """Return *address* with its key: first line and postcode, however written."""
    first = plain_name(address.lines[0]) if address.lines else ""
    postcode = plain_name(address.postcode or "")
    place = [] if postcode else [plain_name(address.town or "")]
    none = ["none"] if address.no_fixed_abode and not first else []
    return part_id("address", first, postcode, *place, *none), address


def name_part(name: Name) -> tuple[PartId, Name]:
    spelt = (name.surname, name.forename, name.middle)
    return part_id("name", *map(plain_name, spelt)), name


def cohort_part(name: str) -> tuple[PartId, Cohort]:
    return part_id("cohort", plain_name(name)), Cohort(name=name)
