"""The bytes of a caseload list as headings and rows, whatever system wrote them."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.exchange.refusal import Refusal
from iomdesk.exchange.text_file import decoded

_DELIMITERS = (",", ";", "\t", "|")
HEADING_WITHIN = 20
_HEADING_LINES = 20
_RECORD_LINES = 500
"""Lines of one row: a quotation mark is not looked for without end."""
_HEADINGS_AT_LEAST = 2
_CELL_LIMIT = 100_000
_COLUMNS = 500
_UNCLOSED = "A quotation mark is opened and not closed."
_UNCLOSED_FOR_LONG = "A quotation mark is opened and not closed within 500 lines."

IsHeading = Callable[[str], bool]
Record = tuple[int, int, list[str]]
"""Headings that may be: the first and last line, and the cells."""


@frozen(kw_only=True)
class Row:
    """A row and the line of the file that it begins on."""

    line: int
    cells: tuple[str, ...]


@frozen(kw_only=True)
class Table:
    headings: tuple[str, ...]
    rows: tuple[Row, ...]
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()


def read_table(name: str, data: bytes, is_heading: IsHeading) -> Table:
    """Return the table in *data*; *is_heading* knows the headings of a list."""
    text, warnings = decoded(name, data)
    lines = list(io.StringIO(text, newline=""))
    delimiter, found, last = _heading_row(lines, is_heading)
    if found is None:
        raise InputRefused(
            f"No heading of “{name}” was recognised, so nothing was imported. Give a "
            "mapping file that names the columns.",
            name,
        )
    if len(found.cells) > _COLUMNS:
        raise InputRefused(
            f"“{name}” has {len(found.cells):,} columns; {_COLUMNS} are the most.",
            name,
        )
    if found.line > 1:
        warnings.append(f"The headings stand on line {found.line}; lines above are not")
        warnings[-1] += " part of the list."
    rows, refused = _rows(lines, found, last, delimiter)
    if not rows and not refused:
        raise InputRefused(f"“{name}” has headings and no rows.", name)
    return Table(
        headings=found.cells,
        rows=tuple(rows),
        refused=tuple(refused),
        warnings=tuple(warnings),
    )


def best_heading(
    records: Iterable[Record], is_heading: IsHeading
) -> tuple[Row | None, int]:
    """Return the record that knows the most headings, and its last line."""
    best: tuple[int, Row | None, int] = (0, None, 0)
    for number, last, cells in records:
        known = sum(map(is_heading, cells[:_COLUMNS]))
        if known > best[0]:
            best = known, Row(line=number, cells=tuple(cells)), last
    known, found, last = best
    lone = known < _HEADINGS_AT_LEAST and found is not None and len(found.cells) > known
    return None if lone else found, last


def _heading_row(
    lines: Sequence[str], is_heading: IsHeading
) -> tuple[str, Row | None, int]:
    """Return the delimiter, the headings and their last line.

    A heading may stand on two lines, in quotation marks or as two rows.
    """
    best: tuple[int, str, Row | None, int] = (0, ",", None, 0)
    for delimiter in _DELIMITERS:
        found, last = best_heading(_first_records(lines, delimiter), is_heading)
        known = sum(map(is_heading, found.cells[:_COLUMNS])) if found else 0
        if known > best[0]:
            best = known, delimiter, found, last
    return best[1:]


def _first_records(lines: Sequence[str], delimiter: str) -> Iterator[Record]:
    """Yield what may be headings from each of the first lines on, alone and in two."""
    for number in range(1, min(len(lines), HEADING_WITHIN) + 1):
        record = _record(lines, number, delimiter)
        if record is None:
            continue
        last, cells = record
        yield number, last, cells
        below = _record(lines, last + 1, delimiter)
        if below and 1 < len(cells) == len(below[1]):
            both = [
                " ".join(pair).strip() for pair in zip(cells, below[1], strict=True)
            ]
            yield number, below[0], both


def _record(
    lines: Sequence[str], number: int, delimiter: str
) -> tuple[int, list[str]] | None:
    """Return the record that begins on line *number*, and its last line."""
    some = lines[number - 1 : number - 1 + _HEADING_LINES]
    reader = csv.reader(some, delimiter=delimiter, strict=True)
    try:
        cells = next(reader, None)
    except csv.Error:
        return None
    if cells is None:
        return None
    return number - 1 + reader.line_num, without_end(cells)


def without_end(cells: Sequence[str]) -> list[str]:
    """Return headings on one line each, without the empty ones at the end."""
    titles = [" ".join(cell.split()) for cell in cells]
    while titles and not titles[-1]:
        titles.pop()
    return titles


def _rows(
    lines: Sequence[str], heading: Row, after: int, delimiter: str
) -> tuple[list[Row], list[Refusal]]:
    """Return the rows below the headings; what is broken costs its own line only."""
    rows: list[Row] = []
    refused: list[Refusal] = []
    at = after
    while at < len(lines):
        for row, last, fault in _records(lines, at, delimiter, len(heading.cells)):
            at = last
            if fault:
                refused.append(Refusal(line=row.line, reason=fault, whole=True))
                break
            if any(cell.strip() for cell in row.cells):
                rows.append(row)
    return rows, refused


def _records(
    lines: Sequence[str], start: int, delimiter: str, width: int
) -> Iterator[tuple[Row, int, str | None]]:
    """Yield each record after line *start*, the last line it uses, and its fault.

    A faulty record gives back all its lines but the first: a quotation mark that is
    never closed must not swallow the rows below it.
    """
    source = _Lines(lines, start)
    reader = csv.reader(source, delimiter=delimiter, strict=True)
    before = 0
    while True:
        first, fault = start + before + 1, None
        source.begin_record()
        try:
            cells = next(reader)
        except StopIteration:
            return
        except _NoEnd:
            cells, fault = [], _UNCLOSED_FOR_LONG
        except csv.Error:
            cells, fault = [], _UNCLOSED
        else:
            fault = row_fault(cells, width, reader.line_num - before)
        row = Row(line=first, cells=tuple(cells))
        if fault:
            yield row, first, fault
            return
        before = reader.line_num
        yield row, start + before, None


class _NoEnd(ValueError):
    """A record that goes on for longer than any row does."""


class _Lines:
    """The lines from one on; no record takes more of them than a row may have.

    Else each quotation mark that is never closed would cost the rest of the file.
    """

    def __init__(self, lines: Sequence[str], start: int) -> None:
        self._lines = lines
        self._next = start
        self._last = start

    def begin_record(self) -> None:
        self._last = self._next + _RECORD_LINES

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        if self._next >= len(self._lines):
            raise StopIteration
        if self._next >= self._last:
            raise _NoEnd
        self._next += 1
        return self._lines[self._next - 1]


def row_fault(cells: list[str], width: int, lines: int) -> str | None:
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return f"It has {len(cells)} values; there are {width} headings."
    if lines > 1 and len(cells) != width:
        return _UNCLOSED
    if any(len(cell) > _CELL_LIMIT for cell in cells):
        return f"A value is longer than {_CELL_LIMIT} characters."
    return None
