"""A visit as a form on the screen: opened, kept, finished with its draft."""

from iomdesk.forms.opened_record import OpenedRecord, drop_draft_of, opened_record
from iomdesk.permissions import Role, may
from iomdesk.ports import Draft, Opened, UnitOfWork
from iomdesk.records.ids import CaseId
from iomdesk.visits.actions import (
    record_visit,
    recorded_visit,
    sign_recorded,
    start_visit,
)
from iomdesk.visits.visit import Visit


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_visit(
    work: UnitOfWork, case_id: CaseId, kind: str = "home"
) -> OpenedRecord[Visit]:
    """Start a visit now and open the form on it."""
    return opened_record(work, start_visit(work, case_id, kind))


@may(Role.OFFICER, Role.SUPERVISOR)
def keep_visit(
    work: UnitOfWork,
    visit: Visit,
    opened: Opened,
    draft_id: str | None = None,
    left: Draft | None = None,
) -> Visit:
    """Record what was typed, to be signed later; its draft goes with it.

    What is no value yet is not recorded: it goes on in the draft *left*.
    """
    drop_draft_of(work, draft_id)
    return opened_record(work, record_visit(work, visit, opened), left).record


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
    drop_draft_of(work, draft_id)
    recorded = recorded_visit(work, visit, opened)
    return sign_recorded(work, recorded, image, statement=statement)
