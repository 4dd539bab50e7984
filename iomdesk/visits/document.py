"""A visit on paper: who was there, what was seen, said and thought, and by whom."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, datetime

from iomdesk.cases.case import Case
from iomdesk.cases.heading import person_header
from iomdesk.cases.summary import display_name
from iomdesk.clock import london_date
from iomdesk.dates import clock_text, date_text, instant_text
from iomdesk.documents.blocks import (
    Block,
    Cell,
    Document,
    Fields,
    Heading,
    KeepTogether,
    Picture,
    SignatureBox,
    Table,
    Text,
)
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.papers.registry import Subject, named
from iomdesk.permissions import confirmed_words
from iomdesk.ports import Queries
from iomdesk.records.ids import BlobHash
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.on_paper import check_tables
from iomdesk.visits.reference import newest_first
from iomdesk.visits.visit import Photo, Visit, VisitAction, shown_photos

NOTHING = "not recorded"


def visit_paper(queries: Queries, subject: Subject, printed: Printed) -> Document:
    """Return a visit as a document, with the pictures that are on this laptop."""
    visits = queries.records(Visit, subject.case_id)
    visit = named(visits, subject.which) or next(iter(newest_first(visits)), None)
    if visit is None:
        raise NotFound("No visit to this person is recorded yet.")
    case, pictures = queries.get(Case, subject.case_id), {}
    for name in pictures_of(visit):
        with suppress(NotFound):
            pictures[name] = queries.blob(name)
    return visit_document(case, visit, pictures, printed)


def visit_document(
    case: Case, visit: Visit, pictures: Mapping[BlobHash, bytes], printed: Printed
) -> Document:
    """Return the visit as a document; *pictures* holds its photos and signature."""
    on = london_date(visit.started_at or visit.planned_for or printed.at)
    return printed.document(
        title=f"{_kind(visit)}: {display_name(case)}",
        kind="Visit",
        reference=visit.id,
        version=_version(visit),
        status=None if visit.signed_at else "draft",
        blocks=(*person_header(case, on), *_blocks(case, visit, pictures)),
    )


def pictures_of(visit: Visit) -> list[BlobHash]:
    """Return which blobs the document shows."""
    drawn = visit.signature.image_blob if visit.signature else None
    shown = [photo.display_blob for photo in shown_photos(visit).values()]
    return [*shown, *([drawn] if drawn else [])]


def _blocks(
    case: Case, visit: Visit, pictures: Mapping[BlobHash, bytes]
) -> Iterator[Block]:
    yield Heading(text="The visit", level=2)
    yield _facts(visit)
    yield Heading(text="Who was there", level=2)
    yield _present(visit)
    yield from _words("Seen", "What was observed: fact", visit.seen)
    yield from _words("Said", "What people said: claim", visit.said)
    yield from _words("Thought", "The officer's own assessment: opinion", visit.thought)
    yield from check_tables(case, visit)
    yield from _actions(visit)
    yield from _photos(visit, pictures)
    yield from _after(visit)
    yield _signature(visit, pictures)
    yield from _addenda(visit)


def _facts(visit: Visit) -> Fields:
    return Fields(
        rows=(
            ("Kind", _kind(visit)),
            ("Outcome", visit_reference().outcome_label(visit.outcome)),
            ("Date", _day(visit)),
            ("Announced", _yes_no(visit.announced)),
            ("Time in", _clock(visit.started_at)),
            ("Time out", _clock(visit.ended_at)),
            ("Expected out", _clock(visit.expected_end_at)),
            ("Safe and clear", _clock(visit.safe_and_clear_at)),
            ("Place", visit.place),
            ("Officers", _officers(visit)),
            ("Who answered", visit.answered_by),
            ("Seen alone", _yes_no(visit.seen_alone)),
            *_where_said("About the outcome", visit.outcome_note),
            *_where_said("Why one officer went alone", visit.lone_why),
        ),
        columns=2,
    )


def _present(visit: Visit) -> Block:
    if not visit.present:
        return Text(text=f"Others present: {NOTHING}.")
    rows = tuple(
        (p.name, p.relationship, "Yes" if p.child else "No", p.age, p.notes or "")
        for _, p in sorted(visit.present.items())
    )
    header = ("Name", "Relationship", "Child", "Age", "Notes")
    return Table(header=header, rows=rows)


def _words(heading: str, meaning: str, text: str | None) -> Iterator[Block]:
    head = Heading(text=heading, level=2), Text(text=meaning, style="small")
    yield KeepTogether(blocks=head)
    yield Text(text=text or NOTHING)


def _actions(visit: Visit) -> Iterator[Block]:
    yield Heading(text="Actions", level=2)
    if not visit.actions:
        yield Text(text="No action is recorded.")
        return
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (a.text, a.owner, _date(a.due_on), _done(a)) for a in _in_order(visit)
    )
    yield Table(
        header=("Action", "Owner", "By", "Done"),
        rows=rows,
        widths=(3, 1.5, 1, 1.5),
    )


def _in_order(visit: Visit) -> list[VisitAction]:
    return sorted(visit.actions.values(), key=lambda a: (str(a.due_on), a.text))


def _done(action: VisitAction) -> Cell:
    if action.done_on is None:
        return "not done"
    return ", ".join(t for t in (_date(action.done_on), action.done_by) if t)


def _photos(visit: Visit, pictures: Mapping[BlobHash, bytes]) -> Iterator[Block]:
    shown = shown_photos(visit)
    yield Heading(text="Photos", level=2)
    if not shown:
        yield Text(text="No photo was taken.")
    for number, photo in enumerate(shown.values(), start=1):
        content = pictures.get(photo.display_blob)
        caption = _caption(number, photo)
        if content is None:
            yield Text(text=f"{caption} The picture is not on this laptop.")
        else:
            alt = photo.caption or f"Photo {number} of the visit"
            yield KeepTogether(
                blocks=(Picture(image=content, alt=alt, caption=caption),)
            )


def _caption(number: int, photo: Photo) -> str:
    taken = instant_text(photo.taken_at) if photo.taken_at else NOTHING
    words = f": {photo.caption}" if photo.caption else ""
    return f"Photo {number}{words}. Taken: {taken}. SHA-256: {photo.sha256}."


def _after(visit: Visit) -> Iterator[Block]:
    stamp = ", ".join(
        text for text in (_date(visit.visor_updated_on), visit.visor_updated_by) if text
    )
    yield Heading(text="After the visit", level=2)
    yield Fields(
        rows=(
            ("Next visit", _date(visit.next_visit_on)),
            ("Entered on ViSOR", stamp or None),
        ),
        columns=2,
    )


def _signature(visit: Visit, pictures: Mapping[BlobHash, bytes]) -> SignatureBox:
    signed = visit.signature
    if signed is None:
        return SignatureBox(label="Officer")
    confirmed = confirmed_words(
        confirmed=signed.role_confirmed, since=signed.role_unconfirmed_since
    )
    role = f"{signed.role.capitalize()}, {confirmed}"
    image = pictures.get(signed.image_blob) if signed.image_blob else None
    return SignatureBox(
        label="Officer" if image else "Officer (signed by statement)",
        name=signed.name,
        role=role,
        signed_at=signed.at,
        image=image,
    )


def _addenda(visit: Visit) -> Iterator[Block]:
    if visit.addenda:
        yield Heading(text="Added after signing", level=2)
    for addendum in sorted(visit.addenda.values(), key=lambda a: a.at):
        by = addendum.name or addendum.by
        yield Text(text=f"{instant_text(addendum.at)}, {by}", style="small")
        yield Text(text=addendum.text)


def _kind(visit: Visit) -> str:
    return visit_reference().kind_label(visit.kind)


def _version(visit: Visit) -> str:
    if visit.signed_at is None:
        return "not signed"
    added = len(visit.addenda)
    more = f", {added} {'addendum' if added == 1 else 'addenda'}" if added else ""
    return f"signed {instant_text(visit.signed_at)}{more}"


def _officers(visit: Visit) -> str | None:
    came = sorted(visit.officers.values(), key=lambda a: (not a.lead, a.name))
    said = (f"{a.name} ({a.agency})" if a.agency else a.name for a in came)
    return "; ".join(said) or None


def _where_said(label: str, text: str | None) -> tuple[tuple[str, Cell], ...]:
    return ((label, text),) if text else ()


def _day(visit: Visit) -> str | None:
    when = visit.started_at or visit.planned_for
    return date_text(london_date(when)) if when else None


def _date(day: date | None) -> str | None:
    return date_text(day) if day else None


def _clock(instant: datetime | None) -> str | None:
    return clock_text(instant) if instant else None


def _yes_no(said: bool | None) -> str | None:  # noqa: FBT001  it formats a boolean
    return None if said is None else "Yes" if said else "No"
