"""What is due from the case itself: markers, orders, MAPPA, appointments."""

from collections.abc import Iterator
from datetime import date

from iomdesk.cases.beside import CaseAppointments, CaseSentence
from iomdesk.cases.case import Appointment, Case, Marker
from iomdesk.cases.sentence import Sentence
from iomdesk.clock import london_date
from iomdesk.dates import clock_text, short_date_text
from iomdesk.due.rules import DueRules
from iomdesk.due.standing import Standing
from iomdesk.due.words import short
from iomdesk.ports import DueRow


def case_due(standing: Standing) -> Iterator[DueRow]:
    case, rules = standing.case, standing.rules
    for marker in case.markers.values():
        if marker.ended_on is None:
            yield from _marker(case, marker, rules)
    until = case.registered_until
    if until:
        yield from _row(
            case, rules, "registration_end", until, day=short_date_text(until)
        )
    level = case.mappa.level or "not recorded"
    yield from _row(case, rules, "mappa_review", case.mappa.review_on, level=level)


def sentences_due(standing: Standing) -> Iterator[DueRow]:
    for sentence in standing.of(CaseSentence):
        yield from _order_end(standing.case, sentence, standing.rules)


def appointments_due(standing: Standing) -> Iterator[DueRow]:
    for appointment in appointments_of(standing):
        yield from _appointment(standing.case, appointment, standing.rules)


def appointments_of(standing: Standing) -> Iterator[Appointment]:
    """Yield what other systems have in the person's diary."""
    for quarter in standing.of(CaseAppointments):
        yield from quarter.appointments.values()


def _marker(case: Case, marker: Marker, rules: DueRules) -> Iterator[DueRow]:
    text = short(marker.text)
    yield from _row(case, rules, "marker_review", marker.review_on, text=text)
    yield from _row(case, rules, "marker_expiry", marker.expires_on, text=text)


def _order_end(case: Case, sentence: Sentence, rules: DueRules) -> Iterator[DueRow]:
    if sentence.ended_on is None:
        since = sentence.started_on or sentence.convicted_on
        yield from _row(
            case,
            rules,
            "order_end",
            sentence.expires_on,
            text=short(sentence.description),
            since=f"order of {short_date_text(since)}" if since else "expiry date",
            length=_length(sentence),
        )


def _length(sentence: Sentence) -> str:
    """Return “, 5 years”; a bare number says nothing, for its source gave no unit."""
    said = sentence.length or ""
    return f", {said}" if said and not said.isdecimal() else ""


def _appointment(
    case: Case, appointment: Appointment, rules: DueRules
) -> Iterator[DueRow]:
    outcomes = (appointment.outcome, appointment.complied, appointment.absent)
    if appointment.at and all(said is None for said in outcomes):
        yield from _row(
            case,
            rules,
            "appointment",
            london_date(appointment.at),
            text=short(appointment.kind),
            time=clock_text(appointment.at),
        )


def _row(
    case: Case, rules: DueRules, kind: str, due_on: date | None, **words: object
) -> Iterator[DueRow]:
    rule = rules.rule(kind)
    if rule and due_on:
        yield DueRow(
            case_id=case.id,
            kind=kind,
            what=rule.what.format(**words),
            due_on=due_on,
            why=rule.why.format(**words),
        )
