"""A part of a JSON answer that knows what was read from it."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from iomdesk.clock import LONDON, london_date
from iomdesk.exchange.unseen import seen
from iomdesk.records.codec import Json


class Branch:
    """JSON at a place; what is read from it is crossed off, what is left has no home.

    A value that is missing, null, empty or of another type reads as None and stays.
    """

    def __init__(
        self, value: Json, place: str = "", read: set[str] | None = None
    ) -> None:
        self.value = value
        self.place = place
        self._read: set[str] = set() if read is None else read

    def __bool__(self) -> bool:
        return self.value not in (None, "", [], {})

    def __getitem__(self, key: str) -> "Branch":
        inner = self.value.get(key) if isinstance(self.value, dict) else None
        return Branch(inner, f"{self.place}/{_escaped(key)}", self._read)

    def each(self, key: str | None = None) -> list["Branch"]:
        """Return the entries of a list, here or under *key*; one alone there is one."""
        at = self if key is None else self[key]
        if key is not None and isinstance(at.value, dict) and at:
            return [at]
        if isinstance(at.value, list):
            return [
                Branch(value, f"{at.place}/{n}", self._read)
                for n, value in enumerate(at.value)
            ]
        return []

    def items(self) -> Iterator[tuple[str, "Branch"]]:
        if isinstance(self.value, dict):
            for key in self.value:
                yield key, self[key]

    def text(self, *keys: str) -> str | None:
        """Return the first of *keys* that says something, as text."""
        for key in keys:
            at = self[key]
            plain = isinstance(at.value, str | int | float) and not at.is_flag()
            if plain and (said := seen(str(at.value))):
                at.cross_off()
                return said
        return None

    def plain(self) -> str | None:
        """Return the text that this is, where it is one."""
        if isinstance(self.value, str) and (said := seen(self.value)):
            self.cross_off()
            return said
        return None

    def flag(self, *keys: str) -> bool | None:
        for key in keys:
            at = self[key]
            said = _FLAGS.get(str(at.value).strip().lower())
            if said is not None and isinstance(at.value, bool | str):
                at.cross_off()
                return said
        return None

    def number(self, key: str) -> int | None:
        at = self[key]
        text = str(at.value).strip()
        if at.is_flag() or not _NUMBER.fullmatch(text):
            return None
        at.cross_off()
        return int(text)

    def day(self, *keys: str) -> date | None:
        instant = self.instant(*keys)
        return london_date(instant) if instant else None

    def instant(self, *keys: str) -> datetime | None:
        """Return a moment; one without a zone is by an English clock."""
        for key in keys:
            at = self[key]
            if isinstance(at.value, str) and (said := instant_of(at.value)):
                at.cross_off()
                return said
        return None

    def moment(self, day: str, clock: str) -> datetime | None:
        """Return a moment whose day and time stand apart."""
        on, at = self[day], self[clock]
        said = instant_of(f"{on.value}T{at.value}")
        if said:
            on.cross_off()
            at.cross_off()
        return said

    def name(self, key: str | None = None) -> str | None:
        """Return a name given in parts, or as one text."""
        at = self if key is None else self[key]
        if isinstance(at.value, str):
            return self.text(key or "")
        parts = (at.text("forename"), at.text("middleName"), at.text("surname"))
        return " ".join(part for part in parts if part) or None

    def outputs(self) -> dict[str, str]:
        """Return every value below as text, by its keys."""
        found: dict[str, str] = {}
        for leaf in self.leaves():
            leaf.cross_off()
            key = leaf.place[len(self.place) + 1 :].replace("/", " ")
            found[key or "value"] = str(leaf.value)
        return found

    def is_flag(self) -> bool:
        return isinstance(self.value, bool)

    def cross_off(self) -> None:
        self._read.update(leaf.place for leaf in self.leaves())

    def marks(self) -> frozenset[str]:
        """Return what was read until now, for going back to it."""
        return frozenset(self._read)

    def go_back(self, marks: frozenset[str]) -> None:
        """Take back what was read since *marks*: it found no home after all."""
        self._read.intersection_update(marks)

    def leaves(self) -> Iterator["Branch"]:
        """Yield the plain values at and below this place that say something."""
        if isinstance(self.value, dict):
            for key in self.value:
                yield from self[key].leaves()
        elif isinstance(self.value, list):
            for inner in self.each():
                yield from inner.leaves()
        elif self:
            yield self

    def left(self) -> tuple[str, ...]:
        """Return the JSON pointers of the values that nothing has read."""
        return tuple(
            leaf.place for leaf in self.leaves() if leaf.place not in self._read
        )


_NUMBER = re.compile(r"-?\d{1,9}", re.ASCII)
_YEARS = range(1850, 2200)
_FLAGS = {"true": True, "yes": True, "y": True, "false": False, "no": False, "n": False}


def instant_of(text: str) -> datetime | None:
    """Return a moment; years that nobody under management sees are no dates."""
    try:
        said = datetime.fromisoformat(text.partition("[")[0].strip())
    except ValueError:
        return None
    if said.year not in _YEARS:
        return None
    return said if said.tzinfo else said.replace(tzinfo=LONDON)


def _escaped(key: str) -> str:
    return key.replace("~", "~0").replace("/", "~1")
