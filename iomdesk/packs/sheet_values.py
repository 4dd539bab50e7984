"""The value of a cell as text, number, yes or no, day, list; or what is wrong."""

import json
from collections.abc import Callable
from datetime import date, datetime
from typing import Any, TypeVar

from iomdesk.packs.sheet_columns import Columns
from iomdesk.packs.sheet_file import Cell, Problems, Row

T = TypeVar("T")

EXACTLY = "exactly "
_YES_NO = {"yes": True, "no": False, "true": True, "false": False}


class CellRefused(ValueError):
    """What a cell holds cannot be taken; the text says why."""


class Cells:
    """The cells of one row by column name; what is wrong goes to *problems*."""

    def __init__(self, row: Row, columns: Columns, problems: Problems) -> None:
        self.row = row
        self._problems = problems
        self._plain: dict[str, Cell] = {}
        self._wording: dict[str, dict[str, Cell]] = {}
        for heading, cell in row.cells.items():
            named = columns.named(heading)
            if named is None:
                continue
            name, language = named
            if language:
                self._wording.setdefault(name, {})[language] = cell
            else:
                self._plain[name] = cell

    def get(self, name: str, take: Callable[[Any], T]) -> T | None:
        """Return what the column says, taken so; None where it says nothing."""
        cell = self._plain.get(name)
        if cell is None:
            return None
        try:
            return take(cell.value)
        except CellRefused as refusal:
            self._problems.add(cell, str(refusal))
        return None

    def demand(self, *names: str) -> None:
        """Say which of these columns the row lacks."""
        for name in names:
            if name not in self._plain and name not in self._wording:
                self._problems.add(self.row, f"the {name} is missing.")

    def wording(self, name: str) -> dict[str, str] | None:
        said: dict[str, str] = {}
        for language, cell in self._wording.get(name, {}).items():
            try:
                said[language] = text(cell.value)
            except CellRefused as refusal:
                self._problems.add(cell, str(refusal))
        return said or None

    def blame(self, name: str, words: str) -> None:
        """Say what is wrong with a column of this row."""
        self._problems.add(self._plain.get(name) or self.row, words)


def text(value: Any) -> str:
    if isinstance(value, bool | date):
        raise CellRefused("text is wanted here. Make the cell a text cell.")
    return value if isinstance(value, str) else str(value)


def code(value: Any) -> str:
    return text(value).strip()


def number(value: Any) -> int | float:
    if isinstance(value, str):
        raise CellRefused("a number typed as text. Make the cell a number.")
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise CellRefused("a number is wanted here.")
    return int(value) if float(value).is_integer() else float(value)


def yes_no(value: Any) -> bool:
    said = _YES_NO.get(str(value).strip().lower())
    if said is None:
        raise CellRefused("yes or no is wanted here.")
    return said


def day(value: Any) -> str:
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    try:
        return date.fromisoformat(str(value).strip()).isoformat()
    except ValueError:
        raise CellRefused("a date like 2026-03-02 is wanted here.") from None


def words(value: Any) -> list[str]:
    """Return a list written with commas."""
    return [word.strip() for word in text(value).split(",") if word.strip()]


def anything(value: Any) -> Any:
    """Return a value of a column that has no meaning of its own here."""
    if isinstance(value, datetime | date):
        return day(value)
    if isinstance(value, str) and value.lstrip()[:1] in {"[", "{"}:
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            raise CellRefused(
                "a list or an object in JSON is wanted here, with straight quotes."
            ) from None
    if isinstance(value, float):
        return number(value)
    return value


def exact(value: Any) -> Any:
    """Return a value of a table; one of more than 15 digits is “exactly 0.1234…”."""
    if not isinstance(value, str) or not value.startswith(EXACTLY):
        return anything(value)
    try:
        return float(value.removeprefix(EXACTLY))
    except ValueError:
        raise CellRefused("a number is wanted after “exactly”.") from None


def exactly(value: Any) -> Any:
    """Return a value as a sheet keeps it: a cell rounds numbers to 15 digits."""
    is_long = isinstance(value, float) and float(f"{value:.15g}") != value
    return f"{EXACTLY}{value!r}" if is_long else value
