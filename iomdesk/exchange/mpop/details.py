"""Personal details: names, references, addresses, contacts, circumstances."""

from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases.case import Contact, Name, Person, Reference, ReferenceType
from iomdesk.cases.sentence import Note
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.addresses import addresses_of, one_line
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.mpop.people_around import professionals_of
from iomdesk.exchange.parts import name_part, reference_part
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId


def personal_details(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    main = body["mainAddress"]
    addresses = addresses_of(group, main=main, others=body.each("otherAddresses"))
    contacts = [_contact(one, group) for one in body.each("contacts")]
    case = professionals_of(body.each("staffContacts"), blank)
    return evolve(
        case,
        person=_person(body),
        references=dict(references_of(body)),
        addresses=group.parts(addresses, lambda again: evolve(blank, addresses=again)),
        contacts=group.parts(
            [*case.contacts.items(), *(c for c in contacts if c)],
            lambda again: evolve(blank, contacts=again),
        ),
    )


def summary(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    del group
    language = answer.body.text("preferredLanguage")
    person = Person(surname="", language=language)
    return evolve(blank, person=person, references=dict(references_of(answer.body)))


def overview_person(body: Branch) -> Person:
    """Return the person of an overview, which lists entries with a description."""
    return evolve(
        _person(body),
        disabilities=dict(_described(body.each("disabilities"), "disability")),
        circumstances=dict(
            [
                *_circumstances(body.each("personalCircumstances")),
                *_described(body.each("provisions"), "provision"),
            ]
        ),
    )


def references_of(body: Branch) -> Iterator[tuple[PartId, Reference]]:
    """Yield the numbers beside the CRN; the CRN is that of the path."""
    for kind in (ReferenceType.PNC, ReferenceType.NOMS):
        value = body.text(kind.value) or body["personSummary"].text(kind.value)
        if value:
            yield reference_part(Reference(type=kind, value=value))


def personal_contact(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = _contact(answer.body, group)
    return evolve(blank, contacts=dict([found] if found else []))


def disabilities(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = [_disability(one, group) for one in answer.body.each("disabilities")]
    return _with(blank, Person(surname="", disabilities=dict(f for f in found if f)))


def disability(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = _disability(answer.body["disability"], group, answer.id)
    return _with(blank, Person(surname="", disabilities=dict([found] if found else [])))


def provisions(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = [_provision(one, group) for one in answer.body.each("provisions")]
    return _with(blank, Person(surname="", circumstances=dict(f for f in found if f)))


def provision(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = _provision(answer.body["provision"], group, answer.id)
    return _with(
        blank, Person(surname="", circumstances=dict([found] if found else []))
    )


def circumstances(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = dict(_circumstances(answer.body.each("circumstances"), group))
    return _with(blank, Person(surname="", circumstances=found))


def circumstance(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = dict(_circumstances([answer.body["circumstance"]], group, answer.id))
    return _with(blank, Person(surname="", circumstances=found))


def _with(blank: WholeCase, person: Person) -> WholeCase:
    return evolve(blank, person=person)


def _person(body: Branch) -> Person:
    return Person(
        surname="",
        preferred_name=body.text("preferredName"),
        title=body.text("title"),
        sex=body.text("sex"),
        gender=body.text("genderIdentity", "preferredGender"),
        ethnicity=body.text("ethnicity"),
        nationality=body.text("nationality"),
        religion=body.text("religionOrBelief"),
        language=body.text("preferredLanguage"),
        sexual_orientation=body.text("sexualOrientation"),
        phone=body.text("telephoneNumber"),
        mobile=body.text("mobileNumber"),
        email=body.text("email"),
        aliases=dict(_aliases(body)),
        disabilities=dict(
            _described(body["disabilities"].each("disabilities"), "disability")
        ),
        circumstances=dict(
            [
                *_circumstances(body["circumstances"].each("circumstances")),
                *_described(body["provisions"].each("provisions"), "provision"),
            ]
        ),
    )


def _aliases(body: Branch) -> Iterator[tuple[PartId, Name]]:
    for alias in body.each("aliases"):
        surname = alias.text("surname") or ""
        forename = alias.text("forename") or ""
        middle = alias.text("middleName") or ""
        if surname:
            yield name_part(Name(surname=surname, forename=forename, middle=middle))
        elif forename:
            yield name_part(Name(surname=forename, middle=middle))
    if surname := body.text("previousSurname") or "":
        yield name_part(Name(surname=surname, kind="previous surname"))


def _described(entries: list[Branch], kind: str) -> Iterator[tuple[PartId, Note]]:
    """Yield entries that are only a text, or an object with a description."""
    for entry in entries:
        said = entry.text("description") or entry.plain()
        if said:
            yield _note_part(kind, said), _note(kind, said)


def _note_part(kind: str, said: str) -> PartId:
    return part_id(kind, said.casefold())


def _note(kind: str, said: str) -> Note:
    if kind == "provision":
        return Note(kind="Provision", text=said)
    return Note(kind=said)


def _disability(
    entry: Branch, group: Group, number: str = ""
) -> tuple[PartId, Note] | None:
    return _entry(entry, group, "disability", number)


def _provision(
    entry: Branch, group: Group, number: str = ""
) -> tuple[PartId, Note] | None:
    return _entry(entry, group, "provision", number)


def _entry(
    entry: Branch, group: Group, kind: str, number: str
) -> tuple[PartId, Note] | None:
    """Return a disability or provision; one number keeps the key of its first name."""
    own = entry.text(f"{kind}Id", "id") or number
    said = entry.text("description")
    if not said:
        return None
    named = group.first_name(kind, own, said)
    noted = group.notes(entry, f"{kind}Notes", (kind, own))
    plain = _note(kind, said)
    return _note_part(kind, named), evolve(
        plain,
        text=entry.text("condition") or plain.text,
        started_on=entry.day("startDate"),
        ended_on=entry.day("endDate"),
        notes=noted.text,
        notes_cut_short=noted.cut_short,
    )


def _circumstances(
    entries: list[Branch], group: Group | None = None, number: str = ""
) -> Iterator[tuple[PartId, Note]]:
    for entry in entries:
        kind, text = entry.text("type"), entry.text("subType")
        if not (kind or text):
            continue
        own = entry.text("circumstanceId", "id") or number
        noted = group and group.notes(entry, "circumstanceNotes", ("circumstance", own))
        yield (
            part_id("circumstance", (kind or "").casefold(), (text or "").casefold()),
            Note(
                kind=kind or text or "",
                text=text if kind else None,
                started_on=entry.day("startDate"),
                ended_on=entry.day("endDate"),
                notes=noted.text if noted else None,
                notes_cut_short=bool(noted and noted.cut_short),
            ),
        )


def _contact(said: Branch, group: Group) -> tuple[PartId, Contact] | None:
    own = said.text("contactId", "id") or ""
    name = said.name("name")
    if not name:
        return None
    noted = group.notes(said, "contactNotes", ("personal_contact", own))
    contact = Contact(
        name=name,
        relationship=said.text("relationship"),
        kind=said.text("relationshipType"),
        phone=said.text("telephoneNumber", "phone", "mobileNumber"),
        email=said.text("email"),
        address=one_line(said["address"]),
        started_on=said.day("startDate"),
        ended_on=said.day("endDate"),
        notes=noted.text,
        notes_cut_short=noted.cut_short,
    )
    return part_id("contact", own or name.casefold()), contact
