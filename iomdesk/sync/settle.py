"""Settling a conflict: a person who saw every claim says what holds."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any

from iomdesk.assessments.assessment import Addendum as AssessmentAddendum
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.assessment import add_addendum as add_to_assessment
from iomdesk.bank_guard import refuse_bank_details
from iomdesk.cases.case import Case
from iomdesk.errors import InputRefused
from iomdesk.journal.conflict import Claim, Conflict, ConflictKind
from iomdesk.journal.patch import apply, setting
from iomdesk.permissions import Role, may
from iomdesk.plans.plan import Plan, next_version
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import UNREADABLE, Json, from_document, to_document
from iomdesk.records.ids import (
    AssessmentId,
    ChangeId,
    DeskId,
    PartId,
    PlanId,
    VisitId,
    made_id,
)
from iomdesk.visits.visit import Addendum, Visit, add_addendum
from iomdesk.wording import field_label, value_text


class Choice(StrEnum):
    """Which of the claimed values holds; “value” is a third one."""

    MINE = "mine"
    THEIRS = "theirs"
    VALUE = "value"


@may(Role.OFFICER, Role.SUPERVISOR)
def settle_conflict(
    work: UnitOfWork, conflict_id: str, choice: Choice, value: Json = None
) -> Conflict:
    """End a conflict and return it; the settlement travels like any other change."""
    conflict = work.queries.conflict(conflict_id)
    desk = work.queries.sync_state().desk
    if conflict.conflict is ConflictKind.SEALED:
        _settle_late_edit(work, conflict, keeps=_keeps(conflict, choice, desk))
        return conflict
    if choice is Choice.VALUE:
        refuse_bank_details(conflict.kind, setting(conflict.path, value))
    chosen = value if choice is Choice.VALUE else _claimed(conflict, choice, desk)
    try:
        work.say(
            conflict.kind, conflict.record_id, conflict.path, chosen, "settle conflict"
        )
        work.find(_RECORDS[conflict.kind], conflict.record_id)
    except UNREADABLE as fault:
        label = field_label(conflict.kind, conflict.path)
        raise InputRefused(f"{label} cannot hold this value.") from fault
    return conflict


def _claimed(conflict: Conflict, choice: Choice, desk: DeskId) -> Json:
    """Return the value that this desk, or the one other party, claims."""
    mine = choice is Choice.MINE
    claims = [c for c in conflict.claims if (c.desk == desk) is mine]
    if not claims:
        raise InputRefused(
            f"No value of {'this' if mine else 'another'} desk is in dispute here. "
            "Say the value itself with --value."
        )
    if any(c.value != claims[0].value for c in claims):
        raise InputRefused(
            "Several desks say different things. Say the value itself with --value."
        )
    return _whole_value(conflict, claims)


def _whole_value(conflict: Conflict, claims: list[Claim]) -> Json:
    """Return what *claims* make at the conflict's path, from its parts if need be."""
    value: Json = {}
    for claim in claims:
        if claim.path == conflict.path:
            return claim.value
        inner = claim.path[len(conflict.path) :]
        value = apply(value, setting(inner, claim.value))
    return value


def _keeps(conflict: Conflict, choice: Choice, desk: DeskId) -> bool:
    """Say whether the late edit is kept; the signed content stays either way."""
    if choice is Choice.VALUE:
        raise InputRefused(
            "What was signed cannot be given another value. Choose mine or theirs."
        )
    edit_is_mine = conflict.claims[0].desk == desk
    return edit_is_mine is (choice is Choice.MINE)


def _settle_late_edit(work: UnitOfWork, conflict: Conflict, *, keeps: bool) -> None:
    if keeps:
        _KEEPERS[conflict.kind](work, conflict)
    else:
        _leave(work, conflict)


def _leave(work: UnitOfWork, conflict: Conflict) -> None:
    """Answer the question without touching the record."""
    kind = _RECORDS[conflict.kind]
    work.save(work.get(kind, conflict.record_id), settles=(conflict.id,))


def _text(conflict: Conflict) -> str:
    claim = conflict.claims[0]
    label = field_label(conflict.kind, claim.path)
    said = value_text(conflict.kind, claim.path, claim.value)
    return f"An edit made before the signature was seen. {label}: {said}"


def _part(conflict: Conflict) -> PartId:
    return PartId(made_id("addendum", conflict.id))


def _keep_in_visit(work: UnitOfWork, conflict: Conflict) -> None:
    addendum = Addendum(
        text=_text(conflict),
        by=work.officer.id,
        at=work.now,
        name=work.officer.name,
        kept_from=ChangeId(conflict.claims[0].change),
    )
    visit = work.get(Visit, VisitId(conflict.record_id))
    work.save(add_addendum(visit, _part(conflict), addendum), settles=(conflict.id,))


def _keep_in_assessment(work: UnitOfWork, conflict: Conflict) -> None:
    addendum = AssessmentAddendum(
        text=_text(conflict), added_at=work.now, added_by=work.officer.name
    )
    held = work.get(Assessment, AssessmentId(conflict.record_id))
    work.save(
        add_to_assessment(held, _part(conflict), addendum), settles=(conflict.id,)
    )


def _keep_in_plan(work: UnitOfWork, conflict: Conflict) -> None:
    """Carry the edit into the next version; the agreed one stays as it was signed."""
    plan = work.get(Plan, PlanId(conflict.record_id))
    new = next_version(
        plan,
        PlanId(made_id("plan", conflict.id)),
        author=work.officer.name,
        on=work.today,
    )
    claim = conflict.claims[0]
    edited = apply(to_document(new), setting(claim.path, claim.value))
    work.save(from_document(Plan, edited))
    _leave(work, conflict)


_RECORDS: dict[str, Any] = {kind.KIND: kind for kind in (Case, Visit, Assessment, Plan)}
_KEEPERS: dict[str, Callable[[UnitOfWork, Conflict], None]] = {
    "visit": _keep_in_visit,
    "assessment": _keep_in_assessment,
    "plan": _keep_in_plan,
}
