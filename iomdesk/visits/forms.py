"""A visit as a form on the screen: opened, kept, finished with its draft."""

from attrs import frozen

from iomdesk.permissions import Role, may
from iomdesk.ports import Opened, UnitOfWork
from iomdesk.records.ids import CaseId
from iomdesk.visits.actions import (
    record_visit,
    recorded_visit,
    sign_recorded,
    start_visit,
)
from iomdesk.visits.visit import Visit


@frozen(kw_only=True)
class VisitForm:
    """A visit and what the form was opened on."""

    visit: Visit
    opened: Opened


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_visit(work: UnitOfWork, case_id: CaseId, kind: str = "home") -> VisitForm:
    """Start a visit now and open the form on it."""
    visit = start_visit(work, case_id, kind)
    return VisitForm(visit=visit, opened=work.queries.opened(Visit, visit.id))


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_visit(
    work: UnitOfWork, visit: Visit, opened: Opened, draft_id: str | None = None
) -> Visit:
    """Record what was typed, to be signed later; its draft goes with it."""
    _drop(work, draft_id)
    return record_visit(work, visit, opened)


@may(Role.OFFICER, Role.SUPERVISOR)
def finish_visit(
    work: UnitOfWork,
    visit: Visit,
    opened: Opened,
    draft_id: str | None = None,
    image: bytes | None = None,
    *,
    statement: bool = False,
) -> Visit:
    """Record and sign in one go: either all of it holds or none."""
    _drop(work, draft_id)
    recorded = recorded_visit(work, visit, opened)
    return sign_recorded(work, recorded, image, statement=statement)


def _drop(work: UnitOfWork, draft_id: str | None) -> None:
    if draft_id:
        work.drop_draft(draft_id)
