"""The overview of a person, and the entry in a caseload."""

from attrs import evolve

from iomdesk.cases.case import Marker
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.details import overview_person, references_of
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.mpop.risk import mappa_of
from iomdesk.exchange.mpop.schedule import listed_appointments, next_appointment
from iomdesk.exchange.mpop.sentences import sentences_of
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

REGISTRATION = "registration"


def overview(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body, details = answer.body, answer.body["personalDetails"]
    return evolve(
        blank,
        person=overview_person(details),
        references=dict(references_of(details)),
        sentences=dict(sentences_of(body.each("sentences"), group)),
        appointments=dict(next_appointment(body["schedule"]["nextAppointment"])),
        mappa=mappa_of(body["mappa"], group),
        markers=dict(_registrations(body)),
    )


def caseload(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    """Return who manages; a name kept back makes a restricted case."""
    del group
    case = blank
    beside = answer.body
    for entry in answer.entries():
        officer = entry["staff"].name("name") or beside.name("staff")
        case = evolve(
            case,
            officer=officer,
            team=entry["team"].text("description")
            or beside["team"].text("description"),
            provider=beside.text("provider"),
            restricted=case.restricted or bool(entry.flag("limitedAccess")),
            appointments={**case.appointments, **dict(listed_appointments(entry))},
        )
    return case


def _registrations(body: Branch) -> list[tuple[PartId, Marker]]:
    said = [entry.plain() for entry in body.each("registrations")]
    return [
        (part_id(REGISTRATION, text.casefold()), Marker(text=text, kind=REGISTRATION))
        for text in said
        if text
    ]


def without_doubles(case: WholeCase) -> WholeCase:
    """Return *case* without registrations that a risk flag says in full."""
    flagged = {m.text.casefold() for m in case.markers.values() if not _is_bare(m)}
    kept = {
        key: marker
        for key, marker in case.markers.items()
        if not (_is_bare(marker) and marker.text.casefold() in flagged)
    }
    return evolve(case, markers=kept)


def _is_bare(marker: Marker) -> bool:
    return marker.kind == REGISTRATION
