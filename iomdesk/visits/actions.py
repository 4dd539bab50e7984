"""What officers do with visits: plan, start, record, photograph, sign, add to."""

from collections.abc import Mapping
from datetime import datetime

from attrs import evolve

from iomdesk.cases.case import Case
from iomdesk.cases.filing import person_of
from iomdesk.cases.row import current_address
from iomdesk.cases.summary import is_open, line_of
from iomdesk.errors import InputRefused, UserError
from iomdesk.permissions import Officer, Role, may
from iomdesk.ports import Opened, UnitOfWork
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId, PartId, VisitId, new_id
from iomdesk.visits import signing
from iomdesk.visits import visit as rules
from iomdesk.visits.loading import checklist_of, checklist_on, visit_reference
from iomdesk.visits.photos import Picture, is_png, take_in
from iomdesk.visits.said import SaidVisit, said_visit
from iomdesk.visits.visit import Addendum, Attendee, Photo, Signature, Visit


@may(Role.OFFICER, Role.SUPERVISOR)
def plan_visit(
    work: UnitOfWork, case_id: CaseId, planned_for: datetime, kind: str = "home"
) -> Visit:
    """Put a visit into the diary."""
    return work.save(evolve(_new(work, case_id, kind), planned_for=planned_for))


@may(Role.OFFICER, Role.SUPERVISOR)
def start_visit(
    work: UnitOfWork,
    case_id: CaseId,
    kind: str = "home",
    *,
    announced: bool | None = None,
    expected_end_at: datetime | None = None,
) -> Visit:
    """Start a visit now, with the officer at the desk, where the person lives."""
    visit = _new(work, case_id, kind)
    return work.save(
        evolve(
            _begun(work, visit), announced=announced, expected_end_at=expected_end_at
        )
    )


@may(Role.OFFICER, Role.SUPERVISOR)
def begin_planned_visit(work: UnitOfWork, visit_id: VisitId) -> Visit:
    """Start a visit that stood in the diary."""
    visit = work.get(Visit, visit_id)
    if visit.started_at:
        raise UserError("This visit has already started. Open it to go on.")
    return work.save(_begun(work, visit))


@may(Role.OFFICER, Role.SUPERVISOR)
def record_visit(work: UnitOfWork, visit: Visit, opened: Opened | None = None) -> Visit:
    """Save what was recorded; *opened* is what the form was opened on."""
    return work.save(recorded_visit(work, visit, opened))


def recorded_visit(work: UnitOfWork, visit: Visit, opened: Opened | None) -> Visit:
    """Return what was recorded in place of what is stored, not saved yet."""
    held = work.get(Visit, visit.id)
    if opened:
        work.resume(opened)
    return rules.record(held, visit)


@may(Role.OFFICER, Role.SUPERVISOR)
def add_photo(
    work: UnitOfWork, visit_id: VisitId, picture: Picture, caption: str | None = None
) -> Visit:
    """Keep a photo that was taken in (`photos.take_in`) before the transaction."""
    visit = work.get(Visit, visit_id)
    rules.refuse_signed(visit)
    photo = _kept(work, picture, caption)
    return work.save(rules.add_photo(visit, PartId(new_id()), photo))


@may(Role.OFFICER, Role.SUPERVISOR)
def end_photo(work: UnitOfWork, visit_id: VisitId, photo_id: PartId, why: str) -> Visit:
    """Set a photo aside with the reason; its original stays held."""
    if not why.strip():
        raise InputRefused("Say why the photo is set aside.", "why")
    visit = work.get(Visit, visit_id)
    by = work.officer.id
    return work.save(rules.end_photo(visit, photo_id, at=work.now, by=by, why=why))


@may(Role.OFFICER, Role.SUPERVISOR)
def sign_visit(
    work: UnitOfWork,
    visit_id: VisitId,
    image: bytes | None = None,
    *,
    statement: bool = False,
) -> Visit:
    """Sign the visit as a whole; from then on it only takes addenda."""
    visit = work.get(Visit, visit_id)
    rules.refuse_signed(visit)
    return sign_recorded(work, visit, image, statement=statement)


@may(Role.OFFICER, Role.SUPERVISOR)
def add_addendum(
    work: UnitOfWork,
    visit_id: VisitId,
    text: str,
) -> Visit:
    """Add a text beneath the signature."""
    visit = work.get(Visit, visit_id)
    addendum = Addendum(
        text=text,
        by=work.officer.id,
        at=work.now,
        name=work.officer.name,
    )
    return work.save(rules.add_addendum(visit, PartId(new_id()), addendum))


