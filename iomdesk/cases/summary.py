"""What every screen and document says first about a person."""

from collections.abc import Iterator
from datetime import date

from iomdesk.cases.case import Address, Case, Marker, ReferenceType, Risk, RiskLevel
from iomdesk.cases.row import current_address, highest_risk
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.dates import age_on
from iomdesk.records.ids import PartId

RATED = (
    "overall",
    "public",
    "children",
    "known_adult",
    "staff",
    "prisoners",
    "self_harm",
)
"""The fields of Risk that hold a level, in the order of the forms."""


def display_name(case: Case) -> str:
    """Return the name as lists show it: “DOOLEY, Wendell”."""
    person = case.person
    given = " ".join(name for name in (person.forename, person.middle) if name)
    return ", ".join(name for name in (person.surname.upper(), given) if name)


def age(case: Case, on: date) -> int | None:
    return age_on(case.person.born_on, on) if case.person.born_on else None


def other_names(case: Case) -> list[str]:
    """Return aliases as they are said: “Wendell Dooley”."""
    names = (
        " ".join(n for n in (name.forename, name.middle, name.surname) if n)
        for name in case.person.aliases.values()
    )
    return sorted(set(names))


def address_line(case: Case) -> str | None:
    """Return where the person lives now, on one line."""
    address = current_address(case)
    return line_of(address) if address else None


def line_of(address: Address) -> str:
    if address.no_fixed_abode:
        return "No fixed abode"
    parts = (*address.lines, address.town, address.county, address.postcode)
    return ", ".join(part for part in parts if part)


def live_markers(case: Case, on: date) -> dict[PartId, Marker]:
    """Return what is marked about the person on the day, warnings first."""
    live = {
        key: marker
        for key, marker in case.markers.items()
        if not (marker.ended_on or marker.ended_why)
        and (marker.expires_on is None or marker.expires_on >= on)
    }
    order = sorted(live, key=lambda k: (not live[k].warning, live[k].text, k))
    return {key: live[key] for key in order}


def highest_level(case: Case) -> RiskLevel | None:
    """Return the highest RoSH level recorded about anybody."""
    said = highest_risk(case)
    return RiskLevel(said) if said else None


def rated_risks(risk: Risk) -> dict[str, RiskLevel]:
    """Return the levels recorded, by whom the risk is to."""
    levels = {who: getattr(risk, who) for who in RATED}
    return {who: level for who, level in levels.items() if level is not None}


def live_sentences(case: WholeCase, on: date) -> dict[PartId, Sentence]:
    """Return the sentences and orders that have not ended, oldest first."""
    live = {
        key: sentence
        for key, sentence in case.sentences.items()
        if sentence.ended_on is None
        and (sentence.expires_on is None or sentence.expires_on >= on)
    }
    order = sorted(live, key=lambda k: (live[k].started_on or date.min, k))
    return {key: live[key] for key in order}


def live_conditions(
    case: WholeCase, on: date
) -> Iterator[tuple[PartId, Sentence, PartId, Condition]]:
    """Yield each condition in force with the sentence or order it belongs to."""
    for sentence_id, sentence in live_sentences(case, on).items():
        for condition_id, condition in sorted(sentence.conditions.items()):
            if condition.ended_on is None or condition.ended_on > on:
                yield sentence_id, sentence, condition_id, condition


def is_registered(case: Case) -> bool:
    """Say whether the person must notify (SOA 2003): so recorded, or MAPPA 1."""
    if case.registered is not None:
        return case.registered
    return case.mappa.category == 1


def reference(case: Case, kind: ReferenceType) -> str | None:
    values = [ref.value for ref in case.references.values() if ref.type is kind]
    return min(values, default=None)


def is_open(case: Case) -> bool:
    return case.closed_on is None
