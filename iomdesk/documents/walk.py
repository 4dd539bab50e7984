"""The one walk over a document: every writer follows it, and so does the digest."""

import hashlib
import json
from collections.abc import Iterator
from datetime import UTC, date, datetime
from typing import Any, Literal, Protocol, TypeVar, get_origin

from attrs import Attribute, fields, has

from iomdesk.documents.blocks import (
    Badges,
    Block,
    Document,
    Fields,
    Heading,
    KeepTogether,
    Listing,
    PageBreak,
    Picture,
    SignatureBox,
    Table,
    Text,
    Wheel,
)

NOT_IN_DIGEST = {
    "printed_at": "the same paper printed later is the same paper; its copy is numbered"
}
"""Fields of a document that its digest passes by, each with the reason."""

W_co = TypeVar("W_co", covariant=True)
Leaf = tuple["Attribute[Any] | None", object]
"""A value with the field it stands in; None for what only says how things lie."""


class Writer(Protocol[W_co]):
    """What one format makes of each kind of block; a new kind is missed by none."""

    def heading(self, block: Heading, /) -> W_co: ...
    def text(self, block: Text, /) -> W_co: ...
    def fields(self, block: Fields, /) -> W_co: ...
    def table(self, block: Table, /) -> W_co: ...
    def picture(self, block: Picture, /) -> W_co: ...
    def signature(self, block: SignatureBox, /) -> W_co: ...
    def badges(self, block: Badges, /) -> W_co: ...
    def listing(self, block: Listing, /) -> W_co: ...
    def page_break(self, block: PageBreak, /) -> W_co: ...
    def wheel(self, block: Wheel, /) -> W_co: ...
    def together(self, block: KeepTogether, /) -> W_co: ...


def write(  # noqa: C901, PLR0911 - one case a block, here and nowhere else
    block: Block, by: Writer[W_co]
) -> W_co:
    match block:
        case Heading():
            return by.heading(block)
        case Text():
            return by.text(block)
        case Fields():
            return by.fields(block)
        case Table():
            return by.table(block)
        case Picture():
            return by.picture(block)
        case SignatureBox():
            return by.signature(block)
        case Badges():
            return by.badges(block)
        case Listing():
            return by.listing(block)
        case PageBreak():
            return by.page_break(block)
        case Wheel():
            return by.wheel(block)
        case KeepTogether():
            return by.together(block)


def document_texts(thing: Document | Block) -> Iterator[str]:
    """Yield every text that somebody gave the document or block, in its order."""
    for at, value in leaves(thing):
        if at and isinstance(value, str) and get_origin(at.type) is not Literal:
            yield value


def document_digest(document: Document) -> str:
    """Return the SHA-256 of what the document says and shows, in any format."""
    found = hashlib.sha256()
    for at, value in leaves(document):
        name = at.name if at else ""
        if name not in NOT_IN_DIGEST:
            found.update(json.dumps([name, _plain(value)]).encode() + b"\n")
    return found.hexdigest()


def leaves(thing: object, at: "Attribute[Any] | None" = None) -> Iterator[Leaf]:
    """Yield every value in *thing*; no field is named here, so none is missed."""
    kind = type(thing)
    if isinstance(thing, tuple):
        yield None, len(thing)
        for part in thing:
            yield from leaves(part, at)
    elif has(kind):
        yield None, kind.__name__
        for each in fields(kind):
            yield from leaves(getattr(thing, each.name), each)
    else:
        yield at, thing


def _plain(value: object) -> object:
    match value:
        case bytes():
            return hashlib.sha256(value).hexdigest()
        case datetime():
            return value.astimezone(UTC).isoformat()
        case date():
            return value.isoformat()
    return value
