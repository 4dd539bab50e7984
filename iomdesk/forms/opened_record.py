"""A record that a form is opened on, and the draft that goes when it is recorded."""

from typing import Generic, TypeVar

from attrs import evolve, frozen

from iomdesk.forms.filled import TYPED
from iomdesk.ports import Draft, Opened, Record, UnitOfWork
from iomdesk.records.codec import to_document

R = TypeVar("R", bound=Record)


@frozen(kw_only=True)
class OpenedRecord(Generic[R]):
    """*draft* is what was typed before and is not recorded yet."""

    record: R
    opened: Opened
    draft: Draft | None = None


def opened_record(
    work: UnitOfWork, record: R, left: Draft | None = None
) -> OpenedRecord[R]:
    """Open a form on *record* as it now stands; keep *left* as what is typed in it."""
    opened = work.queries.opened(type(record), record.id)
    if left is None:
        return OpenedRecord(record=record, opened=opened)
    body = {left.form: to_document(record), TYPED: left.body[TYPED]}
    draft = evolve(left, body=body, opened=opened, saved_at=work.now)
    work.save_draft(draft)
    return OpenedRecord(record=record, opened=opened, draft=draft)


def drop_draft_of(work: UnitOfWork, draft_id: str | None) -> None:
    """Let go of the draft, in the same commit that records what it says."""
    if draft_id:
        work.drop_draft(draft_id)
