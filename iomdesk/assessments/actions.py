"""What officers do with assessments: start, answer, override, complete, add."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from attrs import evolve

from iomdesk.assessments import assessment as rules
from iomdesk.assessments.again import (
    Before,
    based_on,
    comparison,
    confirmed,
    last_completed,
)
from iomdesk.assessments.assessment import (
    Addendum,
    Assessment,
    Facts,
    Override,
    facts_answered,
    refuse_others,
)
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.unheld import begun_with, made_with
from iomdesk.cases.case import Case
from iomdesk.errors import InputRefused
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import AssessmentId, CaseId, PartId, new_id

INPUT_KEYS = frozenset({"instrument", "place", "started_at", "answers", "override"})
STILL_TRUE = {"still_true": True}
OVERRIDE_KEYS = frozenset({"band", "reason", "authoriser"})


@may(Role.OFFICER)
def start_assessment(
    work: UnitOfWork, case_id: CaseId, instrument_code: str, place: str | None = None
) -> Assessment:
    """Start on the newest version in use; what the case knows is filled in."""
    case, instrument = work.get(Case, case_id), _newest(work, instrument_code)
    return work.save(_started(work, case, instrument, place))


@may(Role.OFFICER)
def answer_items(
    work: UnitOfWork, assessment_id: AssessmentId, said: Mapping[str, object]
) -> Assessment:
    """Answer items by code; None takes an answer back."""
    held = work.get(Assessment, assessment_id)
    return work.save(rules.answer_items(held, _instrument(work, held), said))


@may(Role.OFFICER)
def override_band(
    work: UnitOfWork,
    assessment_id: AssessmentId,
    band: str,
    reason: str,
    authoriser: str,
) -> Assessment:
    """Set the band by professional judgement, before completing."""
    held = work.get(Assessment, assessment_id)
    override = _override(
        work, {"band": band, "reason": reason, "authoriser": authoriser}
    )
    return work.save(rules.override_band(held, _instrument(work, held), override))


@may(Role.OFFICER)
def complete_assessment(work: UnitOfWork, assessment_id: AssessmentId) -> Assessment:
    """Freeze answers and score; refused with reasons while something is missing."""
    return complete_answered(work, work.get(Assessment, assessment_id))


def complete_answered(work: UnitOfWork, answered: Assessment) -> Assessment:
    """Save *answered* with its score and its seal, as one change."""
    completed = _completed(work, answered, _instrument(work, answered))
    return work.save(completed, seal=True)


@may(Role.OFFICER)
def add_addendum(
    work: UnitOfWork, assessment_id: AssessmentId, text: str
) -> Assessment:
    """Add to a completed assessment; what was completed stays as it is."""
    if not text.strip():
        raise InputRefused("Write what is to be added.", "text")
    held = work.get(Assessment, assessment_id)
    added = Addendum(text=text.strip(), added_at=work.now, added_by=work.officer.name)
    return work.save(rules.add_addendum(held, PartId(new_id()), added))


@may(Role.OFFICER)
def assess_from_input(
    work: UnitOfWork, case_id: CaseId, instrument_code: str, document: Any
) -> Assessment:
    """Start, answer and complete an assessment from what a file says."""
    said = _checked(document)
    if said.get("instrument", instrument_code) != instrument_code:
        raise InputRefused("The file is for another instrument.", "instrument")
    case, instrument = work.get(Case, case_id), _newest(work, instrument_code)
    started = _started(work, case, instrument, said.get("place"))
    started = evolve(started, started_at=_instant(said, work.now))
    answers = _still_true(
        _answers(said), instrument, _before(work, started), work.today
    )
    answered = rules.answer_items(started, instrument, answers)
    if "override" in said:
        override = _override(work, _override_said(said["override"]))
        answered = rules.override_band(answered, instrument, override)
    return work.save(_completed(work, answered, instrument), seal=True)


@may(Role.OFFICER)
def named_from_input(work: UnitOfWork, case_id: CaseId, document: Any) -> Assessment:
    """Complete the assessment of a file that names its instrument."""
    if not isinstance(document, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    code = document.get("instrument")
    if not isinstance(code, str):
        raise InputRefused("“instrument” takes the code of one.", "instrument")
    return assess_from_input(work, case_id, code, document)


def case_facts(case: Case) -> Facts:
    """Return what the case knows that an instrument may ask."""
    return Facts(sex=case.person.sex, born_on=case.person.born_on)


def _started(
    work: UnitOfWork, case: Case, instrument: Instrument, place: str | None
) -> Assessment:
    facts = case_facts(case)
    refuse_others(instrument, facts, work.today)
    return Assessment(
        id=AssessmentId(new_id()),
        case_id=case.id,
        instrument=instrument.code,
        instrument_version=instrument.version,
        instrument_digest=instrument.digest,
        started_at=work.now,
        assessor=work.officer.name,
        assessor_id=work.officer.id,
        place=place,
        based_on=_last(work, case.id, instrument.code),
        answers=facts_answered(instrument, facts),
    )


def _last(work: UnitOfWork, case_id: CaseId, code: str) -> AssessmentId | None:
    """Return the last completed assessment with this instrument, whatever version."""
    last = last_completed(work.queries.records(Assessment, case_id), code)
    return last.id if last else None


def _completed(
    work: UnitOfWork, answered: Assessment, instrument: Instrument
) -> Assessment:
    compared = comparison(instrument, answered.answers, _before(work, answered))
    return rules.complete(answered, instrument, work.officer, work.now, compared)


def _before(work: UnitOfWork, this: Assessment) -> Before | None:
    """Return the assessment that *this* one is based on, where it is held here."""
    last = based_on(work.queries.records(Assessment, this.case_id), this)
    if last is None:
        return None
    return Before(assessment=last, instrument=made_with(catalogue(work.queries), last))


def _still_true(
    said: Mapping[str, object],
    instrument: Instrument,
    before: Before | None,
    on: date,
) -> Mapping[str, object]:
    """Return what a file says, with last time's answer where it is still true."""
    answers = dict(said)
    for code, value in said.items():
        item = instrument.item(code)
        if item is None or value != STILL_TRUE:
            continue
        if before is None:
            raise InputRefused(
                f"“{code}” cannot be still true: there is no assessment before.", code
            )
        answers[code] = confirmed(item, before, on)
    return answers


