"""One row of a caseload list as the person it says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import evolve, field, frozen

from iomdesk.cases.case import (
    Address,
    Case,
    Mappa,
    Marker,
    Name,
    Person,
    Rag,
    Reference,
    ReferenceType,
    Risk,
)
from iomdesk.cases.sentence import Offence, Sentence
from iomdesk.exchange import cells
from iomdesk.exchange.cells import CellFault, NotKnown
from iomdesk.exchange.fillers import load_fillers
from iomdesk.exchange.headings import Headings
from iomdesk.exchange.parts import (
    address_part,
    cohort_part,
    name_part,
    reference_part,
    split_address,
)
from iomdesk.exchange.saying import made_case_id, part_id
from iomdesk.ids import PartId

_PERSON_TEXTS = (
    "preferred_name",
    "title",
    "sex",
    "gender",
    "ethnicity",
    "nationality",
    "religion",
    "language",
    "email",
)
_CASE_TEXTS = ("officer", "team", "provider", "pillar", "tier", "establishment")
_RISKS = ("overall", "public", "children", "known_adult", "staff", "prisoners")
_DAYS = ("registered_until", "sentence_start", "sentence_end", "released_on")
_NO_ABODE = frozenset(
    {"nfa", "no fixed abode", "no fixed address", "of no fixed abode"}
)


@frozen(kw_only=True)
class RowPerson:
    """Who a row says; *faults* are the cells that were left out, by field."""

    case: Case
    says_no: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(factory=dict)


class Cells:
    """The cells of one row by field; what cannot be read is noted, not raised."""

    def __init__(self, said: Mapping[str, str], headings: Headings) -> None:
        self.said = said
        self.headings = headings
        self.faults: dict[str, str] = {}
        self.not_known: set[str] = set()

    def text(self, name: str) -> str | None:
        return self.said.get(name)

    def texts(self, names: Sequence[str]) -> dict[str, Any]:
        return {name: self.said.get(name) for name in names}

    def read(self, name: str, reader: Callable[..., Any], *more: Any) -> Any:
        """Return the cell as *reader* reads it, or None where it says nothing."""
        text = self.said.get(name)
        if text is None:
            return None
        try:
            return reader(text, *more)
        except CellFault as fault:
            self.faults[name] = str(fault)
            if isinstance(fault, NotKnown):
                self.not_known.add(name)
            return None


def row_person(said: Mapping[str, str], headings: Headings, today: date) -> RowPerson:
    """Return the person of a row, or raise CellFault where nobody can be told."""
    row = Cells(said, headings)
    references = dict(_references(row))
    case_id = made_case_id(references)
    if case_id is None:
        raise CellFault(_no_reference(row))
    person = _person(row, today)
    custody = row.read("in_custody", cells.yes_or_no, headings)
    no = frozenset({"in_custody"} if custody is False else ())
    case = Case(
        id=case_id,
        person=person,
        references=references,
        addresses=dict(_addresses(row)),
        markers=dict(_markers(row)),
        cohorts=dict(map(cohort_part, row.read("cohort", cells.listed) or ())),
        rag=_rag(row),
        risk=_risk(row),
        mappa=_mappa(row),
        sentences=dict(_sentences(row)),
        in_custody=bool(custody),
        registered=row.read("registered", cells.yes_or_no, headings),
        registered_until=row.read("registered_until", cells.day),
        **row.texts(_CASE_TEXTS),
    )
    return RowPerson(case=case, says_no=no, faults=row.faults)


def _no_reference(row: Cells) -> str:
    for kind in ReferenceType:
        if kind in row.faults:
            return f"The {kind.upper()}: {row.faults[kind]}"
    return "There is no CRN, PNC, NOMS, ViSOR or local reference."


def _references(row: Cells) -> Iterator[tuple[PartId, Reference]]:
    for kind in ReferenceType:
        value = row.read(kind, lambda text, k=kind: _number(k, text))
        if value:
            yield reference_part(Reference(type=kind, value=value))


def _number(kind: ReferenceType, text: str) -> str:
    fillers = load_fillers()
    if fillers.is_filler(text):
        raise CellFault(fillers.reason)
    return cells.reference(kind, text)


def _person(row: Cells, today: date) -> Person:
    whole = cells.name(row.said["name"]) if "name" in row.said else Name(surname="")
    surname = row.text("surname") or whole.surname
    if not surname:
        raise CellFault("There is no surname.")
    born_on = _born_on(row, today)
    given, _, second = (row.text("forename") or whole.forename).partition(" ")
    return Person(
        surname=cells.surname(surname),
        forename=given,
        middle=row.text("middle") or second.strip() or whole.middle,
        born_on=born_on,
        phone=row.read("phone", cells.telephone),
        mobile=row.read("mobile", cells.telephone),
        aliases=dict(map(name_part, row.read("aliases", cells.names) or ())),
        **row.texts(_PERSON_TEXTS),
    )


def _born_on(row: Cells, today: date) -> date | None:
    """Return the birth date; one that cannot be read leaves in doubt who it is."""
    born_on: date | None = row.read("born_on", cells.birth_date, today)
    fault = row.faults.get("born_on")
    if fault and "born_on" not in row.not_known:
        raise CellFault(f"The date of birth: {fault}")
    return born_on


def _addresses(row: Cells) -> Iterator[tuple[PartId, Address]]:
    whole = row.text("address") or ""
    if whole.casefold() in _NO_ABODE:
        yield address_part(Address(no_fixed_abode=True, main=True))
        return
    address = split_address(whole)
    lines = (row.text("address_1"), row.text("address_2"))
    address = evolve(
        address,
        lines=(*address.lines, *(line for line in lines if line)),
        town=row.text("town") or address.town,
        county=row.text("county"),
        postcode=row.text("postcode") or address.postcode,
        main=True,
    )
    if address.lines or address.postcode or address.town:
        yield address_part(address)


def _markers(row: Cells) -> Iterator[tuple[PartId, Marker]]:
    for text in row.read("markers", cells.listed) or ():
        source = row.headings.source
        yield part_id("marker", source, text.casefold()), Marker(text=text)


def _rag(row: Cells) -> Rag | None:
    said: Rag | None = row.read("rag", cells.rag, row.headings)
    return said


def _risk(row: Cells) -> Risk:
    return Risk(
        **{who: row.read(f"risk_{who}", cells.level, row.headings) for who in _RISKS}
    )


def _mappa(row: Cells) -> Mappa:
    both = row.read("mappa", cells.mappa) or Mappa()
    category = row.read("mappa_category", cells.mappa_number, 4)
    level = row.read("mappa_level", cells.mappa_number, 3)
    return Mappa(category=category or both.category, level=level or both.level)


def _sentences(row: Cells) -> Iterator[tuple[PartId, Sentence]]:
    described, offence = row.text("sentence"), row.text("offence")
    days = {name: row.read(name, cells.day) for name in _DAYS[1:]}
    if not (described or offence or any(days.values())):
        return
    offences = {}
    if offence:
        code = row.text("offence_code")
        offences[part_id("offence", offence.casefold())] = Offence(
            description=offence, code=code, main=True
        )
    sentence = Sentence(
        description=described or "Sentence not named",
        started_on=days["sentence_start"],
        expires_on=days["sentence_end"],
        released_on=days["released_on"],
        offences=offences,
    )
    started = str(sentence.started_on or "")
    key = part_id("sentence", row.headings.source, sentence.description, started)
    yield key, sentence
