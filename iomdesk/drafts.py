"""Unfinished forms: kept as typed, dropped when what they became is saved."""

from attrs import evolve

from iomdesk.permissions import Role, may
from iomdesk.ports import Draft, UnitOfWork


@may(Role.OFFICER, Role.SUPERVISOR)
def save_draft(work: UnitOfWork, draft: Draft) -> Draft:
    """Keep *draft* as it is now; no history is made of it."""
    saved = evolve(draft, saved_at=work.now)
    work.save_draft(saved)
    return saved


@may(Role.OFFICER, Role.SUPERVISOR)
def drop_draft(work: UnitOfWork, draft_id: str) -> None:
    """Throw a draft away: what was recorded before it stays."""
    work.drop_draft(draft_id)
