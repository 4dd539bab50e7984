"""A case changed by an input file: only what the file says is touched."""

from collections.abc import Mapping

from iomdesk.cases.actions import case_from_input
from iomdesk.cases.filing import change_whole, whole_case
from iomdesk.cases.whole import WholeCase
from iomdesk.errors import InputRefused
from iomdesk.journal.patch import apply
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import Json, from_input, to_document
from iomdesk.records.ids import CaseId

_OURS = ("id", "said", "questions", "opened_at")


@may(Role.OFFICER, Role.SUPERVISOR)
def record_case(work: UnitOfWork, case_id: CaseId | None, said: Json) -> WholeCase:
    """Open the case that a file describes, or change the one that is held."""
    if case_id is None:
        return case_from_input(work, said)
    return change_case_by_input(work, case_id, said)


@may(Role.OFFICER, Role.SUPERVISOR)
def change_case_by_input(work: UnitOfWork, case_id: CaseId, said: Json) -> WholeCase:
    """Apply a merge patch (RFC 7396) that a file holds; null empties a field."""
    if not isinstance(said, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    for field in _OURS:
        if field in said:
            raise InputRefused(f"“{field}” is not changed by a file.", field)
    before = whole_case(work.queries, case_id)
    after = from_input(WholeCase, apply(to_document(before), said))
    change_whole(work, before, after)
    return after
