"""A record as lines of plain words, for a person at a terminal."""

from collections.abc import Iterator
from textwrap import wrap

from iomdesk.journal.patch import Path
from iomdesk.records.codec import Document, Json
from iomdesk.wording import field_label, value_text

_WIDE = 100
_UNSAID = frozenset({"id", "case_id", "said"})


def record_lines(kind: str, document: Document) -> Iterator[str]:
    """Yield the record's fields by their words, each part on a line of its own."""
    for key, value in document.items():
        if key in _UNSAID:
            continue
        label = field_label(kind, (key,))
        label = label[:1].upper() + label[1:]
        if isinstance(value, dict):
            yield label
            yield from _inside(kind, (key,), value)
        else:
            yield from _wrapped(f"{label}: {value_text(kind, (key,), value)}", "")


def _inside(kind: str, path: Path, said: Document) -> Iterator[str]:
    """Yield the parts or fields below *path*, one step further in."""
    indent = "  " * len(path)
    for name, value in said.items():
        here = (*path, name)
        if _is_part(said):
            kept = {key: inner for key, inner in value.items() if inner is not None}
            yield from _wrapped(value_text(kind, here, kept), f"{indent}- ")
            continue
        label = field_label(kind, here).rpartition(": ")[2]
        if _is_part(value):
            yield f"{indent}{label}"
            yield from _inside(kind, here, value)
        else:
            yield from _wrapped(f"{label}: {value_text(kind, here, value)}", indent)


def _is_part(said: Json) -> bool:
    """Say whether *said* is a mapping of parts by their keys."""
    return isinstance(said, dict) and all(isinstance(v, dict) for v in said.values())


def _wrapped(words: str, indent: str) -> Iterator[str]:
    yield from wrap(
        words, _WIDE, initial_indent=indent, subsequent_indent=" " * (len(indent) + 2)
    )