def _instrument(work: UnitOfWork, held: Assessment) -> Instrument:
    return begun_with(catalogue(work.queries), held)


def _newest(work: UnitOfWork, code: str) -> Instrument:
    return catalogue(work.queries).newest(code, work.today)


def _checked(document: Any) -> Mapping[str, Any]:
    if not isinstance(document, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    for key in document:
        if key not in INPUT_KEYS:
            raise InputRefused(f"“{key}” is not a field of an assessment.", str(key))
    place = document.get("place")
    if place is not None and not isinstance(place, str):
        raise InputRefused("“place” takes text.", "place")
    return document


def _answers(said: Mapping[str, Any]) -> Mapping[str, object]:
    answers = said.get("answers")
    if not isinstance(answers, Mapping):
        raise InputRefused("“answers” takes an object of answers by item.", "answers")
    return answers


def _instant(said: Mapping[str, Any], now: datetime) -> datetime:
    text = said.get("started_at")
    if text is None:
        return now
    try:
        instant = datetime.fromisoformat(text)
    except (TypeError, ValueError):
        instant = None
    if instant is None or instant.tzinfo is None:
        raise InputRefused(
            "“started_at” takes a time with its zone, like 2026-03-02T19:05:00Z.",
            "started_at",
        )
    if instant > now:
        raise InputRefused("“started_at” lies in the future.", "started_at")
    return instant.astimezone(UTC)


def _override_said(said: Any) -> Mapping[str, str]:
    if not isinstance(said, Mapping) or set(said) != OVERRIDE_KEYS:
        raise InputRefused(
            "“override” takes a band, a reason and an authoriser.", "override"
        )
    for key, value in said.items():
        if not isinstance(value, str):
            raise InputRefused(f"“override.{key}” takes text.", f"override.{key}")
    return said


def _override(work: UnitOfWork, said: Mapping[str, str]) -> Override:
    return Override(
        band=said["band"],
        reason=said["reason"].strip(),
        authoriser=said["authoriser"].strip(),
        made_at=work.now,
        made_by=work.officer.name,
    )
