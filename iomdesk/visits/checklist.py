"""The checklist of a visit: what to look at, with last time's answer beside it."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen

from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.summary import is_registered, live_conditions
from iomdesk.cases.whole import WholeCase
from iomdesk.visits.reference import VisitReference
from iomdesk.visits.visit import Check, Visit

CONDITION_SCALE = "kept"


@frozen(kw_only=True)
class Purpose:
    text: str


@frozen(kw_only=True)
class Item:
    """One line; an answer in *note_for* needs a note beside it."""

    code: str
    text: str
    scale: str
    note_for: tuple[str, ...] = ()
    homes: bool = False
    registered: bool = False


@frozen(kw_only=True)
class Group:
    """Lines asked together; *later* ones wait for the car, not the doorstep."""

    code: str
    title: str
    conditions: bool = False
    homes: bool = False
    later: bool = False
    items: tuple[Item, ...] = ()


@frozen(kw_only=True)
class Checklist:
    """One dated wording of the checklist."""

    version: str
    effective_from: date
    source: str
    purposes: tuple[Purpose, ...] = ()
    groups: tuple[Group, ...]


@frozen(kw_only=True)
class AskedItem:
    """A line as this visit puts it; *last* is what the last visit found."""

    code: str
    text: str
    detail: str | None = None
    scale: tuple[str, ...]
    note_for: tuple[str, ...] = ()
    last: Check | None = None
    last_on: date | None = None


@frozen(kw_only=True)
class AskedGroup:
    code: str
    title: str
    later: bool = False
    items: tuple[AskedItem, ...] = field(factory=tuple)


@frozen(kw_only=True)
class Last:
    """The last visit at which the person was seen, and its legal date."""

    visit: Visit
    on: date


def checklist(
    case: WholeCase,
    last: Last | None,
    template: Checklist,
    reference: VisitReference,
    kind: str,
    today: date,
) -> tuple[AskedGroup, ...]:
    """Return what to look at on this visit, conditions in force one by one."""
    found = reference.kind(kind)
    at_home = found is None or found.home
    groups = (
        AskedGroup(
            code=group.code,
            title=group.title,
            later=group.later,
            items=tuple(
                _with_last(item, last)
                for item in _items(case, group, reference, today, at_home=at_home)
            ),
        )
        for group in template.groups
        if at_home or not group.homes
    )
    return tuple(group for group in groups if group.items)


def answered(groups: tuple[AskedGroup, ...], visit: Visit) -> dict[str, int]:
    """Return by group how many lines have an answer."""
    return {
        group.code: sum(_is_answered(visit, item.code) for item in group.items)
        for group in groups
    }


def confirm_unchanged(item: AskedItem) -> Check | None:
    """Return last time's answer as confirmed today, or None where there was none."""
    if item.last is None or item.last.answer in (None, "not_checked"):
        return None
    return Check(
        asked=item.text,
        answer=item.last.answer,
        note=item.last.note,
        confirmed_unchanged=True,
    )


def condition_code(sentence_id: str, condition_id: str) -> str:
    return f"condition.{sentence_id}.{condition_id}"


def condition_line(sentence: Sentence, condition: Condition) -> str:
    """Return a condition on one line: “SHPO: no device without risk software”."""
    return f"{sentence.description}: {condition.short or condition.text}"


def _items(
    case: WholeCase,
    group: Group,
    reference: VisitReference,
    today: date,
    *,
    at_home: bool,
) -> Iterator[AskedItem]:
    registered = is_registered(case)
    for item in group.items:
        if (registered or not item.registered) and (at_home or not item.homes):
            yield _asked(item, reference)
    if group.conditions:
        yield from _conditions(case, reference, today)


def _asked(item: Item, reference: VisitReference) -> AskedItem:
    scale = reference.scales.get(item.scale, ())
    words = [word for word in map(reference.answer, scale) if word]
    noted = (word.code for word in words if word.needs_note)
    return AskedItem(
        code=item.code,
        text=item.text,
        scale=tuple(scale),
        note_for=(*item.note_for, *noted),
    )


def _conditions(
    case: WholeCase, reference: VisitReference, today: date
) -> Iterator[AskedItem]:
    for sentence_id, sentence, condition_id, condition in live_conditions(case, today):
        item = Item(
            code=condition_code(sentence_id, condition_id),
            text=condition_line(sentence, condition),
            scale=CONDITION_SCALE,
        )
        detail = condition.text if condition.short else None
        yield evolve(_asked(item, reference), detail=detail)


def _with_last(item: AskedItem, last: Last | None) -> AskedItem:
    if last is None or item.code not in last.visit.checks:
        return item
    return evolve(item, last=last.visit.checks[item.code], last_on=last.on)


def _is_answered(visit: Visit, code: str) -> bool:
    check = visit.checks.get(code)
    return bool(check and (check.answer or check.note))
