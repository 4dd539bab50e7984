"""A form as far as it is filled in: the record as opened, and the text as typed."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from typing import TypeVar

from attrs import evolve, field, frozen

from iomdesk.errors import InputRefused
from iomdesk.forms.declaration import (
    DAY_OF,
    FieldKind,
    Form,
    FormField,
    form_fields,
)
from iomdesk.forms.typed_text import read_date, text_of, value_of
from iomdesk.journal.patch import Path, apply, at, diff, is_same, leaves, setting
from iomdesk.reasons import Reason
from iomdesk.records.codec import (
    UNREADABLE,
    Document,
    Json,
    from_document,
    to_document,
)

R = TypeVar("R")
TYPED = "typed"
"""The key under which a draft keeps the text that says more than the record does."""
UNPLACED = "unplaced"
"""The key under which it keeps what this program's form has no field for."""
Unplaced = tuple[tuple[Path, Json], ...]


@frozen(kw_only=True)
class Filled:
    """*document* holds all that reads as values; *texts* what is typed beyond that.

    A text is kept, letter for letter, where its field would not be written so: “1.3.27”
    for a date, “3 mon” for months. While it is no value, the record keeps what it was
    opened with: a half-typed date must not stand as another date.
    """

    opened: Document
    document: Document
    texts: Mapping[Path, str] = field(factory=dict)

    def text(self, asked: FormField) -> str:
        """Return what stands in the field, as it was typed."""
        text = self.texts.get(asked.key)
        return text_of(asked, at(self.document, asked.path)) if text is None else text


def type_text(form: Filled, asked: FormField, text: str, today: date) -> Filled:
    """Return the form with *text* in the field *asked*."""
    if text == form.text(asked):
        return form
    texts = {key: kept for key, kept in form.texts.items() if key != asked.key}
    value = _value(form, asked, text, today)
    if value is None and asked.kind is FieldKind.TIME:
        texts |= _day_kept(form, asked)
    document = _put(form.document, asked, value)
    if text_of(asked, value) != text:
        texts[asked.key] = text
    typed = evolve(form, document=document, texts=texts)
    return _day_settled(typed, asked) if asked.kind is FieldKind.TIME else typed


def leave_field(form: Filled, asked: FormField, today: date) -> Filled:
    """Return the form with the field tidied: a value is written as values are."""
    if asked.key not in form.texts or problem_of(form, asked, today):
        return form
    return evolve(form, texts={k: t for k, t in form.texts.items() if k != asked.key})


def change(form: Filled, document: Document) -> Filled:
    """Return the form with the program's own change; what it overrules is let go."""

    def stays(key: Path) -> bool:
        path = key[:-1] if key[-1] == DAY_OF else key
        was_in = at(form.document, path[:-1])
        gone = was_in is not None and at(document, path[:-1]) is None
        return not gone and is_same(at(document, path), at(form.document, path))

    texts = {key: text for key, text in form.texts.items() if stays(key)}
    return evolve(form, document=document, texts=texts)


def problem_of(form: Filled, asked: FormField, today: date) -> str:
    """Return why what is typed in the field is no value, "" where it is one."""
    if asked.key not in form.texts:
        return ""
    try:
        _read(form, asked, form.texts[asked.key], today)
    except InputRefused as refusal:
        return str(refusal)
    return ""


def problems(form: Filled, asked: Iterable[FormField], today: date) -> Iterator[Reason]:
    """Yield a reason for each field whose text is no value."""
    if not form.texts:
        return
    for one in asked:
        if words := problem_of(form, one, today):
            yield Reason(text=f"{one.label}: {words}", path=one.key)


def left_over(form: Filled, paths: Collection[Path]) -> Filled:
    """Return *form* with the texts at *paths* alone: what sharing leaves behind."""
    return evolve(form, texts={k: t for k, t in form.texts.items() if k in paths})


def to_body(form: Filled, word: str, unplaced: Unplaced = ()) -> Document:
    """Return what a draft keeps of the form."""
    body: Document = {word: form.document}
    if form.texts:
        body[TYPED] = [[list(key), text] for key, text in form.texts.items()]
    if unplaced:
        body[UNPLACED] = [[list(path), value] for path, value in unplaced]
    return body


