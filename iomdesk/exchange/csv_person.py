"""One row of a caseload list as the person it says."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from attrs import evolve, field, frozen

from iomdesk.cases.case import (
    Address,
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
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange import cells, days, places
from iomdesk.exchange.cell_faults import CellFault
from iomdesk.exchange.fillers import load_fillers
from iomdesk.exchange.mappa import mappa, one_number
from iomdesk.exchange.parts import (
    address_part,
    cohort_part,
    name_part,
    reference_part,
)
from iomdesk.exchange.row_cells import Cells, RowRules
from iomdesk.exchange.saying import made_case_id, part_id
from iomdesk.exchange.whole_names import WholeName, whole_name
from iomdesk.records.ids import PartId

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
_BEGINNINGS = ("sentence_start", "released_on")
DATES = frozenset({"born_on", "registered_until", "sentence_end", *_BEGINNINGS})
"""The fields of a list that hold a day."""

_ONE_NAME = "There is no surname; the first name stands in its place."
_NO_NAME = (
    "There is no name; the reference says who it is. Where the person is new, fill the "
    "name in."
)
_BESIDE_NAME = "What stands beside the name, such as “Jr”, is kept word for word."


@frozen(kw_only=True)
class RowPerson:
    """Who a row says; *faults* are the cells that were left out, by field.

    *notes* is told of cells that were taken, *kept* are cells that say more than was
    taken, *unsure* is what a person must look at.
    """

    case: WholeCase
    says_no: frozenset[str] = frozenset()
    faults: Mapping[str, str] = field(factory=dict)
    notes: Mapping[str, str] = field(factory=dict)
    kept: frozenset[str] = frozenset()
    unsure: Mapping[str, str] = field(factory=dict)


def row_person(said: Mapping[str, str], rules: RowRules) -> RowPerson:
    """Return the person of a row, or raise CellFault where nobody can be told."""
    row = Cells(said, rules)
    references = dict(_references(row))
    case_id = made_case_id(references)
    if case_id is None:
        raise CellFault(_no_reference(row))
    person = _person(row)
    if not person.surname:
        _demand_sure(references.values(), row)
        row.note("surname", _NO_NAME)
    custody = _custody(row)
    until = days.ending(rules.today)
    case = WholeCase(
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
        registered=row.read("registered", cells.yes_or_no, row.words, "registered"),
        registered_until=row.day("registered_until", days.end_day, until),
        **_case_texts(row, in_custody=bool(custody)),
    )
    return RowPerson(
        case=case,
        says_no=frozenset({"in_custody"} if custody is False else ()),
        faults=row.faults,
        notes=row.notes,
        kept=frozenset(row.kept),
        unsure=row.unsure,
    )


def _demand_sure(references: Iterable[Reference], row: Cells) -> None:
    """Raise CellFault unless a number says who it is without a name.

    The line below a list, “45” or “Printed on 14/03/2026”, stands alone in a column of
    the force's own numbers and is nobody.
    """
    if any(r.type in cells.SHAPED for r in references):
        return
    alone = not set(row.said).difference(ReferenceType)
    if alone or any(" " in r.value for r in references):
        raise CellFault("There is no name.")


def _custody(row: Cells) -> bool | None:
    """Return the custody status; one that is not known is asked about, never no."""
    said: bool | None = row.read("in_custody", cells.yes_or_no, row.words, "in_custody")
    if "in_custody" in row.faults:
        row.unsure["in_custody"] = row.said["in_custody"]
    return said


def _case_texts(row: Cells, *, in_custody: bool) -> dict[str, Any]:
    texts = row.texts(_CASE_TEXTS)
    if in_custody and not texts["establishment"]:
        texts["establishment"] = cells.prison(row.said["in_custody"], row.words)
    return texts


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


def _person(row: Cells) -> Person:
    whole = _whole_name(row)
    surname = whole.name.surname or row.text("surname") or ""
    forename = row.text("forename") or whole.name.forename
    if not surname and forename:
        surname, forename = forename, ""
        row.note("surname", _ONE_NAME)
    given, _, second = forename.partition(" ")
    texts = row.texts(_PERSON_TEXTS)
    return Person(
        surname=cells.surname(surname),
        forename=given,
        middle=row.text("middle") or second.strip() or whole.name.middle,
        born_on=row.day("born_on", days.birth_date, row.rules.today),
        phone=row.read("phone", cells.telephone),
        mobile=row.read("mobile", cells.telephone),
        aliases=dict(
            map(name_part, row.read("aliases", cells.names, row.words.names) or ())
        ),
        **{**texts, "title": texts["title"] or whole.title or None},
    )


def _whole_name(row: Cells) -> WholeName:
    """Return the name that stands in one cell, which may be that of the surname."""
    surname = row.text("surname") or ""
    column = "surname" if "," in surname and not row.text("forename") else "name"
    if column not in row.said or (surname and column == "name"):
        return WholeName(name=Name(surname=""))
    whole = whole_name(row.said[column], row.words.names)
    if whole.left_out:
        row.note(column, _BESIDE_NAME, keep=True)
    if whole.unsure:
        row.unsure["name"] = row.said[column]
    return whole


def _addresses(row: Cells) -> Iterator[tuple[PartId, Address]]:
    words = row.words.places
    address: Address = row.read("address", places.split_address, words) or Address()
    for name in ("address_1", "address_2"):
        address = row.read(name, places.with_line, address, words) or address
    address = evolve(
        address,
        town=row.text("town") or address.town,
        county=row.text("county") or address.county,
        postcode=row.read("postcode", places.tidy_postcode) or address.postcode,
        main=True,
    )
    says_where = address.lines or address.postcode or address.town
    if says_where or address.no_fixed_abode:
        yield address_part(address)


def _markers(row: Cells) -> Iterator[tuple[PartId, Marker]]:
    for text in row.read("markers", cells.listed) or ():
        source = row.rules.source
        yield part_id("marker", source, text.casefold()), Marker(text=text)


def _rag(row: Cells) -> Rag | None:
    said: Rag | None = row.read("rag", cells.rag, row.words)
    return said


def _risk(row: Cells) -> Risk:
    return Risk(
        **{who: row.read(f"risk_{who}", cells.level, row.words) for who in _RISKS}
    )


def _mappa(row: Cells) -> Mappa:
    """Return category and level, each from its own column before the other ones."""
    words = row.words.mappa
    category = row.read("mappa_category", one_number, words, "category") or Mappa()
    level = row.read("mappa_level", one_number, words, "level") or Mappa()
    both = row.read("mappa", mappa, words) or Mappa()
    return Mappa(
        category=category.category or both.category or level.category,
        level=level.level or both.level or category.level,
    )


def _sentences(row: Cells) -> Iterator[tuple[PartId, Sentence]]:
    described, offence = row.text("sentence"), row.text("offence")
    begun = days.begun(row.rules.today)
    on = {name: row.day(name, days.day, begun) for name in _BEGINNINGS}
    expires_on = row.day("sentence_end", days.end_day, days.ending(row.rules.today))
    if not (described or offence or expires_on or any(on.values())):
        return
    offences = {}
    if offence:
        code = row.text("offence_code")
        offences[part_id("offence", offence.casefold())] = Offence(
            description=offence, code=code, main=True
        )
    sentence = Sentence(
        description=described or "Sentence not named",
        started_on=on["sentence_start"],
        expires_on=expires_on,
        released_on=on["released_on"],
        offences=offences,
    )
    started = str(sentence.started_on or "")
    key = part_id("sentence", row.rules.source, sentence.description, started)
    yield key, sentence
