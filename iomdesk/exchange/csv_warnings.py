"""What a caseload list makes one wonder about, in sentences for the report."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from iomdesk.cases.case import ReferenceType
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.cells import check_letter_agrees
from iomdesk.exchange.csv_person import DATES
from iomdesk.exchange.csv_table import Table
from iomdesk.exchange.days import is_day_first, is_month_first
from iomdesk.exchange.headings import Headings

_MOST = 10


def unknown(table: Table, headings: Headings) -> Iterable[str]:
    """Name the columns without a field here."""
    unknown = [
        f"“{title}”"
        for title in table.headings
        if title and not headings.is_known(title)
        if not headings.names_bank_detail(title)
    ]
    if unknown:
        yield f"Kept as received, without a field: {', '.join(unknown)}."


def odd_letters(rows: Iterable[tuple[int, WholeCase]]) -> Iterable[str]:
    """Warn of PNC numbers whose check letter says that they were mistyped."""
    lines = [
        line
        for line, case in rows
        for reference in case.references.values()
        if reference.type is ReferenceType.PNC
        if not check_letter_agrees(reference.value)
    ]
    if lines:
        yield (
            "The last letter of a PNC number does not agree with its figures on line "
            f"{listed(lines)}. It was taken as written; it may be mistyped."
        )


class Notes:
    """What is told of cells that were taken or say nothing, once for each column."""

    def __init__(self) -> None:
        self._lines: dict[tuple[str, str], list[int]] = {}

    def add(self, title: str, note: str, line: int) -> None:
        lines = self._lines.setdefault((title, note), [])
        if line not in lines[-1:]:
            lines.append(line)

    def told(self) -> Iterator[str]:
        for (title, note), lines in self._lines.items():
            yield f"Column “{title}”, line {listed(lines)}: {note}"


def month_first(table: Table, fields: Sequence[str | None]) -> dict[str, int]:
    """Return the fields whose dates can only be month first, with one such line.

    *fields* are those of the columns. A column that has dates which can only be day
    first is a column of days first with a slip in it.
    """
    found: dict[str, int] = {}
    for at, name in enumerate(fields):
        if name not in DATES:
            continue
        cells = [(r.line, r.cells[at].strip()) for r in table.rows if at < len(r.cells)]
        odd = next((line for line, text in cells if is_month_first(text)), None)
        if odd and not any(is_day_first(text) for _, text in cells):
            found.setdefault(name, odd)
    return found


def month_first_warnings(found: Mapping[str, int]) -> Iterator[str]:
    for line in dict.fromkeys(found.values()):
        yield (
            f"A date on line {line} has its month first, and none of its column has "
            "its day first. Days that may be either were left out. Export the list "
            "with dates like 1980-03-14."
        )


def listed(lines: Sequence[int | str]) -> str:
    """Return the first of *lines* with commas, and how many more there are."""
    more = f" and {len(lines) - _MOST} more" if len(lines) > _MOST else ""
    return ", ".join(map(str, lines[:_MOST])) + more
