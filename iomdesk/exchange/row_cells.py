"""The cells of one row by field, and what is told of them."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from attrs import frozen

from iomdesk.exchange import days
from iomdesk.exchange.cell_faults import CellFault, Noted
from iomdesk.exchange.vocabulary import Vocabulary

_EITHER_WAY = (
    "Dates of this column have their month first, so this one may be either of two "
    "days. Export the list with dates like 1980-03-14."
)


@frozen(kw_only=True)
class RowRules:
    """By what rows are read; *month_first* are fields whose column is so written."""

    vocabulary: Vocabulary
    source: str
    today: date
    month_first: frozenset[str] = frozenset()


class Cells:
    """The cells of one row; what cannot be read is noted in *faults*, not raised.

    *notes* is told of cells that were taken, *kept* are cells that say more than was
    taken, *unsure* what a person must look at: all by field.
    """

    def __init__(self, said: Mapping[str, str], rules: RowRules) -> None:
        self.said = said
        self.rules = rules
        self.words = rules.vocabulary
        self.faults: dict[str, str] = {}
        self.notes: dict[str, str] = {}
        self.kept: set[str] = set()
        self.unsure: dict[str, str] = {}

    def text(self, name: str) -> str | None:
        return self.said.get(name)

    def texts(self, names: Sequence[str]) -> dict[str, Any]:
        return {name: self.said.get(name) for name in names}

    def read(self, name: str, reader: Callable[..., Any], *more: Any) -> Any:
        """Return the cell as *reader* reads it, or None where it says nothing."""
        text = self.said.get(name)
        if text is None:
            return None
        try:
            return self._taken(name, reader(text, *more))
        except CellFault as fault:
            self.faults[name] = str(fault)
            return None

    def day(self, name: str, reader: Callable[..., Any], *more: Any) -> Any:
        """Return a day; one that month first would be another is a fault there."""
        text = self.said.get(name, "")
        if name in self.rules.month_first and days.may_be_either(text):
            self.faults[name] = _EITHER_WAY
            return None
        return self.read(name, reader, *more, self.words)

    def note(self, name: str, note: str = "", *, keep: bool = False) -> None:
        if note:
            self.notes[name] = note
        if keep:
            self.kept.add(name)

    def _taken(self, name: str, value: Any) -> Any:
        if not isinstance(value, Noted):
            return value
        self.note(name, value.note, keep=value.keep)
        return value.value
