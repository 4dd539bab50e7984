"""What a visit can be and how it can end: a dated list, its codes and their words."""

from collections.abc import Mapping, Sequence
from datetime import date

from attrs import field, frozen

from iomdesk.cases.case import Case
from iomdesk.cases.summary import is_registered
from iomdesk.visits.visit import Visit


@frozen(kw_only=True)
class VisitKind:
    code: str
    label: str
    home: bool = False


@frozen(kw_only=True)
class Outcome:
    """How a visit ended; a *failed* one was an attempt to enter that did not work."""

    code: str
    label: str
    seen: bool = False
    failed: bool = False


@frozen(kw_only=True)
class AnswerWord:
    """An answer of the checklist; *prompt* says what the note is to hold."""

    code: str
    label: str
    alarm: bool = False
    needs_note: bool = False
    prompt: str = ""


@frozen(kw_only=True)
class EntryWarrant:
    """After how many failed visits in a row a warrant is spoken of (SOA 2003 s.96B)."""

    after: int
    text: str
    source: str


@frozen(kw_only=True)
class PhotoLimits:
    longest_side: int
    quality: int
    most_bytes: int
    most_pixels: int


@frozen(kw_only=True)
class VisitReference:
    """The lists that visits are recorded with."""

    version: str
    effective_from: date
    source: str
    kinds: tuple[VisitKind, ...]
    outcomes: tuple[Outcome, ...]
    answers: tuple[AnswerWord, ...]
    scales: Mapping[str, tuple[str, ...]] = field(factory=dict)
    entry_warrant: EntryWarrant
    photos: PhotoLimits
    lone_visit_needs_why: bool = False
    minutes_ahead: int = 0

    def kind(self, code: str) -> VisitKind | None:
        return next((k for k in self.kinds if k.code == code), None)

    def outcome(self, code: str | None) -> Outcome | None:
        return next((o for o in self.outcomes if o.code == code), None)

    def answer(self, code: str | None) -> AnswerWord | None:
        return next((a for a in self.answers if a.code == code), None)

    def kind_label(self, code: str) -> str:
        kind = self.kind(code)
        return kind.label if kind else code

    def outcome_label(self, code: str | None) -> str | None:
        outcome = self.outcome(code)
        return outcome.label if outcome else code

    def answer_label(self, code: str | None) -> str | None:
        answer = self.answer(code)
        return answer.label if answer else code


def failed_in_a_row(visits: Sequence[Visit], reference: VisitReference) -> int:
    """Return how many attempts have failed since the person was last seen."""
    count = 0
    for visit in newest_first(visits):
        outcome = reference.outcome(visit.outcome)
        if outcome and outcome.seen:
            break
        count += bool(outcome and outcome.failed)
    return count


def entry_warrant_text(
    case: Case, visits: Sequence[Visit], reference: VisitReference
) -> str | None:
    """Return what to say about a warrant, or None where there is nothing to say."""
    if not is_registered(case) or case.in_custody:
        return None
    count = failed_in_a_row(visits, reference)
    rule = reference.entry_warrant
    return rule.text.format(count=count) if count >= rule.after else None


def newest_first(visits: Sequence[Visit]) -> list[Visit]:
    """Return the visits that took place or were tried, the newest first."""
    begun = [visit for visit in visits if visit.started_at]
    return sorted(begun, key=lambda v: (str(v.started_at), v.id), reverse=True)


def last_seen(visits: Sequence[Visit], reference: VisitReference) -> Visit | None:
    """Return the newest visit at which the person was seen."""
    for visit in newest_first(visits):
        outcome = reference.outcome(visit.outcome)
        if outcome and outcome.seen:
            return visit
    return None
