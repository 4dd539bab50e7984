"""Who works with the person: officer, team, provider, professional contacts."""

from attrs import evolve

from iomdesk.cases.case import Contact
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

_ROLES = {
    "responsibleOfficer": "Responsible officer",
    "prisonOffenderManager": "Prison offender manager",
}


def professionals(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    del group
    body = answer.body
    return professionals_of(
        [*body.each("currentContacts"), *body.each("previousContacts")], blank
    )


def practitioner(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    del group
    body = answer.body
    return evolve(
        blank,
        officer=body.name("name"),
        team=body["team"].text("description"),
        provider=body["provider"].text("name"),
    )


def professionals_of(entries: list[Branch], blank: WholeCase) -> WholeCase:
    """Return the professionals as contacts, and the responsible officer as ours."""
    contacts: dict[PartId, Contact] = {}
    case = blank
    for entry in entries:
        name = entry.name("name")
        if not name:
            continue
        provider, team = entry.text("provider"), entry.text("team")
        roles = {key: entry.flag(key) for key in _ROLES}
        contact = _contact(entry, name, (provider, team), roles)
        key = part_id("professional", name.casefold(), (team or "").casefold())
        contacts[key] = contact
        if roles["responsibleOfficer"] and not contact.ended_on:
            case = evolve(case, officer=name, team=team, provider=provider)
    return evolve(case, contacts=contacts)


def _contact(
    entry: Branch,
    name: str,
    place: tuple[str | None, str | None],
    roles: dict[str, bool | None],
) -> Contact:
    provider, team = place
    agency = (provider, entry.text("probationDeliveryUnit"), team)
    role = next((_ROLES[key] for key, is_so in roles.items() if is_so), None)
    return Contact(
        name=name,
        relationship=entry.text("role") or role,
        kind="professional",
        phone=entry.text("telephoneNumber"),
        email=entry.text("email"),
        agency=", ".join(part for part in agency if part) or None,
        started_on=entry.day("allocatedDate", "allocationDate"),
        ended_on=entry.day("allocatedUntil"),
    )
