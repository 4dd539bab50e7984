"""What a form asks: its fields, page by page, each with its place in the record."""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from itertools import takewhile
from typing import Literal

from attrs import evolve, field, frozen

from iomdesk.journal.patch import Path, at
from iomdesk.records.codec import Document, Json

DAY_OF = "day"
"""Ends the key of a field that takes only the day of an instant."""


class FieldKind(StrEnum):
    LINE = "line"
    TEXT = "text"
    PICK = "pick"
    LIST = "list"
    YES_NO = "yes_no"
    TICK = "tick"
    SEVERAL = "several"
    DATE = "date"
    DAY = "day"
    TIME = "time"
    MONTHS = "months"
    COUNT = "count"
    NUMBER = "number"


Shown = Callable[[Document], bool]
"""Says of the record, or of the part that the field is in, whether it is asked."""


@frozen(kw_only=True)
class FormField:
    """One field; *path* leads to its value from the record, or from its part.

    *blank* is what is stored where nothing is typed: "" where the record wants a text.
    *beside* must stand in a part before the field's value can. The time of an instant
    that has no day yet is on the day of the instant at *day_from*, or else today.
    """

    path: Path
    label: str
    kind: FieldKind = FieldKind.LINE
    hint: str = ""
    help: str = ""
    optional: bool = False
    options: tuple[tuple[str, str], ...] = ()
    nothing: str = ""
    lines: int = 2
    blank: Json = None
    beside: Mapping[str, Json] = field(factory=dict)
    day_from: Path = ()
    shown: Shown | None = None
    check: Callable[[Json], str] | None = None

    @property
    def key(self) -> Path:
        """Return the place of its text: two fields share an instant."""
        return (*self.path, DAY_OF) if self.kind is FieldKind.DAY else self.path


@frozen(kw_only=True)
class FormParts:
    """Parts of a record, each with the same fields; *make* is a new one.

    Ranked parts stand in the order of their rank. *shown* leaves out parts that ended.
    """

    path: Path
    items: "tuple[Item, ...]"
    make: Document
    add: str
    one: str
    box: str = "part"
    ranked: bool = False
    shown: Shown | None = None


@frozen(kw_only=True)
class FormRow:
    """Fields side by side, none narrower than *least* lines of text are high.

    With no *least* they flow, each as wide as it wants to be.
    """

    items: "tuple[Item, ...]"
    least: int = 12


@frozen(kw_only=True)
class FormOwn:
    """Where the screen puts what only it has; *paths* are put right there.

    *fields* are those that it draws in a way of its own.
    """

    key: str
    paths: tuple[Path, ...] = ()
    fields: tuple[FormField, ...] = ()


@frozen(kw_only=True)
class FormCard:
    items: "tuple[Item, ...]"
    heading: str = ""
    look: Literal["card", "edge", "plain"] = "card"


Item = FormField | FormParts | FormRow | FormOwn | FormCard


@frozen(kw_only=True)
class FormPage:
    key: str
    title: str
    items: tuple[Item, ...]


@frozen(kw_only=True)
class Form:
    """*word* names the form, and the record in what is kept of it."""

    word: str
    pages: tuple[FormPage, ...]

    def page(self, key: str) -> FormPage:
        return next(page for page in self.pages if page.key == key)


def form_fields(
    form: Form, document: Mapping[str, Json], *, hidden: bool = False
) -> Iterator[FormField]:
    """Yield each field that is asked now, with its whole path; with *hidden*, all."""
    for page in form.pages:
        yield from fields_in(page.items, document, hidden=hidden)


def fields_in(
    items: "tuple[Item, ...]",
    document: Mapping[str, Json],
    above: Path = (),
    *,
    hidden: bool = False,
) -> Iterator[FormField]:
    for item in items:
        if isinstance(item, FormField):
            if hidden or is_shown(item, document, above):
                yield placed(item, above)
        elif isinstance(item, FormParts):
            stored = at(document, (*above, *item.path)) or {}
            for key in stored if hidden else part_keys(item, document, above):
                part = (*above, *item.path, key)
                yield from fields_in(item.items, document, part, hidden=hidden)
        else:
            inner = item.fields if isinstance(item, FormOwn) else item.items
            yield from fields_in(inner, document, above, hidden=hidden)


def placed(item: FormField, above: Path) -> FormField:
    return evolve(item, path=(*above, *item.path)) if above else item


def is_shown(item: FormField, document: Mapping[str, Json], above: Path = ()) -> bool:
    return item.shown is None or item.shown(at(document, above) or {})


def part_keys(
    parts: FormParts, document: Mapping[str, Json], above: Path = ()
) -> list[str]:
    """Return the ids of the parts that are shown, in their order."""
    stored = at(document, (*above, *parts.path)) or {}
    keys = [k for k in stored if parts.shown is None or parts.shown(stored[k])]
    if parts.ranked:
        keys.sort(key=lambda key: (stored[key].get("rank", 0), key))
    return keys


def page_with(form: Form, path: Path) -> str:
    """Return the page on which *path* is put right, "" where none asks it."""
    found = [
        (_shared(place, path), -number, page.key)
        for number, page in enumerate(form.pages)
        for place in _places(page.items)
    ]
    most = max(found, default=(0, 0, ""))
    return most[2] if most[0] else ""


def _places(items: tuple[Item, ...]) -> Iterator[Path]:
    for item in items:
        if isinstance(item, FormOwn):
            yield from item.paths
        elif isinstance(item, FormField | FormParts):
            yield item.path
        else:
            yield from _places(item.items)


def _shared(place: Path, path: Path) -> int:
    """Return how many steps *place* and *path* go the same way."""
    same = takewhile(lambda both: both[0] == both[1], zip(place, path, strict=False))
    return len(list(same))