def from_body(
    kind: type[R], body: Mapping[str, Json], asked: Form, opened: Document
) -> tuple[Filled, Unplaced]:
    """Return the form that a draft keeps, and what in it this program cannot place.

    A draft may be older than the record is now: what no longer fits is left out and
    named, so that an officer can write it where it belongs.
    """
    document, lost = _fitting(kind, body[asked.word], opened)
    known = {field.key for field in form_fields(asked, document, hidden=True)}
    texts = {tuple(key): text for key, text in body.get(TYPED, [])}
    unplaced = (
        *((tuple(path), value) for path, value in body.get(UNPLACED, [])),
        *lost,
        *((key, text) for key, text in texts.items() if key not in known),
    )
    texts = {key: text for key, text in texts.items() if key in known}
    return Filled(opened=opened, document=document, texts=texts), unplaced


def _fitting(
    kind: type[R], kept: Document, opened: Document
) -> tuple[Document, Unplaced]:
    try:
        document = to_document(from_document(kind, kept))
    except UNREADABLE:
        document = _leaf_by_leaf(kind, kept, opened)
    lost = (
        (path, value)
        for path, value in leaves(diff(document, kept))
        if value is not None
    )
    return document, tuple(lost)


def _leaf_by_leaf(kind: type[R], kept: Document, opened: Document) -> Document:
    """Return *opened* with each change that *kept* makes and the record can hold.

    A part that is new comes whole or not at all.
    """
    document = opened
    for path, value in _changes(diff(opened, kept), opened):
        changed = apply(document, setting(path, value))
        try:
            document = to_document(from_document(kind, changed))
        except UNREADABLE:
            continue
    return document


def _changes(patch: Document, opened: Document) -> Iterator[tuple[Path, Json]]:
    for key, value in patch.items():
        inner = opened.get(key)
        if isinstance(value, dict) and isinstance(inner, dict):
            for path, leaf in _changes(value, inner):
                yield (key, *path), leaf
        elif isinstance(value, dict):
            yield from (((key, part), leaf) for part, leaf in value.items())
        else:
            yield (key,), value


def _value(form: Filled, asked: FormField, text: str, today: date) -> Json:
    """Return what stands in the record once *text* is typed.

    What the field shows already, to the minute, is not cut down to the minute.
    """
    for stored in (at(form.document, asked.path), at(form.opened, asked.path)):
        if stored is not None and text == text_of(asked, stored):
            return stored
    try:
        return _read(form, asked, text, today)
    except InputRefused:
        return at(form.opened, asked.path)


def _read(form: Filled, asked: FormField, text: str, today: date) -> Json:
    stored = at(form.document, asked.path)
    if asked.kind is FieldKind.TIME and stored is None:
        today = _day(form, asked, today)
    return value_of(asked, text, today, stored)


def _day(form: Filled, asked: FormField, today: date) -> date:
    """Return the day on which a time falls that has none of its own."""
    text = form.texts.get((*asked.path, DAY_OF))
    if not text and asked.day_from:
        text = text_of(_day_field(asked), at(form.document, asked.day_from))
    try:
        return read_date(text, today) if text else today
    except InputRefused:
        return today


def _day_kept(form: Filled, asked: FormField) -> dict[Path, str]:
    """Return the text of the day, which stays when its time is taken out."""
    day = _day_field(asked)
    text = form.text(day)
    return {day.key: text} if text else {}


def _day_settled(form: Filled, asked: FormField) -> Filled:
    """Let go of the text of a day that the instant now says."""
    day = _day_field(asked)
    stored = at(form.document, asked.path)
    if stored is None or form.texts.get(day.key) != text_of(day, stored):
        return form
    return evolve(form, texts={k: t for k, t in form.texts.items() if k != day.key})


def _day_field(asked: FormField) -> FormField:
    return evolve(asked, kind=FieldKind.DAY)


def _put(document: Document, asked: FormField, value: Json) -> Document:
    """Return *document* with the value, and with what must stand beside it."""
    if is_same(at(document, asked.path), value):
        return document
    above = asked.path[:-1]
    if value is not None and asked.beside and at(document, above) is None:
        document = apply(document, setting(above, dict(asked.beside)))
    return apply(document, setting(asked.path, value))
