"""What the form of a visit asks, in the order of the doorstep."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from attrs import evolve

from iomdesk.clock import LONDON, london_date, london_time
from iomdesk.forms.declaration import (
    FieldKind,
    Form,
    FormCard,
    FormField,
    FormOwn,
    FormPage,
    FormParts,
    FormRow,
    Item,
)
from iomdesk.records.codec import Document, to_document
from iomdesk.visits.checklist import AskedGroup, AskedItem
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.visit import Attendee, Check, Present, Visit, VisitAction

WORD = "visit"
BEFORE, ARRIVAL = "before", "arrival"
WORDS, PHOTOS, ACTIONS, FINISH = "words", "photos", "actions", "finish"
AFTER = "after"
_HALF_A_DAY = timedelta(hours=12)


def visit_form(groups: Sequence[AskedGroup]) -> Form:
    """Return the form: what goes before, the checklist, words, photos, the end."""
    asked = {group.code: group for group in groups}
    own = {page.key: page for page in _own_pages()}
    first = [_with_lines(own.pop(k), asked.pop(k, None)) for k in (BEFORE, ARRIVAL)]
    after = asked.pop(AFTER, None)
    finish = own.pop(FINISH)
    middle = [_lines_page(group) for group in asked.values()]
    last = [_lines_page(after)] if after else []
    return Form(word=WORD, pages=(*first, *middle, *own.values(), *last, finish))


def answer_field(item: AskedItem) -> FormField:
    reference = visit_reference()
    answers = [word for word in map(reference.answer, item.scale) if word]
    return FormField(
        path=("checks", item.code, "answer"),
        label=item.text,
        kind=FieldKind.PICK,
        options=tuple((word.code, word.label) for word in answers),
        beside=to_document(Check(asked=item.text)),
    )


def note_field(item: AskedItem) -> FormField:
    return FormField(
        path=("checks", item.code, "note"),
        label=f"Note: {item.text}",
        kind=FieldKind.TEXT,
        hint="What you saw",
        beside=to_document(Check(asked=item.text)),
    )


def settled(before: Visit, after: Visit) -> Visit:
    """Return *after* with what hangs on a change: other times, what was confirmed."""
    checks = {
        code: _check(before.checks.get(code), check)
        for code, check in after.checks.items()
        if check.answer or check.note
    }
    visit = _moved(before, evolve(after, checks=checks))
    return evolve(
        visit,
        ended_at=_next_day(visit.ended_at, visit.started_at),
        expected_end_at=_next_day(visit.expected_end_at, visit.started_at),
    )


def _check(before: Check | None, after: Check) -> Check:
    """Return *after* as said today, where its answer is another than before."""
    same = before is not None and before.answer == after.answer
    return after if same else evolve(after, confirmed_unchanged=False)


def _moved(before: Visit, after: Visit) -> Visit:
    """Return *after* with its other times on the day to which it was moved."""
    if before.started_at is None or after.started_at is None:
        return after
    days = london_date(after.started_at) - london_date(before.started_at)
    if not days:
        return after
    return evolve(
        after,
        ended_at=_later(after.ended_at, days),
        expected_end_at=_later(after.expected_end_at, days),
    )


def _later(instant: datetime | None, days: timedelta) -> datetime | None:
    """Return the same time of day *days* later, by the clock on the wall."""
    if instant is None:
        return None
    wall = london_time(instant).replace(tzinfo=None) + days
    return wall.replace(tzinfo=LONDON)


def _next_day(ended: datetime | None, started: datetime | None) -> datetime | None:
    """Return *ended* on the day after, where a visit began before midnight."""
    if ended and started and started - ended > _HALF_A_DAY:
        return ended + timedelta(days=1)
    return ended


def _own_pages() -> tuple[FormPage, ...]:
    photos = FormOwn(key=PHOTOS, paths=(("photos",),))
    return (
        FormPage(key=BEFORE, title="Before", items=_before()),
        FormPage(key=ARRIVAL, title="Arrival", items=_arrival()),
        FormPage(key=WORDS, title="Seen · said · thought", items=_words()),
        FormPage(key=PHOTOS, title="Photos", items=(photos,)),
        FormPage(key=ACTIONS, title="Actions", items=_actions()),
        FormPage(key=FINISH, title="Finish", items=_finish()),
    )


def _with_lines(page: FormPage, group: AskedGroup | None) -> FormPage:
    lines = _lines(group) if group else ()
    return evolve(page, items=(*page.items, *lines))


def _lines_page(group: AskedGroup) -> FormPage:
    return FormPage(key=group.code, title=group.title, items=_lines(group))


def _lines(group: AskedGroup) -> tuple[Item, ...]:
    return tuple(
        FormOwn(
            key=item.code,
            paths=(("checks", item.code),),
            fields=(answer_field(item), note_field(item)),
        )
        for item in group.items
    )


def _before() -> tuple[Item, ...]:
    kinds = tuple((kind.code, kind.label) for kind in visit_reference().kinds)
    when = (
        FormField(
            path=("kind",),
            label="Kind of visit",
            kind=FieldKind.LIST,
            options=kinds,
            blank=kinds[0][0],
        ),
        FormField(path=("started_at",), label="Day", kind=FieldKind.DAY),
        FormField(path=("started_at",), label="Time in", kind=FieldKind.TIME),
        _time("expected_end_at", "Expected out", optional=True),
    )
    where = (
        FormRow(items=when, least=9),
        FormField(path=("place",), label="Place"),
        FormField(path=("announced",), label="Announced", kind=FieldKind.YES_NO),
    )
    who = FormParts(
        path=("officers",),
        items=(
            _row(
                FormField(path=("name",), label="Name", blank=""),
                FormField(path=("agency",), label="From", optional=True),
                least=8,
            ),
        ),
        make=to_document(Attendee(name="")),
        add="Add somebody",
        one="officer",
    )
    return FormCard(items=where), FormCard(heading="Who goes", items=(who,))


def _arrival() -> tuple[Item, ...]:
    door = _row(
        FormField(
            path=("answered_by",),
            label="Who answered the door",
            hint="The person, a partner, nobody",
            optional=True,
        ),
        FormField(
            path=("seen_alone",),
            label="Was the person seen alone",
            kind=FieldKind.YES_NO,
            optional=True,
        ),
    )
    there = FormParts(
        path=("present",),
        items=(
            _row(
                FormField(path=("name",), label="Name", optional=True),
                FormField(path=("relationship",), label="Who they are"),
                FormField(path=("age",), label="Age", optional=True),
                FormField(
                    path=("child",), label="A child", kind=FieldKind.TICK, blank=False
                ),
                least=6,
            ),
        ),
        make=to_document(Present()),
        add="Add somebody",
        one="person",
    )
    return (
        FormCard(items=(door,)),
        FormCard(heading="Who was there", items=(there,)),
    )


def _words() -> tuple[Item, ...]:
    asked = (
        ("seen", "Seen", _SEEN, 4),
        ("said", "Said", _SAID, 4),
        ("thought", "Thought", _THOUGHT, 3),
    )
    return tuple(
        FormCard(
            items=(
                FormField(
                    path=(key,),
                    label=label,
                    kind=FieldKind.TEXT,
                    help=help_words,
                    lines=lines,
                ),
            )
        )
        for key, label, help_words, lines in asked
    )


def _actions() -> tuple[Item, ...]:
    rows = FormParts(
        path=("actions",),
        items=(
            _row(
                FormField(path=("text",), label="What", blank=""),
                FormField(path=("owner",), label="Who", optional=True),
                FormField(
                    path=("due_on",), label="By", kind=FieldKind.DATE, optional=True
                ),
                least=9,
            ),
        ),
        make=to_document(VisitAction(text="")),
        add="Add an action",
        one="action",
    )
    again = FormField(
        path=("next_visit_on",),
        label="Next visit on",
        kind=FieldKind.DATE,
        help="Sooner than the plan asks, if it must be; otherwise leave this empty.",
        optional=True,
    )
    return FormCard(items=(rows,)), FormCard(items=(again,))


def _finish() -> tuple[Item, ...]:
    outcomes = tuple((o.code, o.label) for o in visit_reference().outcomes)
    end = (
        FormField(
            path=("outcome",),
            label="How did the visit end",
            kind=FieldKind.PICK,
            options=outcomes,
        ),
        FormField(
            path=("outcome_note",), label="More about the outcome", optional=True
        ),
        _time("ended_at", "Time out"),
        FormField(
            path=("lone_why",),
            label="Why you went alone",
            optional=True,
            shown=_went_alone,
        ),
        FormOwn(key="safe"),
    )
    signature = FormOwn(key="signature", paths=(("signature",),))
    return FormOwn(key="warrant"), FormCard(items=end), signature


def _went_alone(visit: Document) -> bool:
    officers: Mapping[str, object] = visit.get("officers", {})
    return len(officers) == 1


def _time(key: str, label: str, *, optional: bool = False) -> FormField:
    return FormField(
        path=(key,),
        label=label,
        kind=FieldKind.TIME,
        day_from=("started_at",),
        optional=optional,
    )


def _row(*fields: FormField, least: int = 12) -> FormRow:
    return FormRow(items=fields, least=least)


_SEEN = "Facts: what you saw, heard, smelt. Who and what was there."
_SAID = "What was said and by whom, in their words where you can."
_THOUGHT = "What you make of it: opinion, kept apart from fact."