@may(Role.OFFICER, Role.SUPERVISOR)
def finish_action(work: UnitOfWork, visit_id: VisitId, action_id: PartId) -> Visit:
    visit = work.get(Visit, visit_id)
    by = work.officer.name
    return work.save(rules.finish_action(visit, action_id, on=work.today, by=by))


@may(Role.OFFICER, Role.SUPERVISOR)
def enter_on_visor(work: UnitOfWork, visit_id: VisitId) -> Visit:
    """Note that the visit was entered on ViSOR today; nothing of ViSOR is held here."""
    visit = work.get(Visit, visit_id)
    by = work.officer.name
    return work.save(rules.enter_on_visor(visit, on=work.today, by=by))


@may(Role.OFFICER, Role.SUPERVISOR)
def visit_from_input(
    work: UnitOfWork,
    case_id: CaseId,
    said: Json,
    files: Mapping[str, bytes] | None = None,
) -> Visit:
    """Record the visit that an input file describes, and sign it where it is signed.

    *files* holds the content of each file that `pictures_named` gives.
    """
    case = person_of(work.queries, case_id)
    parsed = said_visit(said, case, VisitId(new_id()), work.today)
    visit = _with_pictures(work, parsed, files or {})
    if not visit.officers:
        visit = evolve(visit, officers=_at_the_desk(work.officer))
    if parsed.signature is None:
        return work.save(visit)
    drawn = parsed.signature.file
    image = _file(files or {}, drawn, "signature.file") if drawn else None
    return sign_recorded(work, visit, image, statement=parsed.signature.statement)


def sign_recorded(
    work: UnitOfWork, visit: Visit, image: bytes | None, *, statement: bool
) -> Visit:
    """Save *visit* with its signature and its seal, as one change."""
    if image is not None and not is_png(image):
        raise InputRefused("A signature is kept as a PNG picture.", "signature")
    officer = work.officer
    role = Role.OFFICER if Role.OFFICER in officer.roles else Role.SUPERVISOR
    signature = Signature(
        name=officer.name,
        role=role.value,
        at=work.now,
        by=officer.id,
        role_confirmed=officer.confirmed,
        role_unconfirmed_since=officer.unconfirmed_since,
        image_blob=work.put_blob(image, "image/png") if image else None,
        statement=statement,
    )
    template = checklist_of(visit.checklist)
    signed = signing.sign(visit, signature, visit_reference(), template)
    return work.save(signed, seal=True)


def _new(work: UnitOfWork, case_id: CaseId, kind: str) -> Visit:
    case = work.get(Case, case_id)
    if not is_open(case):
        raise UserError("This case is closed. Open it again first.")
    if visit_reference().kind(kind) is None:
        raise InputRefused(f"“{kind}” is not a kind of visit.", "kind")
    return Visit(id=VisitId(new_id()), case_id=case_id, kind=kind)


def _begun(work: UnitOfWork, visit: Visit) -> Visit:
    case = work.get(Case, visit.case_id)
    address = current_address(case)
    kind = visit_reference().kind(visit.kind)
    at_home = address if kind and kind.home else None
    return evolve(
        visit,
        started_at=work.now,
        checklist=checklist_on(work.today).version,
        officers=visit.officers or _at_the_desk(work.officer),
        place=line_of(at_home) if at_home else None,
        address_id=next((k for k, a in case.addresses.items() if a is at_home), None),
    )


def _at_the_desk(officer: Officer) -> dict[PartId, Attendee]:
    return {PartId(officer.id): Attendee(name=officer.name, lead=True)}


def _kept(work: UnitOfWork, picture: Picture, caption: str | None) -> Photo:
    return Photo(
        original_blob=work.put_blob(picture.original, picture.media_type),
        display_blob=work.put_blob(picture.display, "image/jpeg"),
        sha256=picture.sha256,
        media_type=picture.media_type,
        width=picture.width,
        height=picture.height,
        caption=caption or None,
        taken_at=picture.taken_at,
        added_at=work.now,
        added_by=work.officer.id,
    )


def _with_pictures(
    work: UnitOfWork, parsed: SaidVisit, files: Mapping[str, bytes]
) -> Visit:
    visit, limits = parsed.visit, visit_reference().photos
    for key, said in parsed.photos.items():
        picture = take_in(_file(files, said.file, f"photos.{key}.file"), limits)
        photo = _kept(work, picture, said.caption)
        taken_at = said.taken_at or photo.taken_at
        visit = rules.add_photo(visit, key, evolve(photo, taken_at=taken_at))
    return visit


def _file(files: Mapping[str, bytes], name: str, field: str) -> bytes:
    if name not in files:
        raise InputRefused(f"The file “{name}” is missing.", field)
    return files[name]
