"""Appointments, from a schedule, one by one, or from an officer's own list."""

from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases.case import Appointment
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.addresses import one_line
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId


def appointment(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = _appointment(answer.body["appointment"], group, answer.id)
    return evolve(blank, appointments=dict(found))


def schedule(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    entries = [
        *body["personSchedule"].each("appointments"),
        *body.each("activities"),
        *body.each("content"),
    ]
    found = (a for entry in entries for a in _appointment(entry, group))
    return evolve(
        blank,
        appointments=group.parts(
            found, lambda again: evolve(blank, appointments=again)
        ),
    )


def user_schedule(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = (a for entry in answer.entries() for a in _appointment(entry, group))
    return evolve(
        blank,
        appointments=group.parts(
            found, lambda again: evolve(blank, appointments=again)
        ),
    )


def next_appointment(said: Branch) -> Iterator[tuple[PartId, Appointment]]:
    """Yield the next one of an overview, which has no number."""
    kind = said.text("description")
    if kind:
        at = said.instant("date")
        key = part_id("appointment", "next", kind.casefold(), str(at))
        yield key, Appointment(kind=kind, at=at)


def listed_appointments(entry: Branch) -> Iterator[tuple[PartId, Appointment]]:
    """Yield the next and the previous one of an entry in a caseload."""
    for said in (entry["nextAppointment"], entry["previousAppointment"]):
        kind = said.text("description")
        if kind:
            own = said.text("id") or ""
            at = said.instant("date")
            key = part_id("appointment", own or str(at), kind.casefold())
            yield key, Appointment(kind=kind, at=at)


def _appointment(
    said: Branch, group: Group, number: str = ""
) -> Iterator[tuple[PartId, Appointment]]:
    """Yield the appointment; one number given to two kinds is two appointments."""
    own = said.text("id") or number
    kind = said.text("type") or said["type"].text("description")
    if not kind:
        return
    noted = group.notes(said, "appointmentNotes", ("appointment", own))
    at = said.instant("startDateTime") or said.moment("date", "start")
    yield (
        part_id("appointment", own or str(at), kind.casefold()),
        Appointment(
            kind=kind,
            at=at,
            until=said.instant("endDateTime") or said.moment("date", "end"),
            officer=said["officer"].name("name") or said["staff"].name("name"),
            place=one_line(said["location"]),
            outcome=said.text("outcome"),
            complied=said.flag("didTheyComply", "complied"),
            absent=said.flag("wasAbsent"),
            acceptable_absence=said.flag("acceptableAbsence"),
            notes=noted.text,
            notes_cut_short=noted.cut_short,
            sensitive=said.flag("isSensitive") or False,
        ),
    )
