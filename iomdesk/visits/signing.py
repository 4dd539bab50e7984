"""Signing a visit: what must be there first, and nothing that need not be."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from attrs import evolve

from iomdesk.clock import london_date
from iomdesk.errors import InputRefused
from iomdesk.reasons import Reason, refuse
from iomdesk.visits.checklist import Checklist
from iomdesk.visits.reference import VisitReference
from iomdesk.visits.visit import Check, Signature, Visit, refuse_signed


def sign(
    visit: Visit, by: Signature, reference: VisitReference, template: Checklist
) -> Visit:
    """Return *visit* signed; from then on it only takes addenda."""
    refuse_signed(visit)
    if not by.image_blob and not by.statement:
        raise InputRefused("Sign in the box, or tick the statement.", "signature")
    refuse(
        "The visit cannot be signed yet.",
        reasons_not_to_sign(visit, reference, template, by.at),
    )
    return evolve(visit, signature=by, signed_at=by.at, signed_by=by.by)


def reasons_not_to_sign(
    visit: Visit,
    reference: VisitReference,
    template: Checklist,
    now: datetime | None = None,
) -> tuple[Reason, ...]:
    """Return what is missing or cannot be, in the order of the form.

    Of *now* is asked whether the visit has been yet.
    """
    return (
        *_times(visit, reference),
        *(_future(visit, reference, now) if now else ()),
        *_people(visit, reference),
        *_outcome(visit, reference),
        *_checks(visit, reference, template),
    )


def _times(visit: Visit, reference: VisitReference) -> Iterator[Reason]:
    outcome = reference.outcome(visit.outcome)
    if visit.started_at is None:
        yield Reason(text="Say when the visit started.", path=("started_at",))
    elif visit.ended_at is None and outcome and outcome.seen:
        yield Reason(text="Say when the visit ended.", path=("ended_at",))
    elif visit.ended_at and visit.ended_at < _minute(visit.started_at):
        text = "The visit ends before it starts. Put the times right."
        yield Reason(text=text, path=("ended_at",))


def _future(visit: Visit, reference: VisitReference, now: datetime) -> Iterator[Reason]:
    """Refuse a visit that has not begun, or that ends on another day than has been.

    A few minutes ahead are a clock that differs.
    """
    most = timedelta(minutes=reference.minutes_ahead)
    text = "The visit is in the future. Put the date right."
    if visit.started_at and _ahead(visit.started_at, now) > most:
        yield Reason(text=text, path=("started_at",))
    elif visit.ended_at and _is_another_day(visit.ended_at, now, most):
        yield Reason(text=text, path=("ended_at",))


def _is_another_day(moment: datetime, now: datetime, most: timedelta) -> bool:
    return _ahead(moment, now) > most and london_date(moment) > london_date(now)


def _ahead(moment: datetime, now: datetime) -> timedelta:
    return _minute(moment) - _minute(now)


def _people(visit: Visit, reference: VisitReference) -> Iterator[Reason]:
    if not visit.officers:
        yield Reason(text="Say who made the visit.", path=("officers",))
    lone = len(visit.officers) == 1
    if lone and reference.lone_visit_needs_why and not _has_words(visit.lone_why):
        yield Reason(text="Say why you went alone.", path=("lone_why",))


def _outcome(visit: Visit, reference: VisitReference) -> Iterator[Reason]:
    outcome = reference.outcome(visit.outcome)
    if outcome is None:
        yield Reason(text="Say how the visit ended.", path=("outcome",))
    elif outcome.seen and not _says_anything(visit):
        text = "Write down what you saw or were told, or answer the checklist."
        yield Reason(text=text, path=("seen",))


def _checks(
    visit: Visit, reference: VisitReference, template: Checklist
) -> Iterator[Reason]:
    note_for = {i.code: i.note_for for g in template.groups for i in g.items}
    asked = [code for code in note_for if code in visit.checks]
    for code in (*asked, *sorted(visit.checks.keys() - note_for.keys())):
        check = visit.checks[code]
        word = reference.answer(check.answer)
        if word is None or _has_words(check.note):
            continue
        if word.needs_note or word.code in note_for.get(code, ()):
            text = f"{word.prompt or 'Say more.'} “{check.asked}” is: {word.label}."
            yield Reason(text=text, path=("checks", code, "note"))


def _minute(at: datetime) -> datetime:
    """Return the minute of *at*: times are typed without seconds."""
    return at.replace(second=0, microsecond=0)


def _says_anything(visit: Visit) -> bool:
    words = (visit.seen, visit.said, visit.thought)
    return any(map(_has_words, words)) or any(map(_is_answer, visit.checks.values()))


def _is_answer(check: Check) -> bool:
    return check.answer is not None or _has_words(check.note)


def _has_words(text: str | None) -> bool:
    return bool(text and text.strip())
