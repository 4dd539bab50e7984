"""What the form of an assessment reads at once: person, instrument, last time."""

from datetime import date

from attrs import frozen

from iomdesk.assessments.again import Before, based_on, last_completed
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import Catalogue
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.languages import chosen_language, shown_catalogue
from iomdesk.assessments.unheld import begun_with, made_with
from iomdesk.cases.filing import person_of
from iomdesk.cases.whole import WholeCase
from iomdesk.ports import Draft, Opened, Queries
from iomdesk.records.codec import from_document
from iomdesk.records.ids import AssessmentId
from ui.places import AssessmentPlace

FORM = "assessment"


@frozen(kw_only=True)
class HeldAssessment:
    """The person and what the form starts from; *assessment* is None for a new one."""

    case: WholeCase
    instrument: Instrument
    before: Before | None
    disputed: bool
    others: tuple[Assessment, ...] = ()
    language: str = "en"
    assessment: Assessment | None = None
    opened: Opened | None = None
    draft: Draft | None = None


def read_assessment(
    queries: Queries, place: AssessmentPlace, on: date
) -> HeldAssessment:
    all_of_it = queries.records(Assessment, place.case_id)
    drafts = [
        d for d in queries.drafts() if d.case_id == place.case_id and d.form == FORM
    ]
    draft = next((d for d in drafts if d.id == place.draft_id), None)
    wanted = place.assessment_id or (typed(draft).id if draft else None)
    wanted = wanted or _unfinished(all_of_it, place.instrument)
    held = next((a for a in all_of_it if a.id == wanted), None)
    if held and draft is None:
        draft = next((d for d in drafts if typed(d).id == held.id), None)
    here = shown_catalogue(queries)
    return HeldAssessment(
        case=person_of(queries, place.case_id),
        instrument=_instrument(here, held, place, on),
        before=_before(here, all_of_it, held, place),
        disputed=bool(queries.conflicts(place.case_id)),
        others=tuple(all_of_it),
        language=chosen_language(queries),
        assessment=held,
        opened=queries.opened(Assessment, held.id) if held else None,
        draft=draft if held and not held.completed_at else None,
    )


def typed(draft: Draft) -> Assessment:
    """Return the assessment as it was typed."""
    return from_document(Assessment, draft.body["assessment"])


def _instrument(
    here: Catalogue, held: Assessment | None, place: AssessmentPlace, on: date
) -> Instrument:
    if held is None:
        return here.newest(place.instrument, on)
    return made_with(here, held) if held.completed_at else begun_with(here, held)


def _unfinished(held: list[Assessment], instrument: str) -> AssessmentId | None:
    """Return the one that was begun with this instrument and never completed."""
    begun = [a for a in held if a.instrument == instrument and not a.completed_at]
    return begun[-1].id if begun else None


def _before(
    here: Catalogue,
    held: list[Assessment],
    this: Assessment | None,
    place: AssessmentPlace,
) -> Before | None:
    """Return the assessment that *this* one, or a new one, starts from."""
    last = based_on(held, this) if this else last_completed(held, place.instrument)
    return Before(assessment=last, instrument=made_with(here, last)) if last else None
