"""Lines of the list of people, each read when somebody looks at it."""

import json
from collections.abc import Sequence
from datetime import date
from typing import overload

from iomdesk.ports import CaseRow


class CaseRows(Sequence[CaseRow]):
    """A screen shows thirty lines of what a key brings; the rest stay text."""

    def __init__(self, lines: Sequence[str | CaseRow]) -> None:
        self._lines = list(lines)

    def __len__(self) -> int:
        return len(self._lines)

    @overload
    def __getitem__(self, at: int) -> CaseRow: ...

    @overload
    def __getitem__(self, at: slice) -> "CaseRows": ...

    def __getitem__(self, at: int | slice) -> "CaseRow | CaseRows":
        if isinstance(at, slice):
            return CaseRows(self._lines[at])
        line = self._lines[at]
        if isinstance(line, str):
            line = self._lines[at] = case_row(line)
        return line


def case_row(line: str) -> CaseRow:
    """Return a stored line as a record; by hand, as a list is many of them."""
    said = json.loads(line)
    if born_on := said.get("born_on"):
        said["born_on"] = date.fromisoformat(born_on)
    for many in ("cohorts", "markers"):
        said[many] = tuple(said.get(many, ()))
    return CaseRow(**said)
