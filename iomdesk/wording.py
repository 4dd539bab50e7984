"""How a field and its value read where they stand by themselves."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from iomdesk.bank import NO_CARD
from iomdesk.journal.patch import Path, at
from iomdesk.record_types import Place, parts_of, place_of, record_types
from iomdesk.records.codec import Document, Json
from iomdesk.resources import resource_toml
from iomdesk.value_words import code_words, words_of

NOTHING = "not recorded"


def field_label(kind: str, path: Path, document: Document | None = None) -> str:
    """Return the words of a field as its form has them: “Risk …: children”.

    With the record's *document* a part is named: “Warning marker “Dog”: expiry”.
    """
    if path[0] == NO_CARD:
        return str(resource_toml("wording/fields.toml")[NO_CARD])
    root = record_types().get(kind)
    said: list[str] = []
    for depth in range(1, len(path) + 1):
        place = place_of(root, path[:depth])
        if place.part_of is not None:
            said[-1:] = [_named(kind, place, path[:depth], document, said)]
        elif word := _word(kind, place, path[depth - 1]):
            said.append(word)
    return ": ".join(said) or path[-1]


def value_text(kind: str, path: Path, value: Json) -> str:
    """Return a value as it is read: High, 3 March 2026, yes, not recorded."""
    place = place_of(record_types().get(kind), path)
    if value is None or value == "":
        return NOTHING
    if isinstance(value, dict):
        parts = (_with_label(kind, (*path, key), v) for key, v in value.items())
        return "; ".join(parts) or NOTHING
    if isinstance(value, list | tuple):
        return ", ".join(words_of(place, inner) for inner in value) or NOTHING
    return words_of(place, value)


def action_said(action: str) -> str:
    """Return what somebody did: “Visit signed”; an unknown action by its own name."""
    known: Mapping[str, str] = _actions()
    return known.get(action.replace(" ", "_")) or action[:1].upper() + action[1:]


@lru_cache(maxsize=1)
def _actions() -> Mapping[str, str]:
    said: Mapping[str, str] = resource_toml("wording/actions.toml")["said"]
    return said


@lru_cache(maxsize=1)
def labels() -> Mapping[str, Mapping[str, Mapping[str, str]]]:
    """Return the words by kind of record, name of the part, and field.

    What stands beside a case has the words of the part that it is.
    """
    said = resource_toml("wording/fields.toml")
    return {
        kind: {part.__name__: _table(said, kind, part) for part in parts_of(record)}
        for kind, record in record_types().items()
    }


def _table(said: Json, kind: str, part: type) -> dict[str, str]:
    words: dict[str, str] = {}
    for owner in reversed(part.__mro__):
        for home in ("case", kind):
            words |= said[home].get(owner.__name__, {})
    return words


def _with_label(kind: str, path: Path, value: Json) -> str:
    place = place_of(record_types().get(kind), path)
    return f"{_word(kind, place, path[-1])}: {value_text(kind, path, value)}"


def _word(kind: str, place: Place, key: str) -> str:
    """Return the word for a field; one that is not known here reads plainly."""
    owner = place.owner.__name__ if place.owner else ""
    words = labels().get(kind, {}).get(owner, {})
    return words.get(key, key.replace("_", " "))


def _named(
    kind: str, place: Place, path: Path, document: Document | None, said: list[str]
) -> str:
    """Return the part's word with what tells it apart: “Warning marker “Dog””."""
    above = said[-1] if said else ""
    title = code_words(place, path[-1]) or _title(kind, place, path, document)
    return f"{above} “{title}”" if title else above


def _title(kind: str, place: Place, path: Path, document: Document | None) -> str:
    name = place.holds.__name__ if isinstance(place.holds, type) else ""
    field = labels().get(kind, {}).get(name, {}).get("_title")
    part: Any = at(document, path) if document else None
    if not field or not isinstance(part, dict) or not part.get(field):
        return ""
    return value_text(kind, (*path, field), part[field])
