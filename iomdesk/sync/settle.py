"""Settling a conflict: a person who saw every claim says what holds."""

from enum import StrEnum

from iomdesk.bank_guard import refuse_bank_details
from iomdesk.errors import InputRefused
from iomdesk.journal.conflict import Claim, Conflict, ConflictKind
from iomdesk.journal.patch import apply, setting
from iomdesk.kinds.kind import Kind
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.codec import UNREADABLE, Json
from iomdesk.records.ids import DeskId
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
    kind = work.kinds.known(conflict.kind)
    if conflict.conflict is ConflictKind.SEALED:
        keeps = _keeps(conflict, choice, desk)
        _settle_late_edit(work, kind, conflict, keeps=keeps)
        return conflict
    if choice is Choice.VALUE:
        refuse_bank_details(conflict.kind, setting(conflict.path, value))
    chosen = value if choice is Choice.VALUE else _claimed(conflict, choice, desk)
    try:
        work.say(
            conflict.kind, conflict.record_id, conflict.path, chosen, "settle conflict"
        )
        work.find(kind.record, conflict.record_id)
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


def _settle_late_edit(
    work: UnitOfWork, kind: Kind, conflict: Conflict, *, keeps: bool
) -> None:
    if keeps and kind.seal:
        kind.seal.keep.reach()(work, conflict, _words(conflict))
    else:  # answered without touching the record
        record = work.get(kind.record, conflict.record_id)
        work.save(record, settles=(conflict.id,))


def _words(conflict: Conflict) -> str:
    claim = conflict.claims[0]
    label = field_label(conflict.kind, claim.path)
    value = value_text(conflict.kind, claim.path, claim.value)
    return f"An edit made before the signature was seen. {label}: {value}"
