"""One walk: every writer has a word for every block, and the digest misses no field."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any, get_args
from zoneinfo import ZoneInfo

import pytest
from attrs import evolve, fields, has

from iomdesk.documents.blocks import (
    Badges,
    Block,
    Document,
    Fields,
    Handling,
    Heading,
    KeepTogether,
    Listing,
    PageBreak,
    Picture,
    RiskBadge,
    SignatureBox,
    Table,
    Text,
    WarningMarker,
    Wheel,
)
from iomdesk.documents.docx_blocks import WordBlocks
from iomdesk.documents.pdf_blocks import PdfBlocks
from iomdesk.documents.walk import (
    NOT_IN_DIGEST,
    Writer,
    document_digest,
    document_texts,
    write,
)
from tests.documents.made_up import a_document, a_picture
from ui.widgets.document_blocks import DocumentBlocks

NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)

FULL: tuple[Block, ...] = (
    Heading(text="Who"),
    Text(text="He said so."),
    Fields(
        rows=(
            ("Name", "Dooley"),
            ("Risk", RiskBadge(level="high", label="Children")),
            ("Warning", WarningMarker(text="Dogs")),
            ("Phone", None),
        )
    ),
    Table(header=("When",), rows=(("today",),), caption="Log", widths=(1.0,)),
    Picture(image=a_picture(), alt="A worktop", caption="Worktop"),
    SignatureBox(
        label="Officer", name="Marsh", role="PC", signed_at=NOON, image=a_picture()
    ),
    Badges(items=(RiskBadge(level="low"), WarningMarker(text="Violent"))),
    Listing(items=("one", "two")),
    PageBreak(),
    Wheel(
        labels=("Health",),
        then=(1.0,),
        now=(None,),
        top=4,
        title="Needs",
        then_on=date(2026, 1, 1),
        now_on=date(2026, 6, 1),
    ),
    KeepTogether(blocks=(Text(text="kept"),)),
)
HANDLING = Handling(
    copy="1",
    valid_until=date(2027, 1, 1),
    destroy_by=date(2027, 2, 1),
    recipients=("MAPPA",),
    desk="Laptop 7",
    instruction="Shred it.",
)
OTHER = {"marking": "OFFICIAL", "level": "low", "style": "small"}
"""Another word, of the few that a field takes."""


def a_full_document() -> Document:
    return a_document(*FULL, handling=HANDLING, status="draft")


def altered(thing: Any) -> Iterator[tuple[str, Any]]:
    """Yield *thing* with one value changed, once for every value in it, and where."""
    for name in (field.name for field in fields(type(thing))):
        for path, value in changes(name, getattr(thing, name)):
            try:
                yield f"{type(thing).__name__}.{path}", evolve(thing, **{name: value})
            except ValueError:
                assert isinstance(thing, Wheel)  # has a value for each label


def changes(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(value, tuple):
        yield f"{name}, shorter", value[:-1]
        for n, one in enumerate(value):
            for path, other in changes(name, one):
                yield path, (*value[:n], other, *value[n + 1 :])
    elif has(type(value)):
        for path, other in altered(value):
            yield f"{name} {path}", other
    else:
        yield name, another(name, value)


def another(name: str, value: Any) -> Any:
    match value:
        case bool():
            return not value
        case str():
            return "high" if value == "low" else OTHER.get(name, "x")
        case int() | float():
            return value + 1
        case bytes():
            return value + b"x"
        case date():
            return value + timedelta(days=1)
    assert value is None
    return "x"


def test_the_full_document_holds_every_kind_of_block_with_every_field_filled() -> None:
    shown = {type(block) for block in FULL}

    assert shown == set(get_args(Block))
    assert not [f.name for f in fields(Handling) if not getattr(HANDLING, f.name)]
    for block in FULL:
        assert not [
            f.name for f in fields(type(block)) if getattr(block, f.name) is None
        ]


def test_every_value_of_every_block_is_in_the_digest() -> None:
    document = a_full_document()
    usual = document_digest(document)

    passed_by = {p for p, other in altered(document) if document_digest(other) == usual}

    assert passed_by == {f"Document.{name}" for name in NOT_IN_DIGEST}


def test_every_field_is_altered_once_at_least() -> None:
    """What the test above rests on: no field of any block stays as it is."""
    found = " ".join(path for path, _ in altered(a_full_document()))

    for kind in (*get_args(Block), Document, Handling, RiskBadge, WarningMarker):
        for field in fields(kind):
            assert f"{kind.__name__}.{field.name}" in found


def test_no_two_documents_of_these_are_taken_for_one() -> None:
    """A value that wanders from one field to its neighbour is another value."""
    one = a_document(Text(text="ab"), Text(text="c"))
    other = a_document(Text(text="a"), Text(text="bc"))
    titled = a_document(Heading(text="ab"), Text(text="c"))

    assert len({document_digest(each) for each in (one, other, titled)}) == 3


def test_a_digest_does_not_hang_on_the_zone_of_a_clock() -> None:
    signed = [
        a_document(SignatureBox(label="Officer", signed_at=NOON.astimezone(zone)))
        for zone in (UTC, ZoneInfo("Europe/London"), ZoneInfo("Asia/Kolkata"))
    ]

    assert len({document_digest(each) for each in signed}) == 1


def test_codes_are_no_texts() -> None:
    found = set(document_texts(a_full_document()))

    assert {"Dooley", "Children", "Needs", "kept", "Shred it."} <= found
    assert not {"body", "high", "low"} & found


class Kinds:
    """A writer that says which method a block went to."""

    def __getattr__(self, name: str) -> Any:
        return lambda _block: name


def test_every_kind_of_block_has_a_word_of_its_own() -> None:
    writer: Any = Kinds()

    assert len({write(block, writer) for block in FULL}) == len(get_args(Block))


@pytest.mark.parametrize("writer", [PdfBlocks, WordBlocks, DocumentBlocks])
def test_no_writer_has_fewer_words_or_more(writer: type) -> None:
    words = {name for name in vars(Writer) if not name.startswith("_")}
    made = {name for name in vars(writer) if not name.startswith("_")}

    assert words <= made
