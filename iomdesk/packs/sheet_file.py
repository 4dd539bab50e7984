"""A spreadsheet file opened with care: rows by sheet, each cell with its place."""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from attrs import field, frozen
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException

from iomdesk.errors import InputRefused

LARGEST = 64 * 1024 * 1024
"""Bytes of all parts of a file, unpacked."""
MOST_ROWS = 20_000
MOST_COLUMNS = 200

_UNREADABLE = (
    zipfile.BadZipFile,
    InvalidFileException,
    zlib.error,
    SyntaxError,
    ArithmeticError,
    AttributeError,
    EOFError,
    IndexError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    TypeError,
    ValueError,
)
"""What a file that only looks like a workbook makes the library raise."""

_ODD = re.compile(rb"<!DOCTYPE|<!ENTITY|\x00", re.IGNORECASE)
_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\b[^>]*?\bref="([A-Z]+[0-9]+)')


@frozen(kw_only=True)
class Cell:
    """One value and where it stands; *heading* is the first cell of its column."""

    sheet: str
    row: int
    column: str
    heading: str
    value: Any

    @property
    def place(self) -> str:
        named = f" ({self.heading})" if self.heading else ""
        return f"sheet {self.sheet}, row {self.row}, column {self.column}{named}"


@frozen(kw_only=True)
class Row:
    """The cells of one row that hold something, by heading."""

    sheet: str
    number: int
    cells: dict[str, Cell]

    @property
    def place(self) -> str:
        return f"sheet {self.sheet}, row {self.number}"


@frozen(kw_only=True)
class Sheet:
    """The rows of a sheet, and the letter of each column by its heading."""

    columns: dict[str, str]
    rows: list[Row]


@frozen
class Problems:
    """What is wrong with a sheet, each with its place."""

    file: str
    found: list[str] = field(factory=list)

    def add(self, place: Cell | Row | str, text: str) -> None:
        where = place if isinstance(place, str) else place.place
        said = f"{self.file}, {where}: {text}"
        if said not in self.found:
            self.found.append(said)

    def raise_if_any(self) -> None:
        if self.found:
            raise SheetFaulty(self.found)


class SheetFaulty(InputRefused):
    """A spreadsheet cannot be made a pack; *faults* says why, each with its place."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_workbook(content: bytes, problems: Problems) -> dict[str, Sheet]:
    """Return each sheet by its name, in small letters."""
    try:
        _refuse_bombs(content, problems.file)
        with warnings.catch_warnings(action="ignore"):  # the library's, not ours
            book = load_workbook(io.BytesIO(content), read_only=True, keep_links=False)
            return {
                str(sheet.title).strip().lower(): _sheet(sheet, content, problems)
                for sheet in book.worksheets
            }
    except _UNREADABLE:
        raise InputRefused(
            f"{problems.file} is not a workbook (XLSX) that can be read. Save it as "
            "an Excel workbook and try again."
        ) from None


def _refuse_bombs(content: bytes, file: str) -> None:
    """Refuse a file that unpacks to far more than a form, or defines XML entities."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        if sum(part.file_size for part in packed.infolist()) > LARGEST:
            raise InputRefused(
                f"{file} unpacks to more than 64 MB, so it was not read. A pack is one "
                "instrument."
            )
        for part in packed.infolist():
            said = packed.read(part)
            if part.filename.endswith((".xml", ".rels")) and _ODD.search(said):
                raise InputRefused(
                    f"{file} holds XML that no spreadsheet program writes, so it was "
                    "not read."
                )


def _sheet(sheet: Any, content: bytes, problems: Problems) -> Sheet:
    name = str(sheet.title).strip().lower()
    _find_merged(sheet, name, content, problems)
    sheet.reset_dimensions()
    said = (
        {at: cell for at, cell in enumerate(cells, start=1) if _is_said(cell)}
        for cells in sheet.iter_rows()
    )
    headings = _headings(name, next(said, {}), problems)
    return Sheet(
        columns={word: get_column_letter(at) for at, word in headings.items()},
        rows=list(_rows(name, said, headings, problems)),
    )


def _rows(
    name: str,
    filled: Iterator[dict[int, Any]],
    headings: dict[int, str],
    problems: Problems,
) -> Iterator[Row]:
    count = 0
    for number, said in enumerate(filled, start=2):
        count += bool(said)
        if count > MOST_ROWS:
            problems.add(f"sheet {name}, row {number}", "a sheet has 20,000 rows.")
            return
        row = dict(_cells(name, number, said, headings, problems))
        if row:
            yield Row(sheet=name, number=number, cells=row)


def _headings(name: str, said: dict[int, Any], problems: Problems) -> dict[int, str]:
    headings: dict[int, str] = {}
    for at, one in said.items():
        heading = str(one.value).strip()
        cell = _cell(name, 1, at, "", one)
        if at > MOST_COLUMNS:
            problems.add(cell, "a sheet has 200 columns at most.")
        elif heading in headings.values():
            problems.add(cell, f"there are two columns “{heading}”.")
        else:
            headings[at] = heading
    return headings


def _cells(
    name: str,
    number: int,
    said: dict[int, Any],
    headings: dict[int, str],
    problems: Problems,
) -> Iterator[tuple[str, Cell]]:
    for at, one in said.items():
        cell = _cell(name, number, at, headings.get(at, ""), one)
        if one.data_type == "f":
            problems.add(cell, "a formula. Put its value there instead.")
        elif one.data_type == "e":
            problems.add(cell, f"{one.value} is no value.")
        elif at not in headings:
            if at <= MOST_COLUMNS:
                problems.add(cell, "the column has no heading in row 1.")
        else:
            yield cell.heading, cell


def _cell(name: str, number: int, at: int, heading: str, one: Any) -> Cell:
    return Cell(
        sheet=name,
        row=number,
        column=get_column_letter(at),
        heading=heading,
        value=one.value,
    )


def _is_said(cell: Any) -> bool:
    value = cell.value
    return value is not None and not (isinstance(value, str) and not value.strip())


def _find_merged(sheet: Any, name: str, content: bytes, problems: Problems) -> None:
    """Find merged cells, of which the library tells nothing while it only reads."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        text = packed.read(sheet._worksheet_path)  # noqa: SLF001  nothing else says it
    for ref in _MERGED.findall(text):
        column, row = re.findall(r"[A-Z]+|[0-9]+", ref.decode())
        problems.add(
            f"sheet {name}, row {row}, column {column}",
            "merged cells. Split them: each row says all of itself.",
        )
