"""An assessment as a form on the screen: opened, finished with its draft."""

from attrs import evolve, frozen

from iomdesk.assessments import assessment as rules
from iomdesk.assessments.actions import complete_answered, start_assessment
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.unheld import begun_with
from iomdesk.permissions import Role, may
from iomdesk.ports import Opened, UnitOfWork
from iomdesk.records.ids import CaseId


@frozen(kw_only=True)
class AssessmentForm:
    """An assessment and what the form was opened on."""

    assessment: Assessment
    opened: Opened


@may(Role.OFFICER)
def begin_assessment(
    work: UnitOfWork, case_id: CaseId, instrument: str
) -> AssessmentForm:
    """Start an assessment now and open the form on it."""
    started = start_assessment(work, case_id, instrument)
    return AssessmentForm(
        assessment=started, opened=work.queries.opened(Assessment, started.id)
    )


@may(Role.OFFICER)
def keep_assessment(
    work: UnitOfWork, typed: Assessment, opened: Opened, draft_id: str | None = None
) -> Assessment:
    """Save what was answered, to be completed later; its draft goes with it."""
    return work.save(_answered(work, typed, opened, draft_id))


@may(Role.OFFICER)
def finish_assessment(
    work: UnitOfWork, typed: Assessment, opened: Opened, draft_id: str | None = None
) -> Assessment:
    """Save and complete in one go: either all of it holds or none."""
    return complete_answered(work, _answered(work, typed, opened, draft_id))


def _answered(
    work: UnitOfWork, typed: Assessment, opened: Opened, draft_id: str | None
) -> Assessment:
    held = work.get(Assessment, typed.id)
    instrument = begun_with(catalogue(work.queries), held)
    answered = rules.answer_items(held, instrument, typed.answers)
    work.resume(opened)
    if draft_id:
        work.drop_draft(draft_id)
    return evolve(answered, override=typed.override, place=typed.place)
