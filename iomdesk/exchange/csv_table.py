"""The bytes of a caseload list as headings and rows, whatever system wrote them."""

import csv
import io
from collections.abc import Callable, Iterator, Sequence

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.exchange.refusal import Refusal

_DELIMITERS = (",", ";", "\t", "|")
_HEADING_WITHIN = 10
_HEADINGS_AT_LEAST = 2
_CELL_LIMIT = 100_000
_UNCLOSED = "A quotation mark is opened and not closed."
_WIDE = (b"\xff\xfe", b"\xfe\xff")

IsHeading = Callable[[str], bool]


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
    text, warnings = _decoded(name, data)
    lines = list(io.StringIO(text, newline=""))
    delimiter, found = _heading_row(lines, is_heading)
    if found is None:
        raise InputRefused(
            f"No heading of “{name}” was recognised, so nothing was imported. Give a "
            "mapping file that names the columns.",
            name,
        )
    if found.line > 1:
        warnings.append(f"The headings stand on line {found.line}; lines above are not")
        warnings[-1] += " part of the list."
    rows, refused = _rows(lines, found, delimiter)
    if not rows and not refused:
        raise InputRefused(f"“{name}” has headings and no rows.", name)
    return Table(
        headings=found.cells,
        rows=tuple(rows),
        refused=tuple(refused),
        warnings=tuple(warnings),
    )


def _decoded(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return the text, and a warning where the file is not UTF-8."""
    if data.startswith(_WIDE):
        return data.decode("utf-16", errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = data.decode("cp1252")
    except UnicodeDecodeError:
        raise InputRefused(
            f"“{name}” is neither UTF-8 nor Windows-1252 text.", name
        ) from None
    return text, [f"“{name}” is not UTF-8 and was read as Windows-1252."]


def _heading_row(lines: Sequence[str], is_heading: IsHeading) -> tuple[str, Row | None]:
    """Return the delimiter and the row that together know the most headings."""
    best: tuple[int, str, Row | None] = (0, ",", None)
    for delimiter in _DELIMITERS:
        for number, cells in _first_records(lines[:_HEADING_WITHIN], delimiter):
            known = sum(is_heading(cell) for cell in cells)
            if known > best[0]:
                best = known, delimiter, Row(line=number, cells=tuple(cells))
    known, delimiter, row = best
    lone = known < _HEADINGS_AT_LEAST and row is not None and len(row.cells) > known
    return delimiter, None if lone else row


def _first_records(
    lines: Sequence[str], delimiter: str
) -> Iterator[tuple[int, list[str]]]:
    for number, line in enumerate(lines, 1):
        try:
            cells = next(csv.reader([line], delimiter=delimiter), [])
        except csv.Error:
            continue
        yield number, [cell.strip() for cell in cells]


def _rows(
    lines: Sequence[str], heading: Row, delimiter: str
) -> tuple[list[Row], list[Refusal]]:
    """Return the rows below the headings; what is broken costs its own line only."""
    rows: list[Row] = []
    refused: list[Refusal] = []
    at = heading.line
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
    reader = csv.reader(lines[start:], delimiter=delimiter, strict=True)
    before = 0
    while True:
        first, fault = start + before + 1, None
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells, fault = [], _UNCLOSED
        else:
            fault = _fault(cells, width, reader.line_num - before)
        row = Row(line=first, cells=tuple(cells))
        if fault:
            yield row, first, fault
            return
        before = reader.line_num
        yield row, start + before, None


def _fault(cells: list[str], width: int, lines: int) -> str | None:
    if not any(cell.strip() for cell in cells):
        return None
    if len(cells) > width and any(cell.strip() for cell in cells[width:]):
        return f"It has {len(cells)} values; there are {width} headings."
    if lines > 1 and len(cells) != width:
        return _UNCLOSED
    if any(len(cell) > _CELL_LIMIT for cell in cells):
        return f"A value is longer than {_CELL_LIMIT} characters."
    return None
