"""Dates that contradict each other become questions: ended before it began."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from iomdesk.cases.whole import WholeCase
from iomdesk.dates import date_text
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import said_document
from iomdesk.journal.patch import Path
from iomdesk.records.codec import Document

_PAIRS = (
    ("started_on", "ended_on"),
    ("created_on", "ended_on"),
    ("started_on", "expires_on"),
)


def ask_about_order(case: WholeCase, group: Group) -> None:
    """Ask about every part that ended before it began."""
    document = said_document(case)
    for path, part in _parts(document):
        for begun, over in _PAIRS:
            first, last = part.get(begun), part.get(over)
            if first and last and last < first:
                label = group.words.field(path, document)
                group.ask(
                    (*path, over),
                    f"The {label} ended on {_day(last)}, before it began on "
                    f"{_day(first)}. Which is right?",
                    first,
                    last,
                )


def _parts(document: Document, above: Path = ()) -> Iterator[tuple[Path, Any]]:
    for key, value in document.items():
        if isinstance(value, dict):
            yield (*above, key), value
            yield from _parts(value, (*above, key))


def _day(text: str) -> str:
    return date_text(date.fromisoformat(text))
