"""A caseload list in an .xlsx file as a table, with what cannot be seen in it told."""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest

from iomdesk.errors import InputRefused
from iomdesk.exchange.csv_table import (
    HEADING_WITHIN,
    IsHeading,
    Record,
    Row,
    Table,
    best_heading,
    row_fault,
    without_end,
)
from iomdesk.exchange.csv_warnings import Notes, listed
from iomdesk.exchange.refusal import Refusal
from iomdesk.exchange.workbook import Limits, Sheet, read_sheet
from iomdesk.resources import resource_toml

_MERGED = re.compile(r"[A-Z]+(\d+):[A-Z]+(\d+)")
_UNSAVED = (
    "A formula has no stored value, so nothing was taken. Open the workbook, save it, "
    "and import it again."
)


def read_xlsx(
    name: str, data: bytes, is_heading: IsHeading, sheet: str | None = None
) -> Table:
    """Return the table of a sheet: the first that is visible, or the one named."""
    read = read_sheet(name, data, sheet, limits())
    heading, last = best_heading(_first_records(read), is_heading)
    if heading is None:
        raise InputRefused(
            f"No heading in the sheet “{read.title}” of “{name}” was recognised, so "
            f"nothing was imported. {_elsewhere(read)}Give a mapping file that names "
            "the columns.",
            name,
        )
    rows, refused = _rows(read, heading, last)
    if not rows and not refused:
        raise InputRefused(f"“{name}” has headings and no rows.", name)
    return Table(
        headings=heading.cells,
        rows=tuple(rows),
        refused=tuple(refused),
        warnings=tuple(_warnings(name, read, heading, last)),
    )


def limits() -> Limits:
    return Limits(**resource_toml("exchange/limits.toml")["workbook"])


def _first_records(read: Sheet) -> Iterator[Record]:
    """Yield what may be headings: each of the first rows, and each two together."""
    some = [
        (number, without_end(cells))
        for number, cells in list(read.rows.items())[:HEADING_WITHIN]
    ]
    for (number, cells), (below, more) in zip_longest(
        some, some[1:], fillvalue=(0, [""])
    ):
        yield number, number, cells
        if 1 < len(cells) == len(more):
            both = [" ".join(pair).strip() for pair in zip(cells, more, strict=True)]
            yield number, below, both


def _rows(read: Sheet, heading: Row, last: int) -> tuple[list[Row], list[Refusal]]:
    rows: list[Row] = []
    refused: list[Refusal] = []
    for number, cells in read.rows.items():
        if number <= last:
            continue
        if fault := row_fault(cells, len(heading.cells), 1):
            refused.append(Refusal(line=number, reason=fault, whole=True))
        else:
            rows.append(Row(line=number, cells=tuple(cells)))
    return rows, refused


def _warnings(name: str, read: Sheet, heading: Row, last: int) -> Iterator[str]:
    if read.others:
        yield f"“{name}”: only the sheet “{read.title}” was read. {_elsewhere(read)}"
    if heading.line > 1:
        yield (
            f"The headings stand on line {heading.line}; lines above are not part of "
            "the list."
        )
    if hidden := [n for n in read.hidden_rows if n in read.rows]:
        yield f"Rows that are hidden were read too: line {listed(hidden)}."
    if read.hidden_columns:
        yield f"Columns that are hidden were read too: {listed(read.hidden_columns)}."
    if merged := [ref for ref in read.merged if _is_over_rows(ref, last)]:
        yield (
            f"Cells over several rows are one: {listed(merged)}. Only the first of "
            "these rows has their value."
        )
    yield from _unsaved(read, heading.cells, last)


def _unsaved(read: Sheet, titles: Sequence[str], last: int) -> Iterator[str]:
    notes = Notes()
    for line, column in read.unsaved:
        if line > last and column < len(titles):
            notes.add(titles[column], _UNSAVED, line)
    return notes.told()


def _is_over_rows(ref: str, last: int) -> bool:
    found = _MERGED.fullmatch(ref)
    return bool(found and found[1] != found[2] and int(found[2]) > last)


def _elsewhere(read: Sheet) -> str:
    """Name the sheets that were not read."""
    if not read.others:
        return ""
    named = (f"“{s.title}”{' (hidden)' if s.hidden else ''}" for s in read.others)
    return f"Not read: {', '.join(named)}. Name a sheet with --sheet to read it. "
