"""The inputs of a score, read one by one, each refused by name if it cannot be."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

from iomdesk.errors import InputRefused

T = TypeVar("T")
LONGEST_QUOTE = 60


class Rejected(InputRefused):
    """The rules of a tool give no score for this input; *code* names the rule."""

    def __init__(self, code: str, field: str, message: str) -> None:
        super().__init__(message, field)
        self.code = code


class Inputs:
    """Values by name; null is the same as not given. Notes which names were asked."""

    def __init__(self, values: Mapping[str, Any], within: str = "") -> None:
        self._values = {k: v for k, v in values.items() if v is not None}
        self._within = within
        self._asked: set[str] = set()
        self._parts: dict[str, Inputs] = {}

    def has(self, name: str) -> bool:
        self._asked.add(name)
        return name in self._values

    def ignored(self) -> tuple[str, ...]:
        """Return the names that were given and that no rule asked for."""
        here = [self._path(name) for name in set(self._values) - self._asked]
        within = [name for part in self._parts.values() for name in part.ignored()]
        return tuple(sorted([*here, *within]))

    def text(self, name: str) -> str | None:
        if not self.has(name):
            return None
        value = self._values[name]
        if not isinstance(value, str) or not value.strip():
            raise self._refused(name, "not_text", "is not text")
        return value.strip()

    def word(self, name: str, allowed: Iterable[str]) -> str | None:
        """Return one of the *allowed* words: “Very high” is very_high."""
        said = self.text(name)
        if said is None:
            return None
        word = "_".join(said.lower().replace("-", " ").split())
        known = tuple(allowed)
        if word not in known:
            wanted = f"is “{clipped(said)}”; it takes {', '.join(known)}"
            raise self._refused(name, "not_known", wanted)
        return word

    def flag(self, name: str) -> bool | None:
        if not self.has(name):
            return None
        value = self._values[name]
        if value in ("yes", "no"):
            return bool(value == "yes")
        if not isinstance(value, bool):
            raise self._refused(name, "not_yes_or_no", "is neither true nor false")
        return value

    def whole(
        self, name: str, least: int = 0, most: int = 999, short: str = "", why: str = ""
    ) -> int | None:
        """Return a whole number within limits; *short* names it in the codes.

        *why* says what a number below the limit means.
        """
        if not self.has(name):
            return None
        value = self._values[name]
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        if isinstance(value, bool) or not isinstance(value, int):
            raise self._refused(name, "not_a_whole_number", "is not a whole number")
        if value < least:
            raise self._outside(name, short, "below", least, why)
        if value > most:
            raise self._outside(name, short, "above", most)
        return value

    def number(self, name: str, least: float, most: float) -> float | None:
        if not self.has(name):
            return None
        value = self._values[name]
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self._refused(name, "not_a_number", "is not a number")
        if not least <= value <= most:
            raise self._refused(name, "outside_limits", f"is not {least} to {most}")
        return float(value)

    def day(self, name: str) -> date | None:
        said = self.text(name)
        if said is None:
            return None
        try:
            return date.fromisoformat(said)
        except ValueError:
            wanted = "is not a date; write it like 2026-03-02"
            raise self._refused(name, "not_a_date", wanted) from None

    def words(self, name: str, allowed: Iterable[str]) -> tuple[str, ...] | None:
        if not self.has(name):
            return None
        value, known = self._values[name], tuple(allowed)
        if not isinstance(value, list | tuple):
            raise self._refused(name, "not_a_list", "is not a list")
        for word in value:
            if word not in known:
                said = clipped(str(word))
                raise self._refused(name, "not_known", f"does not take “{said}”")
        return tuple(value)

    def part(self, name: str) -> "Inputs | None":
        """Return the inputs that stand under *name*."""
        if not self.has(name):
            return None
        value = self._values[name]
        if not isinstance(value, Mapping):
            raise self._refused(name, "not_an_object", "is not a group of values")
        return self._parts.setdefault(name, Inputs(value, self._path(name)))

    def value(self, name: str) -> Any:
        """Return the value as it was given."""
        return self._values.get(name) if self.has(name) else None

    def names(self) -> tuple[str, ...]:
        self._asked.update(self._values)
        return tuple(self._values)

    def demand(self, **needed: object) -> None:
        """Refuse if any of *needed* is None, naming them all."""
        missing = [name for name, value in needed.items() if value is None]
        if missing:
            listed = ", ".join(name.replace("_", " ") for name in missing)
            raise Rejected(
                "missing_input",
                self._path(missing[0]),
                f"There is no score without: {listed}.",
            )

    def _path(self, name: str) -> str:
        return f"{self._within}.{name}" if self._within else name

    def _refused(self, name: str, code: str, said: str) -> Rejected:
        words = name.replace("_", " ")
        return Rejected(f"{name}_{code}", self._path(name), f"“{words}” {said}.")

    def _outside(
        self, name: str, short: str, side: str, limit: int, why: str = ""
    ) -> Rejected:
        words = name.replace("_", " ")
        return Rejected(
            f"{short or name}_{side}_{limit}",
            self._path(name),
            f"“{words}” is {side} {limit}. {why}".strip(),
        )


def clipped(said: str) -> str:
    """Return as much of what was said as a sentence can hold."""
    return said if len(said) <= LONGEST_QUOTE else f"{said[:LONGEST_QUOTE]}…"


def known(value: T | None) -> T:
    """Return a value that `demand` has let through."""
    if value is None:
        raise AssertionError("demand was not asked for this value")
    return value
