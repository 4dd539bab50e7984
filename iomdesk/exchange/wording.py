"""How fields, parts, values and sources are called in questions and reports."""

import re
from collections.abc import Mapping
from datetime import date, datetime

from attrs import frozen

from iomdesk.dates import date_text, instant_text
from iomdesk.journal.patch import Path, at
from iomdesk.records.codec import Json
from iomdesk.resources import resource_toml

_TITLES = ("text", "description", "name", "surname", "tool", "value", "kind", "lines")
_ID_SIZE = 36
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:T[\d:.]+Z)?$")
_CODE = re.compile(r"[a-z]+(?:_[a-z]+)+")


@frozen(kw_only=True)
class Wording:
    """The words of `resources/exchange/wording.toml`."""

    sources: Mapping[str, str]
    fields: Mapping[str, str]
    parts: Mapping[str, str]
    groups: Mapping[str, str]
    longest: int

    def source(self, name: str) -> str:
        return self.sources.get(name, name)

    def field(self, path: Path, document: Mapping[str, Json]) -> str:
        """Return the words for *path*, like “level of the warning marker “Risk””."""
        name = self.fields.get(path[-1], path[-1].replace("_", " "))
        place = next(
            (n for n in range(len(path) - 1, 0, -1) if len(path[n]) == _ID_SIZE), None
        )
        if place is None:
            group = self.groups.get(path[0], "") if len(path) > 1 else ""
            return f"{group} {name}".strip()
        part = self.parts.get(path[place - 1], "entry")
        title = self._title(at(document, path[: place + 1]))
        if place == len(path) - 1:
            return f"{part} {title}".strip()
        return f"{name} of the {part} {title}".strip()

    def _title(self, part: Json) -> str:
        said = part if isinstance(part, dict) else {}
        title = next((said[key] for key in _TITLES if said.get(key)), None)
        return "" if title is None else self.value(title)

    def value(self, value: Json) -> str:
        """Return *value* in quotation marks as a reader says it, cut where long."""
        text = plain_text(value)
        if len(text) > self.longest:
            text = text[: self.longest].rstrip() + "…"
        return f"“{text}”"


def load_wording() -> Wording:
    said = resource_toml("exchange/wording.toml")
    return Wording(
        sources=said["sources"],
        fields=said["fields"],
        parts=said["parts"],
        groups=said["groups"],
        longest=resource_toml("exchange/limits.toml")["values_shown"],
    )


def plain_text(value: Json) -> str:
    """Return *value* as a reader says it: dates in words, yes and no."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(plain_text(inner) for inner in value)
    if isinstance(value, dict):
        return ", ".join(plain_text(inner) for inner in value.values())
    text = " ".join(str(value).split())
    if _CODE.fullmatch(text):
        return text.replace("_", " ")
    return _moment(text) if _MOMENT.match(text) else text


def _moment(text: str) -> str:
    try:
        if len(text) == len("2026-03-02"):
            return date_text(date.fromisoformat(text))
        return instant_text(datetime.fromisoformat(text))
    except ValueError:
        return text
