"""A visit to a person, and the rules about changing one."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import ClassVar

from attrs import evolve, field, frozen

from iomdesk.errors import NotFound, UserError
from iomdesk.records.ids import BlobHash, CaseId, ChangeId, OfficerId, PartId, VisitId


class VisitSigned(UserError):
    """The visit is signed, so its content stays as it is."""


@frozen(kw_only=True)
class Attendee:
    """Somebody who came on the visit."""

    name: str
    agency: str | None = None
    lead: bool = False


@frozen(kw_only=True)
class Present:
    """Somebody who was there, apart from those who came."""

    name: str | None = None
    relationship: str | None = None
    child: bool = False
    age: str | None = None
    notes: str | None = None


@frozen(kw_only=True)
class Check:
    """An answer to one line of the checklist, with the line as it was put."""

    asked: str
    answer: str | None = None
    note: str | None = None
    confirmed_unchanged: bool = False


@frozen(kw_only=True)
class Photo:
    """A photo: its original bit for bit, and a copy for showing without its place.

    *sha256* was taken of the original as it came in.
    """

    original_blob: BlobHash
    display_blob: BlobHash
    sha256: str
    media_type: str
    width: int
    height: int
    caption: str | None = None
    taken_at: datetime | None = None
    added_at: datetime | None = None
    added_by: OfficerId | None = None
    ended_at: datetime | None = None
    ended_by: OfficerId | None = None
    ended_why: str | None = None


@frozen(kw_only=True)
class Signature:
    """Who signs: with a drawing, or by ticking *statement*."""

    name: str
    role: str
    at: datetime
    by: OfficerId
    role_confirmed: bool = False
    role_unconfirmed_since: date | None = None
    image_blob: BlobHash | None = None
    statement: bool = False


@frozen(kw_only=True)
class VisitAction:
    """Something to be done after the visit."""

    text: str
    owner: str | None = None
    due_on: date | None = None
    done_on: date | None = None
    done_by: str | None = None


@frozen(kw_only=True)
class Addendum:
    """What was added after signing; *kept_from* names a change that came too late."""

    text: str
    by: OfficerId
    at: datetime
    name: str | None = None
    kept_from: ChangeId | None = None


@frozen(kw_only=True)
class Visit:
    """A visit; *seen*, *said* and *thought* stay apart (DPA 2018 s.38)."""

    KIND: ClassVar[str] = "visit"

    id: VisitId
    case_id: CaseId
    kind: str = "home"
    announced: bool | None = None
    planned_for: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    expected_end_at: datetime | None = None
    safe_and_clear_at: datetime | None = None
    place: str | None = None
    address_id: PartId | None = None
    officers: Mapping[PartId, Attendee] = field(factory=dict)
    lone_why: str | None = None
    answered_by: str | None = None
    seen_alone: bool | None = None
    present: Mapping[PartId, Present] = field(factory=dict)
    outcome: str | None = None
    outcome_note: str | None = None
    checklist: str | None = None
    checks: Mapping[str, Check] = field(factory=dict)
    seen: str | None = None
    said: str | None = None
    thought: str | None = None
    photos: Mapping[PartId, Photo] = field(factory=dict)
    actions: Mapping[PartId, VisitAction] = field(factory=dict)
    next_visit_on: date | None = None
    visor_updated_on: date | None = None
    visor_updated_by: str | None = None
    signature: Signature | None = None
    signed_at: datetime | None = None
    signed_by: OfficerId | None = None
    addenda: Mapping[PartId, Addendum] = field(factory=dict)


def record(held: Visit, recorded: Visit) -> Visit:
    """Return *recorded* in place of *held*; signing and photos have their own ways."""
    refuse_signed(held)
    return evolve(
        recorded,
        id=held.id,
        case_id=held.case_id,
        photos={**held.photos, **_captions(held, recorded)},
        signature=None,
        signed_at=None,
        signed_by=None,
        addenda=held.addenda,
    )


def add_photo(visit: Visit, photo_id: PartId, photo: Photo) -> Visit:
    refuse_signed(visit)
    return evolve(visit, photos={**visit.photos, photo_id: photo})


def end_photo(
    visit: Visit, photo_id: PartId, *, at: datetime, by: OfficerId, why: str
) -> Visit:
    """Return *visit* with the photo set aside; its original stays held."""
    refuse_signed(visit)
    if photo_id not in visit.photos:
        raise NotFound("There is no such photo on this visit.")
    ended = evolve(visit.photos[photo_id], ended_at=at, ended_by=by, ended_why=why)
    return evolve(visit, photos={**visit.photos, photo_id: ended})


def add_addendum(visit: Visit, addendum_id: PartId, addendum: Addendum) -> Visit:
    """Return the signed *visit* with a text beneath it."""
    if not visit.signed_at:
        raise UserError("This visit is not signed yet. Change the visit itself.")
    if not addendum.text.strip():
        raise UserError("Write the addendum first.")
    return evolve(visit, addenda={**visit.addenda, addendum_id: addendum})


def finish_action(visit: Visit, action_id: PartId, *, on: date, by: str) -> Visit:
    """Return *visit* with the action done; that may come after signing."""
    if action_id not in visit.actions:
        raise NotFound("There is no such action on this visit.")
    if visit.actions[action_id].done_on:
        raise UserError("This action is already done.")
    done = evolve(visit.actions[action_id], done_on=on, done_by=by)
    return evolve(visit, actions={**visit.actions, action_id: done})


def enter_on_visor(visit: Visit, *, on: date, by: str) -> Visit:
    """Return *visit* with the stamp of its entry; that may come after signing."""
    if visit.visor_updated_on:
        raise UserError("This visit is already entered on ViSOR.")
    return evolve(visit, visor_updated_on=on, visor_updated_by=by)


def shown_photos(visit: Visit) -> dict[PartId, Photo]:
    """Return the photos that were not set aside, in the order they came."""
    live = {key: p for key, p in visit.photos.items() if p.ended_at is None}
    order = sorted(live, key=lambda key: (str(live[key].added_at or ""), key))
    return {key: live[key] for key in order}


def refuse_signed(visit: Visit) -> None:
    if visit.signed_at:
        raise VisitSigned("This visit is already signed. Add an addendum instead.")


def _captions(held: Visit, recorded: Visit) -> dict[PartId, Photo]:
    """Return the photos of *held* with the captions of *recorded*."""
    return {
        key: evolve(photo, caption=recorded.photos[key].caption)
        for key, photo in held.photos.items()
        if key in recorded.photos
    }


def is_under_way(visit: Visit, now: datetime) -> bool:
    """Say whether the officer is at this visit now; one left open is forgotten."""
    begun = visit.started_at
    if begun is None or visit.ended_at or visit.signed_at:
        return False
    return timedelta() <= now - begun < _FORGOTTEN


_FORGOTTEN = timedelta(hours=12)
